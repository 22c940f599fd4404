"""Whose signatures each route of clearance demands, as the record names them: an archive is checked by this table."""

from collections.abc import Iterable

DEMANDED = {
    "reuse": {"second"},
    "factual": {"second"},
    "decision": {"second", "topic-owner"},
    "commitment": {"topic-owner"},
    "new-policy": {"press", "private-office"},
    "election": {"propriety"},
    "legal": {"legal"},
    "crisis": {"crisis-lead"},
}


def seats_demanded(routes: Iterable[str]) -> set[str]:
    """Of all routes together; in a crisis its lead alone. A route that is not known here demands nothing."""
    named = set(routes)
    chosen = {"crisis"} if "crisis" in named else named
    return {seat for route in chosen for seat in DEMANDED.get(route, set())}
