"""Whole days are counted once, gaps filled, and each count is in the record."""

import json
from datetime import timedelta
from pathlib import Path

import pytest

from answerable.listening.count_days import count_days
from answerable.listening.models import DayCount
from answerable.measures.days import posts_by_day
from answerable.record.export.archive import export_zip
from answerable.record.models import Entry
from answerable.record.recover import recover_record
from answerable.record.verify import main
from tests.integration import factories as make
from tests.integration.factories import NOON
from tests.integration.record.record_story import sealed
from tests.integration.record.restored import back_to, snapshot

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def counts() -> list[tuple[int, int]]:
    return list(DayCount.objects.order_by("day").values_list("received_count", "deleted_count"))


def test_a_day_is_counted_when_it_is_over() -> None:
    channel = make.channel(opened_at=NOON - 2 * DAY)
    make.post(channel, heard_at=NOON - 2 * DAY)
    gone = make.post(channel, text="", masked_text="", heard_at=NOON - DAY, deleted_at=NOON)
    make.post(channel, heard_at=NOON)
    assert count_days(at=NOON) == 2
    assert counts() == [(1, 0), (1, 1)]
    assert gone.deleted_at


def test_a_day_is_counted_once_and_days_without_posts_are_counted_too() -> None:
    channel = make.channel(opened_at=NOON - DAY)
    make.post(channel, heard_at=NOON - DAY)
    count_days(at=NOON)
    assert count_days(at=NOON) == 0
    assert count_days(at=NOON + 3 * DAY) == 3
    assert counts() == [(1, 0), (0, 0), (0, 0), (0, 0)]


def test_the_record_counts_on_from_where_it_stopped() -> None:
    make.channel(opened_at=NOON - DAY)
    count_days(at=NOON)
    count_days(at=NOON + 2 * DAY)
    spans = [
        json.loads(bytes(raw))
        for raw in Entry.objects.filter(type="post.counts").order_by("id").values_list("raw", flat=True)
    ]
    assert [(span["first_on"], span["last_on"]) for span in spans] == [
        ((NOON - DAY).date().isoformat(), (NOON - DAY).date().isoformat()),
        (NOON.date().isoformat(), (NOON + DAY).date().isoformat()),
    ]


def test_the_figures_are_the_same_before_and_after_a_day_is_counted() -> None:
    channel = make.channel(opened_at=NOON - 3 * DAY)
    for ago in (3, 3, 1, 0):
        make.post(channel, heard_at=NOON - ago * DAY)
    before = posts_by_day(since=NOON - 3 * DAY, until=NOON)
    count_days(at=NOON)
    assert posts_by_day(since=NOON - 3 * DAY, until=NOON) == before
    assert [count for _day, count in before] == [2, 0, 1, 1]


def test_what_a_recovered_record_counts_already_is_not_entered_again(tmp_path) -> None:
    channel = make.channel()
    count_days(at=NOON + DAY)
    sealed(tmp_path / "keys", NOON)
    backup, known = snapshot(), list(DayCount.objects.all())
    count_days(at=NOON + 3 * DAY)
    published(tmp_path)
    back_to(backup)
    DayCount.objects.exclude(pk__in=[row.pk for row in known]).delete()
    recover_record(keys=tmp_path / "keys", archive=tmp_path / "record.zip", at=NOON)
    make.post(channel, heard_at=NOON + 2 * DAY)
    assert count_days(at=NOON + 3 * DAY) == 2
    assert published(tmp_path) == 0
    make.post(channel, heard_at=NOON + 3 * DAY)
    count_days(at=NOON + 4 * DAY)
    assert published(tmp_path) == 0
    assert spans()[-1] == (on(3), on(3), 1)
    assert counts() == [(0, 0), (0, 0), (1, 0), (1, 0)]


def test_of_days_that_a_recovered_record_counts_in_part_the_rest_is_entered(tmp_path) -> None:
    channel = make.channel()
    count_days(at=NOON + 2 * DAY)
    DayCount.objects.all().delete()
    for later in range(3):
        make.post(channel, heard_at=NOON + later * DAY)
    assert count_days(at=NOON + 4 * DAY) == 4
    assert spans() == [(on(0), on(1), 0), (on(2), on(3), 1)]
    assert published(tmp_path) == 0


def on(later: int) -> str:
    return (NOON + later * DAY).date().isoformat()


def spans() -> list[tuple[str, str, int]]:
    raws = Entry.objects.filter(type="post.counts").order_by("id").values_list("raw", flat=True)
    found = [json.loads(bytes(raw)) for raw in raws]
    return [(one["first_on"], one["last_on"], one["received"]) for one in found]


def published(folder: Path) -> int:
    """Seals and exports the record, and returns what `answerable verify` exits with."""
    sealed(folder / "keys", NOON + 3 * DAY)
    export_zip(folder / "record.zip")
    return main([str(folder / "record.zip")])
