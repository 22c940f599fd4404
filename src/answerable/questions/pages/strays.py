"""Posts that may not belong where they are, one below the other: they belong there, or are a question of their own."""

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from answerable.accounts.guard import StaffRequest, staff
from answerable.accounts.roles import Act
from answerable.errors import Refused
from answerable.jobs import clock
from answerable.questions.confirm import confirm
from answerable.questions.models import Question
from answerable.questions.pages.shown import apart_words, number_in, post_shown
from answerable.questions.split import split
from answerable.questions.strays import strays_waiting

PAGE = 20


@staff(Act.GROUP)
def strays(request: StaffRequest) -> HttpResponseBase:
    """The posts that fit least; takes the decision about one."""
    if request.method == "POST":
        _decide(request)
        return redirect(request.get_full_path())
    found = strays_waiting(after=_mark(request.GET.get("after", "")), most=PAGE + 1)
    last = found[PAGE - 1].placing if len(found) > PAGE else None
    context = {
        "strays": [(one, post_shown(one.placing.post, *apart_words(one))) for one in found[:PAGE]],
        "after": f"{reverse('questions:strays')}?after={last.strength!r}_{last.post_id}" if last else "",
        "further": "after" in request.GET,
    }
    return render(request, "questions/strays.html", context)


def _mark(given: str) -> tuple[float, int] | None:
    """Where the page before ended; the beginning for anything that is no such mark."""
    strength, _gap, post = given.partition("_")
    try:
        return (float(strength), number_in(post)) if number_in(post) else None
    except ValueError:
        return None


def _decide(request: StaffRequest) -> None:
    question = get_object_or_404(Question, public_id=request.POST.get("question", ""))
    posts = [number_in(request.POST.get("post", ""))]
    try:
        if request.POST.get("verdict") == "own":
            split(question=question, posts=posts, person=request.user, at=clock.now())
            messages.success(request, _("It is a question of its own now."))
        else:
            confirm(question=question, posts=posts, person=request.user, at=clock.now())
            messages.success(request, _("Noted: it belongs there."))
    except Refused as refused:
        messages.warning(request, refused.reason)
