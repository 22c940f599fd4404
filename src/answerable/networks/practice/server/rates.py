"""How often a body may call: fixed windows that begin at multiples of their length, as several networks have them."""

import math
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from answerable.networks.practice.server.exchange import Problem


@dataclass(frozen=True)
class Rate:
    """`count` calls in each window; a count of 0 stands for no limit."""

    count: int
    window_seconds: float

    @classmethod
    def from_json(cls, content: Any) -> "Rate":
        """Raises `Problem` 422."""
        try:
            rate = cls(int(content["count"]), float(content["window_seconds"]))
        except (KeyError, TypeError, ValueError) as error:
            raise Problem(422, "malformed", "A rate has a count and window_seconds.") from error
        if rate.count < 0 or not 0 < rate.window_seconds <= 86_400:  # noqa: PLR2004
            raise Problem(422, "malformed", "A count is at least 0, a window between 0 and 86400 seconds.")
        return rate


class Windows:
    """Counts calls in the present window. Kept in memory: a restart opens a fresh window."""

    def __init__(self, rates: Mapping[str, Rate]) -> None:
        self.rates = dict(rates)
        self._counted: dict[tuple[str, str], tuple[int, int]] = {}
        self._lock = threading.Lock()

    def take(self, handle: str, kind: Literal["writes", "reads"], *, now: float) -> None:
        """Counts one call. Raises `Problem` 429 with the seconds until the next window."""
        rate = self.rates[kind]
        if rate.count == 0:
            return
        window = math.floor(now / rate.window_seconds)
        with self._lock:
            counted_in, count = self._counted.get((handle, kind), (window, 0))
            count = count + 1 if counted_in == window else 1
            self._counted[handle, kind] = (window, min(count, rate.count))
        if count > rate.count:
            left = math.ceil((window + 1) * rate.window_seconds - now)
            raise Problem(429, "too_many", "Too many requests in this window.", Retry_After=str(max(left, 1)))
