"""Findings and changes as the pages show them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from answerable.design.difference import Part, words
from answerable.desk.models import Clearance, Signature
from answerable.desk.routes import Route, open_seats, seats_of
from answerable.guidance.rule import Rule
from answerable.guidance.rulebook import Rulebook
from answerable.questions.models import Question
from answerable.questions.pages.shown import apart_words, post_shown
from answerable.questions.strays import look_before_telling

MOST_SET_APART = 8
"""Posts that are shown before telling; all of a question's posts are a click away, with the strays last."""
ORDER = {"block": 0, "warn": 1, "ask": 2}
MOST_QUOTED = 80
MOST_COMPARED = 6_000
"""Characters of two texts together: word by word, twice as much takes four times as long, here a tenth of a second."""


def shown(findings: Sequence[dict[str, Any]], text: str, rules: Rulebook) -> list[dict[str, Any]]:
    """Each finding with its number (by which a mend is asked for), the quoted place and its source, worst first."""
    known = {rule.id: rule for rule in rules.rules}
    rows = [
        finding
        | _source(known.get(finding["rule_id"]), rules)
        | {
            "number": number,
            "quote": "" if finding["channel"] else text[finding["start"] : finding["end"]][:MOST_QUOTED],
            "mendable": finding["mend"] is not None and not finding["channel"],
        }
        for number, finding in enumerate(findings)
    ]
    return sorted(rows, key=lambda row: (ORDER.get(row["severity"], 3), row["number"]))


def _source(rule: Rule | None, rules: Rulebook) -> dict[str, Any]:
    """Where the rule was taken from, and its place on the page of our rules; nothing for one that is no longer ours."""
    named = rules.sources.get(rule.sources[0]) if rule and rule.sources else None
    if rule is None or named is None:
        return {}
    return {
        "source": named.what,
        "source_href": f"{reverse('guidance:rules')}#{rule.id}",
        "source_date": named.noted_on,
    }


def set_apart(question: Question) -> list[dict[str, Any]]:
    """The posts that need a look of their own before one answer goes to all, as `post_card` takes them (TON-02)."""
    found = look_before_telling(question, most=MOST_SET_APART)
    return [post_shown(one.placing.post, *apart_words(one)) for one in found]


@dataclass(frozen=True)
class Place:
    """One place of a route as a page shows it: whose, and who signed; `is_next` says that it may be signed now."""

    label: str
    signature: Signature | None
    is_next: bool


@dataclass(frozen=True)
class RouteShown:
    """What is in the draft, and the places in their order; `next_words` say in one sentence who is still needed."""

    labels: tuple[str, ...]
    places: tuple[Place, ...]
    next_words: str


def route_shown(clearance: Clearance, signed: Sequence[Signature]) -> RouteShown:
    """The route of a clearance with the signatures that are there."""
    by_seat = {one.seat: one for one in signed}
    free = open_seats(clearance.routes, by_seat)
    people = ", ".join(str(seat.label) for seat in free)
    return RouteShown(
        labels=tuple(str(Route(one).label) for one in clearance.routes),
        places=tuple(
            Place(capfirst(str(seat.label)), by_seat.get(seat), seat in free) for seat in seats_of(clearance.routes)
        ),
        next_words=_("Needed next: %(people)s.") % {"people": people} if free else "",
    )


@dataclass(frozen=True)
class Change:
    """One field that two people left different: its label, and what leads from one's words to the other's."""

    label: str
    parts: list[Part]


def changes(before: Mapping[str, str], after: Mapping[str, str]) -> list[Change]:
    """What differs between the words of two versions, field by field; long texts as a whole, one after the other."""
    labels = {"text": _("Answer"), "short_text": _("Short form"), "sources": _("Sources")}
    return [
        Change(label, _parts(before[name], after[name]))
        for name, label in labels.items()
        if before[name] != after[name]
    ]


def _parts(before: str, after: str) -> list[Part]:
    if len(before) + len(after) <= MOST_COMPARED:
        return words(before, after)
    return [Part("removed", before), Part("added", after)]
