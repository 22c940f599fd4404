"""Switches as two people start and end them."""

from datetime import datetime, timedelta

from answerable.guidance.confirm_switch import confirm_switch
from answerable.guidance.end_switch import end_switch, propose_end
from answerable.guidance.models import Switch
from answerable.guidance.propose_switch import propose_switch
from tests.integration import factories as make

DAY = timedelta(days=1)


def proposed(kind: str = "election", *, at: datetime = make.NOON, **more: object) -> Switch:
    """As Amy proposes it: from `at` on, a month long where it needs an end."""
    values: dict[str, object] = {
        "title": "Local elections",
        "reason": "The council is elected in a month.",
        "starts_at": at,
        "ends_at": at + 30 * DAY if kind in {"election", "embargo"} else None,
        "words": ["Mill Lane", "closure"] if kind == "embargo" else [],
    }
    return propose_switch(kind=kind, by=make.amy(), at=at, **(values | more))


def started(kind: str = "election", *, at: datetime = make.NOON, **more: object) -> Switch:
    """Proposed by Amy, confirmed by Tom."""
    return confirm_switch(switch=proposed(kind, at=at, **more), said="None; we asked.", by=make.tom(), at=at)


def ended(switch: Switch, *, at: datetime) -> Switch:
    """Ended by Tom on Amy's proposal."""
    propose_end(switch=switch, reason="It is over.", by=make.amy(), at=at)
    return end_switch(switch=switch, by=make.tom(), at=at)
