"""What the practice network allows, read from the network itself."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from answerable.networks.contract import Limits, MediaRule, Pace, TextRule, TryLater
from answerable.networks.outgoing import WAIT_SECONDS
from answerable.networks.practice.calls import Calls


def read_limits(calls: Calls) -> Limits:
    """Asks the server; `checked_on` is its day. Raises `TryLater` when it does not say, and as `Calls.read`."""
    told = calls.read("limits")
    try:
        writes = told["writes"]
        return Limits(
            text=TextRule(unit="codepoint", most=int(told["most_characters"])),
            paces=(_pace(writes),) if writes else (),
            source=calls.address_of("/api/limits"),
            checked_on=date.fromisoformat(told["as_of"]),
            media=MediaRule(**told["pictures"]) if told.get("pictures") else None,
        )
    except (ValueError, KeyError, TypeError) as error:
        raise TryLater("the practice network did not tell its limits", after_seconds=WAIT_SECONDS) from error


def _pace(told: Mapping[str, Any]) -> Pace:
    return Pace(int(told["count"]), float(told["window_seconds"]), name="posts", aligned=True)
