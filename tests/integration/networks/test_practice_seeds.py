"""Posts that invented people write over time: read from files, released at a pace, paused while the network is off."""

import json
from pathlib import Path

import pytest

from answerable.networks.practice.server.seeds import Pace, Seed, read_seeds


def _seeds(count: int, body: str = "council") -> list[Seed]:
    return [
        Seed(f"{body}-{number}", body, "Anna", "anna", "en", f"Question {number}?", minutes_ago=1000 - number)
        for number in range(count)
    ]


def test_some_are_there_at_once_and_the_others_come_at_the_pace(tmp_path, clock, open_practice):
    seeds = _seeds(10) + _seeds(10, "department")
    with open_practice(tmp_path, seeds=seeds, pace=Pace(first=3, a_minute=2), clock=clock) as exercise:
        assert [heard.uid for heard in exercise.hear()] == ["council-0", "council-1", "council-2"]
        clock.now += 60
        assert len(exercise.hear()) == 5
        clock.now += 3600
        assert len(exercise.hear()) == 10


def test_the_first_were_written_when_they_say_and_the_others_now(tmp_path, clock, open_practice):
    with open_practice(tmp_path, seeds=_seeds(2), pace=Pace(first=1, a_minute=1), clock=clock) as exercise:
        first = exercise.hear()[0].claimed_at.timestamp()
        clock.now += 60
        second = exercise.hear()[1].claimed_at.timestamp()
    assert (clock.now - 60 - first, clock.now - second) == (1000 * 60, 0)


def test_while_it_is_off_nobody_writes(tmp_path, clock, open_practice):
    chosen = {"seeds": _seeds(10), "pace": Pace(first=1, a_minute=1), "clock": clock}
    with open_practice(tmp_path, **chosen) as exercise:
        clock.now += 120
        assert len(exercise.hear()) == 3
    clock.now += 86_400
    with open_practice(tmp_path, **chosen) as exercise:
        assert len(exercise.hear()) == 3
        clock.now += 60
        assert len(exercise.hear()) == 4


def _line(**change: object) -> str:
    good = {"id": "1", "body": "council", "author": "A", "handle": "a", "language": "en", "text": "t", "minutes_ago": 1}
    return json.dumps({**good, **change})


def test_files_of_posts_are_read_in_the_order_of_time(tmp_path: Path):
    (tmp_path / "a.jsonl").write_text(_line(id="a1", minutes_ago=30) + "\n\n" + _line(id="a2", minutes_ago=10) + "\n")
    (tmp_path / "b.jsonl").write_text(_line(id="b1", minutes_ago=20))
    assert [seed.id for seed in read_seeds(tmp_path)] == ["a1", "b1", "a2"]


def test_no_files_are_no_posts(tmp_path: Path):
    assert read_seeds(tmp_path / "content") == []


@pytest.mark.parametrize(
    "change",
    [{"body": "crown"}, {"behaviour": "sings"}, {"text": ""}, {"minutes_ago": "long"}, {"minutes_ago": None}],
)
def test_a_post_that_is_not_right_names_its_file_and_line(tmp_path: Path, change):
    (tmp_path / "a.jsonl").write_text(_line() + "\n" + _line(**change))
    with pytest.raises(ValueError, match=r"a\.jsonl, line 2"):
        read_seeds(tmp_path)
