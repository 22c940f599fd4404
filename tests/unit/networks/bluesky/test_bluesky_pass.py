"""A pass over the notifications ends where everything is known and old, and says what it did not meet again."""

from datetime import UTC, datetime, timedelta

from answerable.networks.bluesky.pass_over import REMEMBERED, Pass, in_utc

AT = datetime(2026, 11, 28, 12, tzinfo=UTC)


def _places(*numbers):
    """Posts of a minute each, the newest first: the number is the minute."""
    return [(f"at://{n}", in_utc(AT + timedelta(minutes=n))) for n in numbers]


def _after(*numbers):
    """The bookmark of a pass that has met these."""
    ended, _ = Pass.from_bookmark(None, at=AT).page_read(_places(*numbers), "")
    return ended.bookmark()


def test_the_first_pass_goes_down_to_the_end():
    now, _ = Pass.from_bookmark(None, at=AT).page_read(_places(30, 29), "2026-11-28T12:29:00.000Z")
    assert now.is_under_way


def test_the_next_ends_below_the_overlap_with_a_page_of_known_posts():
    begun = Pass.from_bookmark(_after(30, 29, 10), at=AT)
    now, missing = begun.page_read(_places(31, 30, 29, 10), "2026-11-28T12:10:00.000Z")
    assert now.is_under_way
    now, missing = Pass.from_bookmark(now.bookmark(), at=AT).page_read(_places(10), "2026-11-28T12:09:00.000Z")
    assert (now.is_under_way, missing) == (False, [])


def test_within_the_overlap_it_goes_on_though_all_is_known():
    begun = Pass.from_bookmark(_after(30, 29, 28), at=AT)
    now, _ = begun.page_read(_places(30, 29, 28), "2026-11-28T12:28:00.000Z")
    assert now.is_under_way


def test_what_it_came_past_without_meeting_is_missing_and_what_it_did_not_reach_is_not():
    begun = Pass.from_bookmark(_after(30, 29, 28, 10, 9), at=AT)
    now, missing = begun.page_read(_places(30, 28, 10), "2026-11-28T12:10:00.000Z")
    assert (now.is_under_way, missing) == (False, ["at://29"])


def test_at_the_end_all_that_was_not_met_is_missing():
    _, missing = Pass.from_bookmark(_after(30), at=AT).page_read([], "")
    assert missing == ["at://30"]


def test_once_a_day_it_goes_down_to_the_end_again():
    bookmark = _after(30, 29, 10)
    tomorrow = AT + timedelta(days=1)
    now, _ = Pass.from_bookmark(bookmark, at=tomorrow).page_read(_places(30, 29, 10), "2026-11-28T12:10:00.000Z")
    assert now.is_under_way
    ended, _ = Pass.from_bookmark(now.bookmark(), at=tomorrow).page_read([], "")
    assert not ended.is_under_way
    assert not Pass.from_bookmark(ended.bookmark(), at=tomorrow).down_to_end


def test_a_cursor_is_moved_up_by_a_millisecond_so_that_its_own_moment_comes_again():
    now, _ = Pass.from_bookmark(None, at=AT).page_read(_places(30), "2026-11-28T12:30:00.000Z")
    assert now.cursor == "2026-11-28T12:30:00.001Z"
    now, _ = now.page_read(_places(30), "2026-11-28T12:30:00.000Z")
    assert now.cursor == "2026-11-28T12:30:00.000Z"


def test_a_cursor_that_is_no_moment_is_taken_as_it_is():
    now, _ = Pass.from_bookmark(None, at=AT).page_read(_places(30), "opaque")
    assert now.cursor == "opaque"


def test_its_bookmark_stays_small():
    now, _ = Pass.from_bookmark(None, at=AT).page_read(_places(*range(1_000, 0, -1)), "")
    assert len(now.seen) == REMEMBERED


def test_our_own_posts_are_gone_through_to_the_end_on_the_daily_pass():
    now, _ = Pass.from_bookmark(None, at=AT).page_read([], "", own="3abc")
    assert (now.part, now.cursor, now.is_under_way) == ("own", "3abc", True)
    now = Pass.from_bookmark(now.bookmark(), at=AT).own_page_read("3abb")
    assert now.is_under_way
    assert not now.own_page_read("").is_under_way
