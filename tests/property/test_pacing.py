"""The ledger of replies: no window of any pace ever holds more than is published, however late a reply goes out."""

import json
from dataclasses import dataclass
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from answerable.networks.contract import Pace
from answerable.networks.pacing import (
    MOST_ROWS,
    Batch,
    Ledger,
    milliseconds_until_last,
    most_in_hand,
    put_down,
    room,
    take,
)

BEGAN = 1_790_000_000_000
LEASE = 90_000

paces = st.lists(
    st.builds(
        Pace,
        count=st.integers(1, 120),
        window_seconds=st.sampled_from([1.0, 7.5, 60.0, 900.0, 10_800.0]),
        aligned=st.booleans(),
        cost=st.integers(1, 3),
    ),
    min_size=1,
    max_size=3,
)


@dataclass(frozen=True)
class Round:
    """A worker's round: when it comes, how long its calls take, whether it dies, and whether the ledger is reloaded."""

    gap: int
    lasts: int
    dies: bool


rounds = st.lists(st.builds(Round, st.integers(0, 40_000), st.integers(0, 2_000), st.booleans()), max_size=60)


def _moments(chosen: list[Pace], worked: list[Round]) -> list[int]:
    """When replies truly go out."""
    ledger, now, sent = Ledger(), BEGAN, []
    for number, one in enumerate(worked):
        now += one.gap
        ledger = Ledger.from_json(ledger.to_json())
        count = min(20, most_in_hand(chosen), room(ledger, chosen, at=now))
        if not count:
            continue
        ledger = take(ledger, Batch(str(number), now + LEASE, count))
        begun = [now + place * one.lasts for place in range(count) if place * one.lasts < LEASE]
        sent += begun
        if not one.dies:
            now = begun[-1] + one.lasts
            ledger = put_down(ledger, str(number), sent=len(begun), at=now, paces=chosen)
    return sorted(sent)


@given(paces, rounds)
def test_no_window_ever_holds_more_than_is_published(chosen: list[Pace], worked: list[Round]) -> None:
    moments = _moments(chosen, worked)
    for pace in chosen:
        assert all(count * pace.cost <= pace.count for count in _counts(pace, moments))


def _counts(pace: Pace, moments: list[int]) -> list[int]:
    window = round(pace.window_seconds * 1000)
    if pace.aligned:
        numbers = [moment // window for moment in moments]
        return [numbers.count(number) for number in set(numbers)]
    return [sum(last - window < moment <= last for moment in moments) for last in moments]


PUBLISHED = {
    "Bluesky": (Pace(5_000, 3_600, "points an hour", cost=3), Pace(35_000, 86_400, "points a day", cost=3)),
    "Mastodon": (Pace(300, 10_800, "posts", aligned=True), Pace(300, 300, "calls", aligned=True, cost=2)),
    "X": (Pace(100, 900, "posts"), Pace(10_000, 86_400, "posts of the app")),
    "a forum": (Pace(20, 60, "a minute"), Pace(2_880, 86_400, "a day")),
    "the practice network": (Pace(300, 60, "posts", aligned=True),),
}


@pytest.mark.parametrize("network", PUBLISHED)
def test_rounds_of_two_seconds_use_nearly_all_of_the_slowest_pace(network: str) -> None:
    chosen = PUBLISHED[network]
    slowest = max(chosen, key=lambda pace: pace.window_seconds / pace.replies)
    windows = max(4.0, 3 * 86_400 / slowest.window_seconds if len(chosen) > 1 else 0)
    ledger, now, sent = Ledger(), BEGAN // 86_400_000 * 86_400_000, 0
    ends = now + round(min(windows * slowest.window_seconds, 3 * 86_400) * 1000)
    began = now
    while now < ends:
        count = min(most_in_hand(chosen), room(ledger, chosen, at=now))
        if not count:
            waits = milliseconds_until_last(ledger, 1, chosen, at=now)
            now += max(2_000, -(-waits // 2_000) * 2_000)
            continue
        ledger = put_down(take(ledger, Batch("1", now + LEASE, count)), "1", sent=count, at=now + 50, paces=chosen)
        now, sent = now + 50, sent + count
    assert sent >= 0.95 * (now - began) / 1000 / slowest.window_seconds * slowest.replies


def test_what_a_row_keeps_stays_small() -> None:
    chosen = PUBLISHED["a forum"]
    ledger = Ledger()
    for number in range(30_000):
        ledger = put_down(take(ledger, Batch("1", BEGAN, 1)), "1", sent=1, at=BEGAN + number * 3_000, paces=chosen)
    assert len(ledger.sent) <= MOST_ROWS
    assert len(json.dumps(ledger.to_json())) < 10_000
    assert sum(count for _moment, count in ledger.sent) == pytest.approx(86_400 / 3, rel=0.03)
    assert all(one[0] < other[0] for one, other in pairwise(ledger.sent))


HOUR = 3_600_000


@pytest.mark.parametrize(
    ("network", "count", "hours"),
    [
        ("Bluesky", 1_000, 0),
        ("Bluesky", 10_000, 6.0),
        ("Bluesky", 20_000, 29.0),
        ("Mastodon", 100, 0),
        ("Mastodon", 10_000, 99.0),
        ("X", 1_000, 2.25),
        ("X", 10_000, 24.75),
        ("a forum", 10_000, 73.1),
    ],
)
def test_the_time_of_a_telling_is_that_of_all_paces_together(network: str, count: int, hours: float) -> None:
    took = milliseconds_until_last(Ledger(), count, PUBLISHED[network], at=BEGAN // 86_400_000 * 86_400_000)
    assert took / HOUR == pytest.approx(hours, rel=0.03, abs=0.1)


def test_what_was_sent_already_is_waited_for() -> None:
    chosen = (Pace(10, 60.0),)
    ledger = put_down(take(Ledger(), Batch("1", BEGAN, 10)), "1", sent=10, at=BEGAN, paces=chosen)
    assert 50_000 <= milliseconds_until_last(ledger, 1, chosen, at=BEGAN + 5_000) <= 56_000


def test_a_network_that_takes_nothing_is_never_done_and_nobody_is_at_once() -> None:
    assert milliseconds_until_last(Ledger(), 1, (Pace(2, 60.0, cost=3),), at=BEGAN) > 300 * 24 * HOUR
    assert milliseconds_until_last(Ledger(), 0, (Pace(2, 60.0, cost=3),), at=BEGAN) == 0
    assert milliseconds_until_last(Ledger(), 2_000_000, (), at=BEGAN) == 0
