"""What can go wrong on purpose: drawn for each request from a seed, so that an exercise can be repeated exactly."""

import random
import threading
from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Literal

from answerable.networks.practice.server.exchange import HungUp, Problem

FAULTS = (
    "slow",
    "throttled",
    "unavailable_before",
    "unavailable_after",
    "lost_before",
    "lost_after",
    "late",
)
"""`before` and `after` the effect; `late` takes effect but is listed only after a lag."""

MOST_SECONDS = 1.0
"""Bound on slowness and on lag, each: the settle time of the kind is built on it."""

SOON_SECONDS = 60.0
LONGEST_SOON_SECONDS = 86_400.0


@dataclass(frozen=True)
class Faults:
    """Chances (0 to 1, by name) for requests that write and requests that read; lengths in seconds.

    `soon_seconds` is after how long those who are marked so edit or delete what they wrote.
    """

    seed: int = 0
    writes: Mapping[str, float] = field(default_factory=dict)
    reads: Mapping[str, float] = field(default_factory=dict)
    slow_seconds: float = 0.5
    lag_seconds: float = 0.5
    soon_seconds: float = SOON_SECONDS

    @classmethod
    def from_json(cls, content: Mapping[str, Any]) -> "Faults":
        """Raises `Problem` 422, saying what is wrong."""
        try:
            faults = cls(**content)
            for chances in (faults.writes, faults.reads):
                _check_chances(chances)
            lengths_hold = all(0 <= length <= MOST_SECONDS for length in (faults.slow_seconds, faults.lag_seconds))
            lengths_hold = lengths_hold and 0 <= faults.soon_seconds <= LONGEST_SOON_SECONDS
        except (TypeError, AttributeError) as error:
            raise Problem(422, "malformed", f"Faults are: {', '.join(cls.__dataclass_fields__)}.") from error
        if not lengths_hold:
            raise Problem(
                422, "malformed", f"slow_seconds and lag_seconds are at most {MOST_SECONDS:g}, soon_seconds a day."
            )
        return faults

    def as_json(self) -> dict[str, Any]:
        """What `from_json` takes."""
        return asdict(self)


def _check_chances(chances: Mapping[str, float]) -> None:
    if unknown := set(chances) - set(FAULTS):
        raise Problem(422, "malformed", f"There is no fault named {min(unknown)}. There are: {', '.join(FAULTS)}.")
    if not all(0 <= chance <= 1 for chance in chances.values()) or sum(chances.values()) > 1:
        raise Problem(422, "malformed", "Chances are between 0 and 1, together at most 1.")


class Dice:
    """Draws at most one fault for a request. The same seed, request and number of the try give the same draw,
    in whatever order requests arrive. The count of tries is kept in memory: after a restart the draws begin again.
    """  # noqa: D205

    def __init__(self, faults: Faults) -> None:
        self.faults = faults
        self._tries: Counter[str] = Counter()
        self._lock = threading.Lock()

    def draw(self, kind: Literal["writes", "reads"], identity: str, *, mark: str | None = None) -> str | None:
        """The fault for this try. A `mark` on an account is a fault of the first try (slowness: of every one)."""
        with self._lock:
            tries = self._tries[identity]
            self._tries[identity] += 1
        if mark == "slow" or (mark in FAULTS and tries == 0):
            return mark
        point = random.Random(f"{self.faults.seed}:{kind}:{identity}:{tries}").random()
        chances = getattr(self.faults, kind)
        for name in FAULTS:
            point -= chances.get(name, 0.0)
            if point < 0:
                return name
        return None


def stop_before(fault: str | None) -> None:
    """What a fault does before the effect."""
    if fault == "throttled":
        raise Problem(429, "too_many", "Too many requests; a practice fault.", Retry_After="1")
    if fault == "unavailable_before":
        raise Problem(503, "unavailable", "Not available; a practice fault.")
    if fault == "lost_before":
        raise HungUp(reset=False)


def stop_after(fault: str | None) -> None:
    """What a fault does after the effect."""
    if fault == "unavailable_after":
        raise Problem(503, "unavailable", "Not available; a practice fault.")
    if fault == "lost_after":
        raise HungUp(reset=True)
