"""Findings as the page shows them: the worst first, with the words they are about."""

from collections.abc import Sequence
from typing import Any

ORDER = {"block": 0, "warn": 1, "ask": 2}
MOST_QUOTED = 80


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
