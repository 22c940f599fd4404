"""Drives the steps of several channels at once: calls run in threads, every row is read and written in this one."""

from collections.abc import Callable, Iterable
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from datetime import datetime, timedelta

from answerable.answers.ask import Asked, ask
from answerable.answers.events import Event
from answerable.answers.steps import Call, Steps

MOST_AT_ONCE = 8


@dataclass
class Lane:
    """One channel's steps, made anew while they find something to do."""

    network: Asked
    again: Callable[[], Steps]
    steps: Steps | None = None
    count: int = 0


def drive(lanes: Iterable[Lane], *, now: Callable[[], datetime], round_for: timedelta) -> int:
    """Runs every lane until it finds nothing more or the round is over; returns how many rows were taken up.

    One call at a time for each channel: a crash leaves at most one message for each in doubt.
    """
    lanes, ends_at = list(lanes), now() + round_for
    if len(lanes) == 1:
        _alone(lanes[0], now, ends_at)
    elif lanes:
        with ThreadPoolExecutor(min(MOST_AT_ONCE, len(lanes)), thread_name_prefix="telling") as pool:
            _together(lanes, pool, now, ends_at)
    return sum(lane.count for lane in lanes)


def _alone(lane: Lane, now: Callable[[], datetime], ends_at: datetime) -> None:
    call = _advance(lane, None, now, ends_at)
    while call is not None:
        call = _advance(lane, ask(lane.network, call), now, ends_at)


def _together(lanes: list[Lane], pool: ThreadPoolExecutor, now: Callable[[], datetime], ends_at: datetime) -> None:
    under_way: dict[Future[Event], Lane] = {}
    ready: list[tuple[Lane, Event | None]] = [(lane, None) for lane in lanes]
    while ready or under_way:
        for lane, event in ready:
            call = _advance(lane, event, now, ends_at)
            if call is not None:
                under_way[pool.submit(ask, lane.network, call)] = lane
        done, _others = wait(under_way, return_when=FIRST_COMPLETED) if under_way else (set(), set())
        ready = [(under_way.pop(future), future.result()) for future in done]


def _advance(lane: Lane, event: Event | None, now: Callable[[], datetime], ends_at: datetime) -> Call | None:
    """Takes the lane to its next call; None when it has nothing more to do in this round."""
    while True:
        if lane.steps is None:
            lane.steps, event = lane.again(), None
        try:
            step = next(lane.steps) if event is None else lane.steps.send(event)
        except StopIteration as ended:
            lane.steps, event = None, None
            lane.count += ended.value
            if not ended.value or now() >= ends_at:
                return None
            continue
        event = None
        if isinstance(step, Call):
            return step
