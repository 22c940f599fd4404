"""What a person does about tellings: stop, go on, settle what is held, tell late askers, correct."""

from django.contrib import messages
from django.http import Http404, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from answerable.accounts.guard import StaffRequest, staff
from answerable.accounts.roles import Act
from answerable.answers.correct import open_correction
from answerable.answers.late import REASONS, late_posts, leave_late, tell_late
from answerable.answers.models import Answer, AnswerVersion, Delivery
from answerable.answers.settle import Verdict, settle_held
from answerable.answers.stop import (
    resume_answer,
    resume_channel,
    resume_everything,
    stop_answer,
    stop_channel,
    stop_everything,
)
from answerable.channels.models import Channel
from answerable.errors import Refused
from answerable.jobs import clock

MOST_SHOWN = 100


@require_POST
@staff(Act.TELL)
def stop_all(request: StaffRequest) -> HttpResponseBase:
    """Stops everything, or lets everything go on."""
    if request.POST.get("to") == "resume":
        resume_everything(by=request.user)
        messages.success(request, _("Telling goes on."))
    else:
        stop_everything(by=request.user, at=clock.now())
        messages.success(
            request, _("Everything is stopped. What was being sent at this moment is finished; nothing else is sent.")
        )
    return redirect("answers:tellings")


@require_POST
@staff(Act.TELL)
def stop_or_resume_channel(request: StaffRequest, public_id: str) -> HttpResponseBase:
    """Stops one channel, or lets it go on."""
    channel = get_object_or_404(Channel, public_id=public_id)
    if request.POST.get("to") == "resume":
        resume_channel(channel=channel, by=request.user)
        messages.success(request, _("“%(name)s” goes on.") % {"name": channel.name})
    else:
        stop_channel(channel=channel, by=request.user, at=clock.now())
        messages.success(request, _("“%(name)s” is stopped.") % {"name": channel.name})
    return redirect(_back(request))


@require_POST
@staff(Act.TELL)
def stop_or_resume_answer(request: StaffRequest, public_id: str) -> HttpResponseBase:
    """Stops the telling of one answer, or lets it go on."""
    answer = _answer(public_id)
    if request.POST.get("to") == "resume":
        resume_answer(answer=answer, by=request.user)
        messages.success(request, _("Telling this answer goes on."))
    else:
        stop_answer(answer=answer, by=request.user, at=clock.now())
        messages.success(request, _("Telling this answer is stopped."))
    return redirect("answers:telling", public_id)


@require_POST
@staff(Act.TELL)
def settle(request: StaffRequest, pk: int) -> HttpResponseBase:
    """One of the three buttons."""
    delivery = get_object_or_404(Delivery.objects.select_related("version__answer__question"), pk=pk)
    if request.POST.get("verdict") not in set(Verdict):
        raise Http404
    try:
        verdict = Verdict(request.POST["verdict"])
        settle_held(
            delivery=delivery, verdict=verdict, link=request.POST.get("link", ""), by=request.user, at=clock.now()
        )
    except Refused as refused:
        messages.error(request, refused.reason)
    else:
        messages.success(request, _("Settled."))
    return redirect("answers:telling", delivery.version.answer.question.public_id)


@staff(Act.READ)
def late(request: StaffRequest, public_id: str) -> HttpResponseBase:
    """Who joined after the answer was cleared; one button tells them, or a reason says why not."""
    answer = _answer(public_id)
    posts = late_posts().filter(placing__question=answer.question_id).select_related("channel")
    if request.method == "POST":
        _decide_late(request, answer)
        return redirect("answers:telling", public_id)
    context = {
        "answer": answer,
        "question": answer.question,
        "version": answer.versions.latest("number"),
        "posts": posts[:MOST_SHOWN],
        "count": posts.count(),
        "reasons": REASONS.items(),
        "may_tell": request.user.may(Act.TELL),
    }
    return render(request, "answers/late.html", context)


def _decide_late(request: StaffRequest, answer: Answer) -> None:
    try:
        if "tell" in request.POST:
            count = tell_late(answer=answer, by=request.user, at=clock.now())
            words = ngettext("%(count)s person will be told.", "%(count)s people will be told.", count)
        else:
            chosen = late_posts().filter(pk__in=[pk for pk in request.POST.getlist("post") if pk.isdecimal()])
            count = leave_late(
                answer=answer, posts=list(chosen), reason=request.POST.get("reason", ""), by=request.user
            )
            words = ngettext(
                "%(count)s post is listed with that reason.", "%(count)s posts are listed with that reason.", count
            )
        messages.success(request, words % {"count": count})
    except Refused as refused:
        messages.error(request, refused.reason)


@require_POST
@staff(Act.CORRECT)
def correct(request: StaffRequest, public_id: str) -> HttpResponseBase:
    """Opens the draft of a correction or a withdrawal."""
    open_correction(answer=_answer(public_id), kind=request.POST.get("kind", ""), by=request.user, at=clock.now())
    return redirect("desk:draft", public_id)


def _answer(public_id: str) -> Answer:
    return get_object_or_404(Answer.objects.select_related("question"), question__public_id=public_id)


def _back(request: StaffRequest) -> str:
    """The telling that the button was on, else the list."""
    question = request.POST.get("question", "")
    known = AnswerVersion.objects.filter(answer__question__public_id=question).exists()
    return reverse("answers:telling", args=[question]) if known else reverse("answers:tellings")
