"""A clock for one round that cannot be set: it starts at the moment the round was given and then only runs."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path


def boottime() -> float:
    """Seconds since the machine started, sleep counted in; nobody can set it. Elsewhere than on Linux, the best there is."""
    clock = getattr(time, "CLOCK_BOOTTIME", None)
    return time.monotonic() if clock is None else time.clock_gettime(clock)


def boot_id() -> str:
    """What tells one run of the machine from the next."""
    try:
        return Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii").strip()
    except OSError:
        return "this machine"


TOLERATED = timedelta(seconds=2)


def was_set(*, wall_passed: timedelta, steady_passed: timedelta) -> bool:
    """Whether the clock on the wall was set in between: it went another way than the one that only runs."""
    return abs(wall_passed - steady_passed) > TOLERATED


@dataclass(frozen=True)
class Watch:
    """Calling it gives the moment: `at` when it was made, and from then on by `steady` seconds."""

    at: datetime
    steady: Callable[[], float] = boottime
    began: float = field(default=-1.0)

    def __post_init__(self) -> None:
        if self.began < 0:
            object.__setattr__(self, "began", self.steady())

    def __call__(self) -> datetime:
        return self.at + timedelta(seconds=self.steady() - self.began)
