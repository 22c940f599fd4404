"""Following the stream: from a bookmark on, with an overlap, in batches; whatever ends it, the caller begins again."""

import time
from collections.abc import Callable, Iterator, Sequence
from urllib.parse import urlencode

from answerable.networks.bluesky.names import POST
from answerable.networks.bluesky.stream import OF_A_POST, Watch, moment_of, sift
from answerable.networks.bluesky.wire import Wire, opened
from answerable.networks.contract import TryLater
from answerable.networks.reach import Reach
from answerable.networks.streaming import Batch, Caught

OVERLAP_SECONDS = 10.0
"""How far before its last event a stream is taken up again: servers of one network differ by some seconds."""

SILENT_SECONDS = 60.0
"""The whole network is never silent that long: then the connection is dead, whatever it says."""

BATCH_SECONDS = 1.0
MOST_IN_A_BATCH = 500

GAP_SECONDS = 60.0
"""A stream that begins so much later than it was asked to has lost what lies between."""

_MILLION = 1_000_000


def follow(
    address: str,
    watches: Sequence[Watch],
    bookmark: str | None,
    *,
    reach: Reach,
    now: Callable[[], float] = time.time,
    silent_seconds: float = SILENT_SECONDS,
) -> Iterator[Batch]:
    """Batches of what was caught, one a second at most, also when nothing was. Raises `TryLater` or `Closed`.

    A bookmark is the moment of the last event, by the server's clock but never later than ours: one event from the
    future must not make us ask for nothing before it.
    """
    begins = max(0, int(bookmark) - int(OVERLAP_SECONDS * _MILLION)) if bookmark else 0
    last, note, caught = 0, "", list[Caught]()
    with opened(_url(address, begins), reach=reach) as wire:
        ends_at = time.monotonic()
        for lines, ending in _gulps(wire, silent_seconds):
            if lines:
                if not last and begins:
                    note = _gap(begins, moment_of(lines[0]))
                last = min(moment_of(lines[-1]) or last, int(now() * _MILLION))
                caught += [one for line in lines if OF_A_POST in line for one in sift(line, watches)]
            if ending or time.monotonic() >= ends_at or len(caught) >= MOST_IN_A_BATCH:
                yield Batch(tuple(caught), str(last) if last else bookmark or "", note)
                caught, ends_at = [], time.monotonic() + BATCH_SECONDS
            if ending:
                raise ending


def _gulps(wire: Wire, silent_seconds: float) -> Iterator[tuple[list[bytes], TryLater | None]]:
    """What comes, a second's silence included; the last is empty and has the reason why it is the last.

    So what was caught before a stream breaks is kept, and one that always breaks soon is followed step by step.
    """
    heard_at = time.monotonic()
    while True:
        try:
            lines = wire.messages(wait_seconds=min(BATCH_SECONDS, silent_seconds))
        except TryLater as ended:
            yield [], ended
            return
        if lines:
            heard_at = time.monotonic()
        elif time.monotonic() - heard_at > silent_seconds:
            yield [], TryLater("the stream fell silent", after_seconds=0.0)
            return
        yield lines, None


def _url(address: str, begins: int) -> str:
    chosen = {"wantedCollections": POST} | ({"cursor": str(begins)} if begins else {})
    return f"{address}?{urlencode(chosen)}"


def _gap(begins: int, first: int | None) -> str:
    """What was lost where the server no longer has what we asked for; empty where nothing was."""
    lost = ((first or begins) - begins) / _MILLION
    if lost < GAP_SECONDS:
        return ""
    return f"The stream went on {round(lost / 60)} minutes after where we had stopped."
