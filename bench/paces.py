"""The ledger of replies, played through for 10,000 askers on each published limit: never over, nearly all used.

`python -m bench.paces [--askers N]`. Rounds come every two seconds, a call takes a fifth of one. Beside it: the least
time that the published windows allow at all, and a fixed spread with a burst of a twentieth, as the desk had before.
(What workers that die cost is in `tests/property/test_pacing.py`: it never passes a limit either.)
"""

import argparse
import sys
import time
from collections import deque

from answerable.networks.contract import Pace
from answerable.networks.pacing import Batch, Ledger, milliseconds_until_last, most_in_hand, put_down, room, take

CALL, ROUND, LEASE = 200, 2_000, 90_000
BEGAN = 1_790_000_000_000 // 86_400_000 * 86_400_000

PUBLISHED: dict[str, tuple[Pace, ...]] = {
    "Bluesky, create": (Pace(5_000, 3_600, "points/h", cost=3), Pace(35_000, 86_400, "points/day", cost=3)),
    "Bluesky, put": (Pace(5_000, 3_600, "points/h", cost=2), Pace(35_000, 86_400, "points/day", cost=2)),
    "own PDS": (Pace(50, 1, "events/s"), Pace(2_600, 3_600, "events/h"), Pace(21_000, 86_400, "events/day")),
    "Mastodon": (Pace(300, 10_800, "posts/3 h", aligned=True), Pace(300, 300, "calls/5 min", aligned=True, cost=3)),
    "X": (Pace(100, 900, "posts/15 min"), Pace(10_000, 86_400, "posts/day")),
    "Threads": (Pace(1_000, 86_400, "replies/day"),),
    "Instagram": (Pace(750, 3_600, "replies/h"),),
    "YouTube": (Pace(10_000, 86_400, "units/day", cost=50),),
    "Reddit": (Pace(1_000, 600, "queries/10 min"),),
    "Discourse, admin": (Pace(60, 60, "calls/min"),),
    "Discourse, user": (Pace(20, 60, "calls/min"), Pace(2_880, 86_400, "calls/day")),
    "GOV.UK Notify": (Pace(3_000, 60, "messages/min"), Pace(250_000, 86_400, "messages/day")),
}
"""As published; where and when each was read stands in the limits of its kind."""


class Over:
    """Counts what the network itself would count, and how full its fullest windows were."""

    def __init__(self, pace: Pace) -> None:
        self.pace, self.window = pace, round(pace.window_seconds * 1000)
        self.recent: deque[int] = deque()
        self.worst = 0

    def note(self, at: int) -> None:
        """One reply arrives."""
        begins = at // self.window * self.window if self.pace.aligned else at - self.window + 1
        self.recent.append(at)
        while self.recent[0] < begins:
            self.recent.popleft()
        self.worst = max(self.worst, len(self.recent) * self.pace.cost)


def play(paces: tuple[Pace, ...], askers: int) -> tuple[int, list[Over]]:
    """Milliseconds until the last is told, and what the network counted."""
    watched = [Over(pace) for pace in paces]
    ledger, now, told = Ledger(), BEGAN, 0
    while told < askers:
        count = min(20, most_in_hand(paces), askers - told, room(ledger, paces, at=now))
        if not count:
            waits = max(1, milliseconds_until_last(ledger, 1, paces, at=now))
            now = -(-(now + waits) // ROUND) * ROUND
            continue
        ledger = take(ledger, Batch("1", now + LEASE, count))
        for _ in range(count):
            for one in watched:
                one.note(now)
            now, told = now + CALL, told + 1
        ledger = put_down(ledger, "1", sent=count, at=now, paces=paces)
    return now - BEGAN, watched


def at_least(paces: tuple[Pace, ...], askers: int) -> int:
    """The least time that the windows allow, and one call after another."""
    sent: list[list[int]] = [[] for _ in paces]
    now = BEGAN
    for number in range(askers):
        for pace, moments in zip(paces, sent, strict=True):
            window = round(pace.window_seconds * 1000)
            if number >= pace.replies:
                before = moments[number - pace.replies]
                now = max(now, (before // window + 1) * window if pace.aligned else before + window)
        for moments in sent:
            moments.append(now)
        now += CALL
    return now - BEGAN


def spread(paces: tuple[Pace, ...], askers: int) -> int:
    """The same with a leaky bucket whose burst is a twentieth of the slowest window."""
    slowest = max(paces, key=lambda pace: pace.window_seconds / pace.replies)
    burst = max(1, slowest.replies // 20)
    return round(max(0, askers - burst) * slowest.window_seconds * 1000 / max(1, slowest.replies - burst))


def main(arguments: list[str]) -> int:
    """Prints each network beside its goal; fails where a window was passed or less than 95 % was used."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--askers", type=int, default=10_000)
    askers = parser.parse_args(arguments).askers
    print(f"{'':18} {'told in':>9} {'at least':>9} {'used':>6} {'spread':>9}  fullest windows")
    wrong = []
    for network, paces in PUBLISHED.items():
        began = time.perf_counter()
        took, watched = play(paces, askers)
        least, busy = at_least(paces, askers), time.perf_counter() - began
        used = least / took
        full = ", ".join(f"{one.worst:,} of {one.pace.count:,} {one.pace.name}" for one in watched)
        hours = [one / 3.6e6 for one in (took, least, spread(paces, askers))]
        print(f"{network:18} {hours[0]:7.2f} h {hours[1]:7.2f} h {used:6.1%} {hours[2]:7.2f} h  {full}")
        print(f"{'':18} {busy / askers * 1e6:.0f} us a reply", file=sys.stderr)
        if used < 0.95 or any(one.worst > one.pace.count for one in watched):
            wrong.append(network)
    print("passed a limit, or used less than 95 %: " + (", ".join(wrong) or "none"))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
