"""When a post of ours holds the words that were sent, although servers write them anew."""

import pytest

from answerable.networks.mastodon.place import KEPT_IN_SIGHT, Known, Me, Place
from answerable.networks.mastodon.statuses import holds, is_same_text, kept_part, may_hold, version_of

SENT = "@anna@town.example On Tuesday,\n\nsee https://example.org/a_b and café."


@pytest.mark.parametrize(
    "content",
    [
        "<p>@anna On Tuesday,</p><p>see https://example.org/a_b and café.</p>",
        '<p><a class="mention">@<span>anna</span></a> On Tuesday,<br>see https://example.org/a_b and cafe\u0301.',
        "@anna@town.example On Tuesday, see https://example.org/a_b and café.<br>",
        "On Tuesday, see https://example.org/a_b and café.",
    ],
)
def test_the_same_words_in_any_dress(content):
    assert holds({"content": content}, SENT)


@pytest.mark.parametrize(
    "content", ["", "<p>@anna On Wednesday, see https://example.org/a_b and café.</p>", "On Tuesday"]
)
def test_other_words(content):
    assert not holds({"content": content}, SENT)
    assert not may_hold({"content": content}, SENT)


def test_signs_taken_for_markup_leave_the_letters():
    assert not holds({"content": "On <i>Tuesday</i>"}, "On *Tuesday*")
    assert may_hold({"content": "On <i>Tuesday</i>"}, "On *Tuesday*")


def test_a_decimal_point_is_no_markup_once_the_source_is_read():
    assert not is_same_text("It costs 15.", "It costs 1.5.")


def test_a_mention_in_the_middle_may_lose_its_domain():
    assert holds({"content": "Ask @ben, he knows."}, "Ask @ben@town.example, he knows.")


def _status(**more: object) -> dict:
    return {"id": "1", "uri": "https://t.example/1", "account": {"id": "7"}, "content": "x"} | more


def test_what_changes_by_itself_makes_no_new_version():
    before = version_of(kept_part(_status(favourites_count=1)))
    assert version_of(kept_part(_status(id="2", favourites_count=9))) == before
    assert version_of(kept_part(_status(content="y"))) != before


@pytest.mark.parametrize("status", [{}, {"uri": 7, "id": "1"}, {"uri": "u", "id": 1}, {"uri": "", "id": "1"}])
def test_something_else_is_no_status(status):
    with pytest.raises((KeyError, TypeError, AttributeError)):
        kept_part(status)


def _known(number: int) -> Known:
    return Known(str(number), f"u{number}", "v", "r")


def test_a_bookmark_reads_as_it_was_written():
    place = Place(Me("1", "council", "c.example"), ["3", "4"], ("9", "2026"), [_known(1)], 1)
    assert Place.from_bookmark(place.bookmark()) == place


def test_each_known_post_has_its_turn():
    place = Place(known=[_known(number) for number in range(7)])
    turns = []
    for _sweep in range(7):
        turns += [one.uid for one in place.due(3)]
        place = place.having_looked(now={}, gone=(), most=3)
    assert {turns.count(f"u{number}") for number in range(7)} == {3}


def test_the_latest_posts_stay_in_sight():
    place = Place(known=[_known(number) for number in range(KEPT_IN_SIGHT)])
    after = place.having_looked(now={"new": _known(999)}, gone={"u5"}, most=0)
    assert len(after.known) == KEPT_IN_SIGHT
    assert after.known[-1] == _known(999)
    assert "u5" not in {one.uid for one in after.known}


def test_what_lost_its_mentions_alone_is_not_empty():
    assert is_same_text("@anna", "@anna")
    assert not is_same_text("@anna", "@ben")
