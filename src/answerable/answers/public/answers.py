"""What was asked and what we answer: the list, the search, the ways through it; and one answer in all versions."""

from collections.abc import Sequence

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, render

from answerable.accounts.body import body_of
from answerable.answers.models import Answer, Redaction
from answerable.answers.public.addresses import feed_links
from answerable.answers.public.bookmarks import page_and_steps
from answerable.answers.public.linked_data import answer_in_page
from answerable.answers.public.listing import NEWEST_RANKED, By, Listed, best_of, page_of
from answerable.answers.public.selection import Selection, selection_from
from answerable.answers.public.ways import channels_with_answers, months_with_answers, topics_with_answers
from answerable.design.pagination import Pages, changed
from answerable.desk.reply import answer_address
from answerable.questions.models import Outcome, Question, Reason, State
from answerable.record.read import entries_about

PAGE = 20
FEW = 5
MOST_MERGES = 20
NAMELESS = {Reason.CASE, Reason.ABUS, Reason.SPAM}
"""What is not answered for these reasons is counted and never shown: it is about one person, or a stage for one."""


def answers(request: HttpRequest) -> HttpResponseBase:
    """Questions with an answer, the latest first; or those that meet a search, the best first."""
    selection = selection_from(request.GET)
    rows, pages = _searched(request, selection) if selection.words else _walked(request, selection)
    context = {"rows": rows, "selection": selection, "pages": pages, "few": FEW, "feeds": feed_links(selection)}
    return render(request, "answers/answers.html", context)


def browse(request: HttpRequest) -> HttpResponseBase:
    """The ways through all answers: by topic, by month, by channel."""
    context = {
        "topics": topics_with_answers(),
        "months": months_with_answers(),
        "channels": channels_with_answers(),
        "feeds": feed_links(Selection()),
    }
    return render(request, "answers/browse.html", context)


def answer(request: HttpRequest, public_id: str) -> HttpResponseBase:
    """One question with its answer, every version of it, and where it stands in the record.

    An address that once was one always is: a question merged since shows the one it went into, one that was not
    answered says why, an answer that was withdrawn says so.
    """
    question = _where_it_went(public_id)
    one = Answer.objects.filter(question=question).first()
    if one is None:
        return _not_answered(request, question)
    versions = list(one.versions.order_by("-number"))
    channels = question.channel_counts.filter(post_count__gt=0).select_related("channel").order_by("channel__name")
    body = body_of(request)
    context = {
        "question": question,
        "answer": one,
        "newest": versions[0],
        "earlier": versions[1:],
        "channels": [row.channel for row in channels],
        "few": FEW,
        "redactions": Redaction.objects.filter(question=question).select_related("version").order_by("pk"),
        "entries": entries_about(question.public_id),
        "in_page": answer_in_page(body.name if body else "Answerable", question, one, versions[0]),
        "canonical": answer_address(question.public_id),
    }
    return render(request, "answers/answer.html", context)


def _searched(request: HttpRequest, selection: Selection) -> tuple[Sequence[Listed], Pages]:
    start = _start(request.GET.get("from", "0"))
    rows = best_of(selection, PAGE + 1, skip=start)
    before = changed(request.GET, **{"from": max(0, start - PAGE) or None}) if start else ""
    after = changed(request.GET, **{"from": start + PAGE}) if len(rows) > PAGE else ""
    return rows[:PAGE], Pages(before, after)


def _walked(request: HttpRequest, selection: Selection) -> tuple[Sequence[Listed], Pages]:
    after, before = request.GET.get("after", ""), request.GET.get("before", "")
    rows = page_of(selection, By.ANSWERED, PAGE + 1, after=after, before=before)
    return page_and_steps(request.GET, rows, PAGE)


def _start(given: str) -> int:
    return min(int(given), NEWEST_RANKED) if given.isascii() and given.isdigit() and len(given) < PAGE else 0


def _where_it_went(public_id: str) -> Question:
    """The question of this address, or where its posts went, however often; its own answer stays with it."""
    question = get_object_or_404(Question.objects.select_related("merged_into"), public_id=public_id)
    for _merge in range(MOST_MERGES):
        if question.merged_into is None or Answer.objects.filter(question=question).exists():
            break
        question = Question.objects.select_related("merged_into").get(pk=question.merged_into.pk)
    return question


def _not_answered(request: HttpRequest, question: Question) -> HttpResponseBase:
    """Why there is no answer; of a question that still waits nothing is shown, its words may be anybody's."""
    if question.state != State.ENDED or question.reason in NAMELESS or question.outcome == Outcome.PRIVATE:
        raise Http404
    redactions = Redaction.objects.filter(question=question).order_by("pk")
    context = {
        "question": question,
        "is_named": question.titled_by_id is not None,
        "few": FEW,
        "redactions": redactions,
    }
    return render(request, "answers/not_answered.html", context)
