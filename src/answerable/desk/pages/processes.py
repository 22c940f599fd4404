"""Other processes: what looks as if it belonged to one, the clocks that run, and one post with all its signs."""

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from answerable.accounts.guard import StaffRequest, staff
from answerable.accounts.models import Body
from answerable.accounts.roles import Act
from answerable.desk.engage import allow_reply
from answerable.desk.forms import HandoverForm, NoteForm
from answerable.desk.hand_over import PROCESSES, end_handover, hand_over, offered, running
from answerable.desk.models import Engagement, Handover
from answerable.errors import Refused
from answerable.jobs import clock
from answerable.listening.models import Post, PostSign, SignKind
from answerable.listening.sign_words import sign_sentence
from answerable.listening.signs import judge_sign
from answerable.listening.words import evidence_in_list
from answerable.questions.pages.shown import post_whole

SHOWN = 300
RESIST = (
    _("Recognise: is it a false claim, or criticism that is in the open? Criticism is answered, not countered."),
    _("Early warning: who repeats it, where, how fast? Look at the other posts of this question."),
    _("Situational insight: ask the service what is true, and keep the source."),
    _("Impact analysis: does it do harm if nobody answers? Would an answer carry it to more people?"),
    _("Strategic communication: say what is true first, with a source; do not repeat the claim in the first sentence."),
    _("Track: look again in a week, and write down what happened."),
)
"""The steps of the RESIST toolkit for a claim that may be false, in our own words."""


@staff(Act.READ)
def processes(request: StaffRequest) -> HttpResponseBase:
    """What is offered to a process, and what was handed over with the days that are left; words masked."""
    today = Body.objects.get().today(clock.now())
    context = {
        "offers": [
            {"post": one.post, "text": one.post.masked_text[:SHOWN], "kind": one.get_kind_display(), "sign": one}
            for one in offered()
        ],
        "running": [
            {
                "one": one,
                "text": one.post.masked_text[:SHOWN],
                "note": evidence_in_list(one.note),
                "days": (one.due_on - today).days,
            }
            for one in running()
        ],
        "may": request.user.may(Act.TRIAGE),
    }
    return render(request, "desk/processes.html", context)


@staff(Act.TRIAGE)
def signs(request: StaffRequest, number: int) -> HttpResponseBase:
    """One post, whole, with each sign: why, and what a person may say to it."""
    post = get_object_or_404(Post.objects.select_related("channel", "author"), pk=number)
    seen = PostSign.objects.filter(post=post, kind__in=PROCESSES, is_right=None).order_by("pk").first()
    initial = {"process": seen.kind if seen else ""}
    form = HandoverForm(request.POST if request.POST.get("act") == "hand_over" else None, initial=initial)
    note = NoteForm(request.POST if request.POST.get("act") == "allow" else None)
    if request.method == "POST" and _is_done(request, post, form, note):
        return redirect("desk:signs", number)
    found = PostSign.objects.filter(post=post).exclude(kind=SignKind.RISK).select_related("judged_by")
    context = {
        "post": post_whole(post),
        "signs": [{"sign": one, "why": sign_sentence(one, post.text)} for one in found.order_by("kind")],
        "processes": PROCESSES,
        "handovers": Handover.objects.filter(post=post).select_related("by", "ended_by").order_by("pk"),
        "engagement": Engagement.objects.filter(post=post).select_related("by").first(),
        "is_at_risk": PostSign.objects.filter(post=post, kind=SignKind.RISK).exclude(is_right=False).exists(),
        "form": form,
        "note": note,
        "resist": RESIST,
        "number": number,
    }
    return render(request, "desk/signs.html", context, status=422 if form.errors or note.errors else 200)


def _is_done(request: StaffRequest, post: Post, form: HandoverForm, note: NoteForm) -> bool:
    """Calls the one verb that was asked for; what was refused is shown where it was typed."""
    act, now = request.POST.get("act"), clock.now()
    try:
        if act == "hand_over":
            if not form.is_valid():
                return False
            hand_over(post=post, by=request.user, at=now, **form.cleaned_data)
        elif act == "allow":
            if not note.is_valid():
                return False
            allow_reply(post=post, note=note.cleaned_data["note"], by=request.user, at=now)
        else:
            kind, is_right = request.POST.get("kind", ""), act == "confirm"
            judge_sign(post=post, kind=kind, is_right=is_right, by=request.user, at=now)
    except Refused as refused:
        shown = note if act == "allow" else form if act == "hand_over" else None
        if shown is None:
            raise
        shown.add_error(None, refused.reason)
        return False
    messages.success(request, _("Written down."))
    return True


@staff(Act.TRIAGE)
@require_POST
def end(request: StaffRequest, number: int) -> HttpResponseBase:
    """Ends one that was handed over."""
    one = get_object_or_404(Handover, pk=number)
    form = NoteForm(request.POST)
    if not form.is_valid():
        raise Refused(_("Say in a sentence how it ended."))
    end_handover(handover=one, note=form.cleaned_data["note"], by=request.user, at=clock.now())
    messages.success(request, _("Ended."))
    return redirect("desk:processes")
