"""One question: where it stands, what people said, and the one next step."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from answerable.accounts.guard import StaffRequest, staff
from answerable.accounts.models import Body
from answerable.accounts.roles import Act
from answerable.desk.claim import assign_question, claim_question, release_question
from answerable.desk.clear import wrote
from answerable.desk.forms import AssignForm, TriageForm
from answerable.desk.models import Clearance, Decision, Draft, DraftState
from answerable.desk.next_step import Standing, next_step
from answerable.desk.story import story_of
from answerable.desk.triage import reopen_question, triage_question
from answerable.errors import Refused
from answerable.jobs import clock
from answerable.listening.models import Post
from answerable.questions.models import Outcome, Question
from answerable.questions.pages.shown import post_shown, tone_of

SAMPLE = 5


def find_question(public_id: str) -> Question:
    """The question of this address, with the people around it."""
    return get_object_or_404(
        Question.objects.select_related("assigned_to", "claimed_by", "merged_into", "titled_by"), public_id=public_id
    )


@staff(Act.READ)
def question(request: StaffRequest, public_id: str) -> HttpResponseBase:
    """Everything about one question on one page."""
    one, now = find_question(public_id), clock.now()
    draft = Draft.objects.filter(question=one).exclude(state=DraftState.DROPPED).order_by("-pk").first()
    newest = draft.versions.select_related("written_by").order_by("-number").first() if draft else None
    clearance = _clearance(draft)
    may = {act for act in Act if request.user.may(act)}
    standing = Standing(
        state=one.state,
        is_drafting=draft is not None and draft.state == DraftState.WRITING,
        is_saved=newest is not None,
        is_waiting=clearance is not None and clearance.decision == Decision.WAITING,
        wrote=newest is not None and not Body.objects.get().training and wrote(newest, request.user),
    )
    context = {
        "question": one,
        "channels": one.channel_counts.filter(post_count__gt=0).select_related("channel").order_by("-post_count"),
        "posts": _sample(one),
        "draft": draft,
        "newest": newest,
        "clearance": clearance,
        "standing": standing,
        "step": next_step(standing, may),
        "assign": AssignForm(initial={"to": one.assigned_to_id}),
        "story": story_of(one),
        "may": {act.name.lower(): True for act in may},
        "claimed": one.claimed_by is not None and one.claimed_until is not None and one.claimed_until > now,
        "mine": one.claimed_by_id == request.user.pk,
        "tone": tone_of(one.state),
    }
    return render(request, "desk/question.html", context)


def _sample(question: Question) -> list[dict[str, Any]]:
    """The clearest posts, as cards."""
    posts = Post.objects.filter(placing__question=question).select_related("channel", "author")
    return [
        post_shown(post) | {"heading_level": 3} for post in posts.order_by("-placing__strength", "heard_at")[:SAMPLE]
    ]


def _clearance(draft: Draft | None) -> Clearance | None:
    """What was last said of the draft."""
    asked = Clearance.objects.filter(version__draft=draft) if draft else Clearance.objects.none()
    return asked.select_related("decided_by", "asked_by", "version").order_by("-pk").first()


@staff(Act.TRIAGE)
def triage(request: StaffRequest, public_id: str) -> HttpResponseBase:
    """Decides what happens to the question."""
    one = find_question(public_id)
    form = TriageForm(request.POST or None, initial={"outcome": "answer"})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        back: date | None = given["comes_back_on"]
        try:
            triage_question(
                question=one,
                outcome=given["outcome"],
                reason=given["reason"],
                note=given["note"],
                comes_back_on=back,
                by=request.user,
                at=clock.now(),
            )
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            if given["outcome"] == Outcome.ANSWER and request.user.may(Act.DRAFT):
                return redirect("desk:draft", public_id)
            messages.success(request, _("Recorded: %(outcome)s.") % {"outcome": Outcome(given["outcome"]).label})
            return redirect("questions:inbox")
    context = {"question": one, "form": form, "posts": _sample(one)}
    return render(request, "desk/triage.html", context, status=422 if form.errors else 200)


@staff(Act.ASSIGN)
@require_POST
def claim(request: StaffRequest, public_id: str) -> HttpResponseBase:
    """Takes the question up, or gives it back."""
    one = find_question(public_id)
    if request.POST.get("release"):
        release_question(question=one, by=request.user)
    else:
        claim_question(question=one, by=request.user, at=clock.now())
    return redirect("desk:question", public_id)


@staff(Act.ASSIGN)
@require_POST
def assign(request: StaffRequest, public_id: str) -> HttpResponseBase:
    """Says who is expected to answer."""
    one = find_question(public_id)
    form = AssignForm(request.POST)
    if not form.is_valid():
        raise Refused(_("Choose an author who works here."))
    assign_question(question=one, to=form.cleaned_data["to"], by=request.user, at=clock.now())
    return redirect("desk:question", public_id)


@staff(Act.TRIAGE)
@require_POST
def reopen(request: StaffRequest, public_id: str) -> HttpResponseBase:
    """Brings an ended question back."""
    reopen_question(question=find_question(public_id), by=request.user, at=clock.now())
    return redirect("desk:question", public_id)


@staff(Act.READ)
def to_clear(request: StaffRequest) -> HttpResponseBase:
    """Drafts that wait for a second person, the longest waiting first."""
    waiting = (
        Clearance.objects.filter(decision=Decision.WAITING)
        .select_related("version__draft__question", "asked_by")
        .order_by("asked_at")
    )
    return render(request, "desk/to_clear.html", {"waiting": waiting[:200], "now": clock.now()})
