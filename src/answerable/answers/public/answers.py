"""What was asked and what we answer: the list, the search, and one answer with all its versions."""

from django.contrib.postgres.search import SearchRank
from django.db.models import F
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, render

from answerable.answers.models import Answer
from answerable.design.pagination import Pages, changed
from answerable.jobs import clock
from answerable.questions.models import Question, State
from answerable.questions.searching import query_for
from answerable.record.read import entries_about

PAGE = 20
FEW = 5
MOST_SEARCHED = 200


def answers(request: HttpRequest) -> HttpResponseBase:
    """Questions with an answer, the latest first; or those that meet a search, the best first."""
    words = request.GET.get("q", "").strip()[:200]
    start = _start(request.GET.get("from", "0"))
    found = Answer.objects.select_related("question").filter(question__state__in=[State.TELLING, State.ANSWERED])
    if words:
        query = query_for(words)
        found = found.filter(question__search=query).order_by(
            -SearchRank(F("question__search"), query), "-published_at"
        )
    else:
        found = found.order_by("-published_at", "-pk")
    rows = list(found[start : start + PAGE + 1])
    more = len(rows) > PAGE and start < MOST_SEARCHED * PAGE
    before = changed(request.GET, **{"from": max(0, start - PAGE) or None}) if start else ""
    pages = Pages(before, changed(request.GET, **{"from": start + PAGE}) if more else "")
    context = {"rows": rows[:PAGE], "words": words, "pages": pages, "now": clock.now(), "few": FEW}
    return render(request, "answers/answers.html", context)


def answer(request: HttpRequest, public_id: str) -> HttpResponseBase:
    """One question with its answer, every version of it, and where it stands in the record."""
    question = get_object_or_404(Question.objects.select_related("merged_into"), public_id=public_id)
    if question.merged_into is not None:
        question = question.merged_into
    one = get_object_or_404(Answer, question=question)
    versions = list(one.versions.order_by("-number"))
    channels = question.channel_counts.filter(post_count__gt=0).select_related("channel").order_by("channel__name")
    context = {
        "question": question,
        "answer": one,
        "newest": versions[0],
        "earlier": versions[1:],
        "channels": [row.channel.name for row in channels],
        "few": FEW,
        "entries": entries_about(question.public_id),
    }
    return render(request, "answers/answer.html", context)


def _start(given: str) -> int:
    return min(int(given), MOST_SEARCHED * PAGE) if given.isascii() and given.isdigit() else 0
