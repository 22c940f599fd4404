"""A question from asked to told, as entries: what the tests of the record are about."""

from datetime import UTC, date, datetime

from django.db import transaction

from answerable.record.append import append
from answerable.record.seal import seal

DAY = date(2026, 11, 20)


NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)


ANN, BEN = "p_" + "a" * 26, "p_" + "b" * 26


def add(kind, fields, texts=None, on=DAY):
    with transaction.atomic():
        append(type=kind, fields=fields, disclosed=texts or {}, on=on)


def tell(number=1, on=DAY):
    """A question from asked to told: five entries."""
    question, first = f"q_{number:04d}", {"answer": f"ans_{number:04d}", "version": 1}
    about = {"about": question}
    add("question.opened", {"question": question, **about}, {"title": "When is bin day — Tuesday?"}, on)
    add("answer.drafted", {**first, "question": question, "by": ANN, **about}, on=on)
    add("answer.cleared", {**first, "by": BEN, **about}, on=on)
    add(
        "answer.published",
        {**first, "question": question, "asked": 2, **about},
        {"text": "Tuesday.", "title": "Bins"},
        on,
    )
    add("delivery.summary", {**first, "asked": 2, "told": 2, "untold": 0, **about}, on=on)


def sealed(keys, now=NOW):
    return seal(now, keys=keys, origin="answers.example/record")
