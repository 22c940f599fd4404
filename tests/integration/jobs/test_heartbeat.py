"""Each round leaves a beat; silence and failure are noticed and said in words."""

from datetime import timedelta

import pytest
from django.utils import timezone

from answerable.jobs import clock
from answerable.jobs.heartbeat import SILENCE, beating, health
from answerable.jobs.models import Heartbeat
from tests.integration import factories as make

pytestmark = pytest.mark.django_db
NOON = make.NOON
WORDS = "the citizen's words"


def beat(name: str = "collect posts", *, ago: timedelta = timedelta(), **more: object) -> Heartbeat:
    return Heartbeat.objects.create(round=name, began_at=NOON - ago, **more)


def fail(name: str) -> None:
    with pytest.raises(ValueError, match=WORDS), beating(name):
        raise ValueError(WORDS)


def test_the_clock_is_aware() -> None:
    assert abs(clock.now() - timezone.now()) < timedelta(seconds=5)


def test_a_round_that_went_well_leaves_its_beginning_and_its_end() -> None:
    with beating("collect posts"):
        assert Heartbeat.objects.get().went_well_at is None
    one = Heartbeat.objects.get()
    assert one.went_well_at is not None
    assert one.went_well_at >= one.began_at


def test_a_round_that_fails_is_noted_by_the_kind_of_error_and_never_by_its_words() -> None:
    fail("collect posts")
    one = Heartbeat.objects.get()
    assert (one.failing_why, one.went_well_at) == ("ValueError", None)
    assert one.failing_since == one.began_at


def test_failing_again_keeps_since_when() -> None:
    fail("collect posts")
    since = Heartbeat.objects.get().failing_since
    fail("collect posts")
    assert Heartbeat.objects.get().failing_since == since


def test_going_well_again_ends_the_failure() -> None:
    fail("collect posts")
    with beating("collect posts"):
        pass
    one = Heartbeat.objects.get()
    assert (one.failing_since, one.failing_why) == (None, "")


def test_a_desk_whose_background_never_ran_says_so() -> None:
    told = health(at=NOON)
    assert not told.well
    assert told.last_beat_at is None
    assert "Start Answerable again" in told.words


def test_silence_is_noticed_after_a_minute() -> None:
    beat(ago=SILENCE)
    assert health(at=NOON).well
    told = health(at=NOON + timedelta(seconds=1))
    assert not told.well
    assert told.last_beat_at == NOON - SILENCE


def test_one_living_round_is_enough() -> None:
    beat("seal the record", ago=timedelta(hours=1))
    beat()
    assert health(at=NOON).well


def test_a_round_that_keeps_failing_is_named() -> None:
    beat()
    beat("tell askers", failing_since=NOON - timedelta(minutes=5), failing_why="OSError")
    told = health(at=NOON)
    assert not told.well
    assert told.words == "“tell askers” has been failing since 11:55. The status page says more."


def test_a_single_failure_alarms_nobody() -> None:
    beat("tell askers", failing_since=NOON - timedelta(seconds=30), failing_why="OSError")
    assert health(at=NOON).well
