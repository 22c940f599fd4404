"""What is being told and what was: the list, one answer, its part that keeps itself up to date, the audit."""

from collections import Counter
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Count, Exists, F, OuterRef, Prefetch, QuerySet
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from answerable.accounts.guard import StaffRequest, staff
from answerable.accounts.roles import Act
from answerable.answers.already import suited_count
from answerable.answers.audit import audit
from answerable.answers.fates import fate_words
from answerable.answers.held import held_versions
from answerable.answers.late import late_posts
from answerable.answers.models import Answer, AnswerVersion, Attempt, Delivery, DeliveryState, Outlet
from answerable.answers.pages.shown import (
    asker_rows,
    bar_of,
    channel_rows,
    telling_row,
    unreachable_rows,
)
from answerable.answers.progress import newest_version, progress_of
from answerable.channels.models import Channel, State
from answerable.design.pagination import changed, numbered
from answerable.design.refresh import fragment
from answerable.guidance.switches_shown import shown
from answerable.jobs import clock
from answerable.listening.words import evidence_in_list

PAGE = 20
ASKERS = 50


@staff(Act.READ)
def tellings(request: StaffRequest) -> HttpResponseBase:
    """All answers, those that need a person first, then those under way, then the latest."""
    held = Delivery.objects.filter(version__answer=OuterRef("answer"), state=DeliveryState.HELD)
    newest = AnswerVersion.objects.filter(replaced_at=None).annotate(needs_person=Exists(held))
    newest = newest.select_related("answer__question", "stopped_by")
    order = ("-needs_person", F("told_at").desc(nulls_first=True), "-published_at")
    leaf = Paginator(newest.order_by(*order), PAGE).get_page(request.GET.get("page"))
    versions = list[AnswerVersion](leaf)
    counts, late = _counts(versions), _late_counts(versions)
    context = {
        "rows": [
            telling_row(one, counts.get(one.answer_id, Counter()), late.get(one.answer_id, 0)) for one in versions
        ],
        "pages": numbered(request.GET, leaf.number, leaf.paginator.num_pages),
        "may_tell": request.user.may(Act.TELL),
        "may_clear": request.user.may(Act.CLEAR),
        "stopped": Outlet.objects.filter(stopped_at__isnull=False).select_related("channel", "stopped_by"),
        "needing": Channel.objects.exclude(needs_keeper="").exclude(state=State.CLOSED),
    }
    return render(request, "answers/tellings.html", context)


def _counts(versions: list[AnswerVersion]) -> dict[int, Counter[str]]:
    """Deliveries by state: of the standing version, and of older ones what a person must still look at."""
    found: dict[int, Counter[str]] = {}
    rows = Delivery.objects.filter(version__in=versions).values_list("version__answer", "state")
    for answer, state, count in rows.annotate(count=Count("pk")):
        found.setdefault(answer, Counter())[state] += count
    answers = [one.answer_id for one in versions]
    older = Delivery.objects.filter(version__answer__in=answers, state=DeliveryState.HELD).exclude(version__in=versions)
    for answer, count in older.values_list("version__answer").annotate(count=Count("pk")):
        found.setdefault(answer, Counter())[DeliveryState.HELD] += count
    return found


def _late_counts(versions: list[AnswerVersion]) -> dict[int, int]:
    answers = [one.answer_id for one in versions]
    late = late_posts().filter(placing__question__answer__in=answers).order_by()
    return dict(late.values_list("placing__question__answer").annotate(count=Count("pk")))


@staff(Act.READ)
def telling(request: StaffRequest, public_id: str) -> HttpResponseBase:
    """One answer: how far it is, on which channels, and each asker with the evidence."""
    answer = _answer(public_id)
    chosen = request.GET.get("state", "")
    deliveries = _deliveries(answer, chosen)
    leaf = Paginator(deliveries, ASKERS).get_page(request.GET.get("page"))
    held = _deliveries(answer, DeliveryState.HELD)[:ASKERS]
    context = _around(answer) | {
        "tabs": _tabs(request, answer, chosen),
        "askers": asker_rows(leaf),
        "pages": numbered(request.GET, leaf.number, leaf.paginator.num_pages),
        "held": asker_rows(held) if not chosen and leaf.number == 1 else [],
        "late_count": late_posts().filter(placing__question=answer.question_id).count(),
        "suited_count": suited_count(answer),
        "may_tell": request.user.may(Act.TELL),
        "may_correct": request.user.may(Act.CORRECT),
    }
    return render(request, "answers/telling.html", context)


@staff(Act.READ)
def progress(request: StaffRequest, public_id: str) -> HttpResponse:
    """The part of the page that keeps itself up to date; it stops asking once nothing is on its way."""
    answer = _answer(public_id)
    context = _around(answer)
    return fragment(request, "answers/progress.html", context, done=context["progress"].is_done)


@staff(Act.READ)
def audit_page(request: StaffRequest) -> HttpResponseBase:
    """Whether everyone who asked is accounted for, counted now."""
    now = clock.now()
    found = audit(at=now)
    fates = [(fate_words(fate), count) for fate, count in found.fates]
    held = Delivery.objects.filter(state=DeliveryState.HELD).select_related("version__answer__question", "channel")
    rows = [(one, evidence_in_list(_(one.why))) for one in held.order_by("state_at")[:ASKERS]]
    context = {"audit": found, "fates": fates, "held": rows, "now": now}
    return render(request, "answers/audit.html", context)


def _answer(public_id: str) -> Answer:
    return get_object_or_404(Answer.objects.select_related("question"), question__public_id=public_id)


def _around(answer: Answer) -> dict[str, Any]:
    now, version = clock.now(), newest_version(answer)
    found = progress_of(version, at=now)
    return {
        "answer": answer,
        "question": answer.question,
        "version": version,
        "progress": found,
        "bar": bar_of(found.counts),
        "channels": channel_rows(found, at=now),
        "unreachable": unreachable_rows(found),
        "now": now,
        "held_by": [shown(one) for one in held_versions(at=now).get(version.pk, [])],
    }


def _deliveries(answer: Answer, state: str) -> QuerySet[Delivery]:
    found = Delivery.objects.filter(version__answer=answer).select_related("channel", "version", "in_hand__person")
    if state in DeliveryState.values:
        found = found.filter(state=state)
    evidence = Prefetch("attempts", queryset=Attempt.objects.order_by("at", "pk"))
    return found.order_by("-version__number", "waiting_since", "pk").prefetch_related(evidence)


def _tabs(request: StaffRequest, answer: Answer, chosen: str) -> list[dict[str, Any]]:
    rows = Delivery.objects.filter(version__answer=answer).values_list("state").annotate(count=Count("pk"))
    counts = Counter(dict(rows))
    tabs = [{"label": _("Everyone"), "href": changed(request.GET, state=None, page=None), "current": not chosen}]
    return tabs + [
        {
            "label": f"{state.label} ({counts[state]})",
            "href": changed(request.GET, state=state.value, page=None),
            "current": chosen == state,
        }
        for state in DeliveryState
        if counts[state]
    ]
