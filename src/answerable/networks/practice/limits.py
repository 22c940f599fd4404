"""What the practice network allows, read from the network itself."""

from datetime import date

from answerable.networks.contract import Limits, Pace, TextRule, TryLater
from answerable.networks.outgoing import WAIT_SECONDS
from answerable.networks.practice.calls import Calls


def read_limits(calls: Calls) -> Limits:
    """Asks the server; `checked_on` is its day. Raises `TryLater` when it does not say, and as `Calls.read`."""
    told = calls.read("limits")
    try:
        writes = told["writes"]
        return Limits(
            text=TextRule(unit="codepoint", most=int(told["most_characters"])),
            pace=Pace(int(writes["count"]), float(writes["window_seconds"])) if writes else None,
            source=calls.address_of("/api/limits"),
            checked_on=date.fromisoformat(told["as_of"]),
        )
    except (ValueError, KeyError, TypeError) as error:
        raise TryLater("the practice network did not tell its limits", after_seconds=WAIT_SECONDS) from error
