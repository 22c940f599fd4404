"""One account's ledger of replies, and how many more all the paces of its network let it send now; pure.

The ledger holds what was sent and when, not what it cost: limits that change are judged on the same past. A reply that
is in hand counts in every window until it is known when it went out. Fixed spreading (a leaky bucket, the generic cell
rate algorithm) was here before: it must keep back a twentieth for bursts, makes a hundred askers wait for no reason,
and cannot see a window that begins on the clock.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any, Final

from answerable.networks.contract import Pace

NO_LIMIT: Final = 1_000_000
"""As many as anyone can send at once."""

DAY: Final = 86_400_000
LONGEST: Final = 366 * DAY
"""Milliseconds; nobody is told a longer time than a year."""

PARTS: Final = 64
"""A window is remembered in so many parts: what is kept stays small, and at most 1/64 of a window is given away."""

MOST_SKEW: Final = 2_000
"""Milliseconds by which the network's clock and ours may differ at the edge of a window that begins on the clock."""

SHARE_IN_HAND: Final = 50
"""What is taken up at once is at most this part of a window: nobody knows yet when it will have gone out."""

MOST_ROWS: Final = 400
"""With more rows the ledger is written anew with fewer. Doing so costs a millisecond or two, so not each time."""

MOST_STEPS: Final = 200
"""How far ahead the time of a telling is played through; one that takes longer is worked out from the windows alone."""


@dataclass(frozen=True, slots=True)
class Batch:
    """`count` replies that a worker has taken up; by `ends_at` (milliseconds) all of them have gone out or never do."""

    mark: str
    ends_at: int
    count: int


@dataclass(frozen=True, slots=True)
class Ledger:
    """What went out, as (milliseconds since 1970, count) in order, none dated too early; and what is in hand."""

    sent: tuple[tuple[int, int], ...] = ()
    in_hand: tuple[Batch, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """As a row keeps it."""
        batches = [[batch.mark, batch.ends_at, batch.count] for batch in self.in_hand]
        return {"sent": [list(one) for one in self.sent], "in_hand": batches}

    @classmethod
    def from_json(cls, kept: dict[str, Any]) -> "Ledger":
        """From what `to_json` gave; an empty row is an empty ledger."""
        sent = tuple((int(at), int(count)) for at, count in kept.get("sent", ()))
        return cls(sent, tuple(Batch(*one) for one in kept.get("in_hand", ())))


def room(ledger: Ledger, paces: Iterable[Pace], *, at: int) -> int:
    """How many replies may begin at `at` (milliseconds since 1970) so that no pace is passed in any window."""
    now = _lapsed(ledger, at)
    return max(0, min((_room_of(now, pace, at) for pace in paces), default=NO_LIMIT))


def most_in_hand(paces: Iterable[Pace]) -> int:
    """How many to take up at once: few where a window holds few, so that their unknown moment costs little."""
    return max(1, min((pace.replies // SHARE_IN_HAND for pace in paces), default=NO_LIMIT))


def take(ledger: Ledger, batch: Batch) -> Ledger:
    """The ledger with `batch` in hand."""
    return replace(ledger, in_hand=(*ledger.in_hand, batch))


def put_down(ledger: Ledger, mark: str, *, sent: int, at: int, paces: Iterable[Pace]) -> Ledger:
    """The ledger once the batch is over: `sent` of it went out, at the latest at `at`; the others cost nothing."""
    others = tuple(batch for batch in ledger.in_hand if batch.mark != mark)
    if len(others) == len(ledger.in_hand):
        return ledger  # its time had run out, and all of it was counted then
    windows = _ladder(paces)
    after = Ledger(_with(ledger.sent, _dated(at, at, windows), sent), others)
    return after if len(after.sent) <= MOST_ROWS else thin(after, paces, at=at)


def thin(ledger: Ledger, paces: Iterable[Pace], *, at: int) -> Ledger:
    """The same ledger in fewer rows: an older row may be dated on further, never into a window that it has left."""
    windows = _ladder(paces)
    ledger = _lapsed(ledger, at)
    # A day is kept whatever the paces are: a limit that is read tomorrow is judged on today.
    kept = [(_dated(moment, at, windows), count) for moment, count in ledger.sent if moment > at - windows[-1]]
    grouped = groupby(sorted(kept), key=lambda one: one[0])
    return replace(ledger, sent=tuple((moment, sum(count for _at, count in group)) for moment, group in grouped))


def set_clock(ledger: Ledger, *, by: int, at: int, ends_at: int) -> Ledger:
    """After the clock was set on by `by`: the past moves along, never into the future; batches end at `ends_at`."""
    sent: dict[int, int] = {}
    for moment, count in ledger.sent:
        moved = min(moment + by, at)
        sent[moved] = sent.get(moved, 0) + count
    return Ledger(tuple(sent.items()), tuple(replace(batch, ends_at=ends_at) for batch in ledger.in_hand))


def milliseconds_until_last(ledger: Ledger, count: int, paces: Sequence[Pace], *, at: int) -> int:
    """How long until the last of `count` replies may be sent when nothing else stands in the way; a year at most.

    Played through from what was sent already, in steps of a twentieth of the smallest window.
    """
    if not paces or count <= 0:
        return 0
    if any(pace.replies == 0 for pace in paces):
        return LONGEST
    now, left, waited = at, count, 0
    least = max(1, min(pace.replies for pace in paces) // 20)
    ledger = replace(ledger, sent=_with_batches(ledger.sent, ledger.in_hand), in_hand=())
    for _step in range(MOST_STEPS):
        free = room(ledger, paces, at=now)
        if free >= left:
            return min(now - at, LONGEST)
        if free >= least:
            waited = waited or now - at
            ledger = replace(ledger, sent=_with(ledger.sent, now, free))
            left -= free
        now = max(now + 1, *(_free_at(ledger, pace, min(least, left), now) for pace in paces))
    return min(waited + _from_nothing(count, sorted(paces, key=_window)), LONGEST)


def _from_nothing(count: int, paces: Sequence[Pace]) -> int:
    """The same where nothing was sent before; `paces` from the shortest window to the longest.

    Whole windows of the longest pace, and then what is left at the shorter ones; or these alone where they are slower.
    """
    if not paces:
        return 0
    *shorter, longest = paces
    windows = (count - 1) // longest.replies
    filled = windows * _window(longest) + _from_nothing(count - windows * longest.replies, shorter)
    return max(filled, _from_nothing(count, shorter))


# ---------------------------------------------------------------------------------------------------- one pace


def _window(pace: Pace) -> int:
    return max(1, round(pace.window_seconds * 1000))


def _room_of(ledger: Ledger, pace: Pace, at: int) -> int:
    return pace.replies - _counted(ledger, pace, at) - sum(batch.count for batch in ledger.in_hand)


def _counted(ledger: Ledger, pace: Pace, at: int) -> int:
    """Replies in the fullest of the windows that `at` may lie in."""
    window = _window(pace)
    if not pace.aligned:
        return sum(count for moment, count in ledger.sent if moment > at - window)
    skew = _skew(window)
    return max(
        sum(count for moment, count in ledger.sent if start - skew <= moment <= start + window + skew)
        for start in {(at - skew) // window * window, (at + skew) // window * window}
    )


def _skew(window: int) -> int:
    return min(MOST_SKEW, window // 100)


def _free_at(ledger: Ledger, pace: Pace, need: int, at: int) -> int:
    """When the pace has room for `need`, if nothing more is sent until then; `at` where it has."""
    window, missing = _window(pace), need - _room_of(ledger, pace, at)
    if missing <= 0:
        return at
    if pace.aligned:
        return ((at - _skew(window)) // window + 1) * window + _skew(window)
    for moment, count in ledger.sent:
        if moment > at - window:
            missing -= count
            if missing <= 0:
                return moment + window
    return at + window


# ---------------------------------------------------------------------------------------------------- rows


def _lapsed(ledger: Ledger, at: int) -> Ledger:
    """Batches whose time is over have gone out, for all that anyone knows, and then at the latest."""
    over = tuple(batch for batch in ledger.in_hand if batch.ends_at <= at)
    if not over:
        return ledger
    left = tuple(batch for batch in ledger.in_hand if batch.ends_at > at)
    return Ledger(_with_batches(ledger.sent, over), left)


def _with_batches(sent: tuple[tuple[int, int], ...], batches: Iterable[Batch]) -> tuple[tuple[int, int], ...]:
    for batch in batches:
        sent = _with(sent, batch.ends_at, batch.count)
    return sent


def _with(sent: tuple[tuple[int, int], ...], at: int, count: int) -> tuple[tuple[int, int], ...]:
    if not count:
        return sent
    if sent and sent[-1][0] == at:
        return (*sent[:-1], (at, sent[-1][1] + count))
    return tuple(sorted((*sent, (at, count))))


def _ladder(paces: Iterable[Pace]) -> list[int]:
    """The windows, the shortest first, and a day; none is more than eight times the one before it."""
    windows = {DAY, *(_window(pace) for pace in paces)}
    step = min(windows)
    while step < max(windows):
        windows.add(step)
        step *= 8
    return sorted(windows)


def _dated(moment: int, at: int, windows: Sequence[int]) -> int:
    """The end of the part that the row is in, of the longest window whose part leaves it outside all shorter ones."""
    for window, shorter in zip(reversed(windows), [*reversed(windows[:-1]), -DAY], strict=True):
        part = max(1, window // PARTS)
        dated = -(-moment // part) * part
        if at - dated >= shorter:
            break
    return dated
