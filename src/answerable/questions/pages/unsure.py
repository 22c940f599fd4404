"""Unsure posts, one at a time: the same as one of three questions, a new one, or no question; one key each."""

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from answerable.accounts.guard import StaffRequest, staff
from answerable.accounts.roles import Act
from answerable.errors import Refused
from answerable.jobs import clock
from answerable.listening.models import Post
from answerable.questions.decide_unsure import Verdict, decide_unsure
from answerable.questions.inbox import MOST_COUNTED, counts
from answerable.questions.models import Question
from answerable.questions.pages.shown import number_in, post_shown, tone_of
from answerable.questions.reasons import reason_words
from answerable.questions.unsure import next_doubt


@staff(Act.GROUP)
def unsure(request: StaffRequest) -> HttpResponseBase:
    """Shows the post that waits longest; takes the decision about it and goes on to the next."""
    skipped = number_in(request.GET.get("after", ""))
    if request.method == "POST":
        _decide(request)
        return redirect(reverse("questions:unsure") + (f"?after={skipped}" if skipped else ""))
    doubt = next_doubt(after=skipped)
    waiting = counts()["unsure"]
    context = {
        "doubt": doubt,
        "post": post_shown(doubt.placing.post, reason_words(doubt.placing.why)) if doubt else None,
        "tone_of": tone_of,
        "waiting": waiting,
        "many": waiting >= MOST_COUNTED,
        "skipped": skipped,
    }
    return render(request, "questions/unsure.html", context)


def _decide(request: StaffRequest) -> None:
    given = request.POST
    post = get_object_or_404(Post, pk=number_in(given.get("post", "")))
    same_as = given.get("same", "")
    question = get_object_or_404(Question, public_id=same_as) if same_as else None
    verdict = Verdict.SAME if question else Verdict.NEW if given.get("verdict") == Verdict.NEW else Verdict.NOTHING
    try:
        now_in = decide_unsure(post=post, verdict=verdict, question=question, person=request.user, at=clock.now())
    except Refused as refused:
        messages.warning(request, refused.reason)
        return
    done = _("Put into: %(title)s") % {"title": now_in.title} if now_in else _("Noted: it asks nothing.")
    messages.success(request, done)
