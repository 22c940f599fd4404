"""A clock for one round that cannot be set: it starts at the moment the round was given and then only runs."""

import time
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path


def boottime() -> float:
    """Seconds since the machine started, sleep counted in; nobody can set it. Not on Linux: the best there is."""
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


class Watch:
    """Calling it gives the moment: `at` when it was made, and from then on by `steady` seconds."""

    def __init__(self, at: datetime, steady: Callable[[], float] = boottime) -> None:
        self._at, self._steady, self._began = at, steady, steady()

    def __call__(self) -> datetime:
        """The moment it is."""
        return self._at + timedelta(seconds=self._steady() - self._began)
