"""Findings and changes as the pages show them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from answerable.design.difference import Part, words

ORDER = {"block": 0, "warn": 1, "ask": 2}
MOST_QUOTED = 80
MOST_COMPARED = 6_000
"""Characters of two texts together: word by word, twice as much takes four times as long, here a tenth of a second."""


def shown(findings: Sequence[dict[str, Any]], text: str) -> list[dict[str, Any]]:
    """Each finding with its number (by which a mend is asked for) and the quoted place, worst first."""
    rows = [
        finding
        | {
            "number": number,
            "quote": "" if finding["channel"] else text[finding["start"] : finding["end"]][:MOST_QUOTED],
            "mendable": finding["mend"] is not None and not finding["channel"],
        }
        for number, finding in enumerate(findings)
    ]
    return sorted(rows, key=lambda row: (ORDER.get(row["severity"], 3), row["number"]))


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
