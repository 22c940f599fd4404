"""What we did not answer, and why, for anyone to read."""

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render

from answerable.answers.public.bookmarks import page_and_steps
from answerable.measures.not_answered import count_ended, unanswered

PAGE = 20
FEW = 5


def page(request: HttpRequest) -> HttpResponseBase:
    """The counts of every reason, and the questions that somebody here has put into words."""
    after, before = request.GET.get("after", ""), request.GET.get("before", "")
    rows = unanswered(PAGE + 1, after=after, before=before)
    shown, pages = page_and_steps(request.GET, rows, PAGE)
    context = {"ended": count_ended(), "rows": shown, "pages": pages, "few": FEW}
    return render(request, "measures/not_answered.html", context)
