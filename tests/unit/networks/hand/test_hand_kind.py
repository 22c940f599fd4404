"""A place by hand as a kind: its settings, what a person brought in as a post, and that no program sends there."""

from datetime import UTC, date, datetime

import pytest

from answerable.errors import Refused
from answerable.networks.contract import Raw, Reply, TryLater, Unreadable
from answerable.networks.hand.kind import KIND, ByHand, HandSettings
from answerable.networks.hand.places import PLACES
from answerable.networks.ways_in import NamesRows
from answerable.pure.checks.length import measure

X = ByHand(HandSettings(network="x", account="@Tarnbrook"))
FACEBOOK = ByHand(HandSettings(network="facebook"))
LINK = "https://x.com/anna/status/1541815603606036480"


def heard(network: ByHand, **row: str):
    return network.parse(Raw("uid", {"text": "When are the bins collected?", **row}))


def test_a_place_that_is_not_in_the_list_is_refused():
    with pytest.raises(Refused, match="Choose one"):
        HandSettings(network="telegraph")


def test_a_post_brought_in_has_words_author_link_and_moment():
    post = heard(X, url=LINK, author="Anna")
    assert (post.author_uid, post.author_name, post.url) == ("anna", "Anna", LINK)
    assert post.claimed_at == datetime(2022, 6, 28, 16, 7, 40, 105_000, tzinfo=UTC)
    assert (post.asks_us, post.ours, post.change) == (True, False, "post")


def test_the_moment_that_a_person_gave_goes_before_that_of_the_link():
    assert heard(X, url=LINK, time="2022-06-28T10:00:00+00:00").claimed_at == datetime(2022, 6, 28, 10, tzinfo=UTC)


def test_without_a_sure_account_each_post_is_an_asker_of_its_own():
    post = heard(FACEBOOK, author="Jan Smith", url="https://www.facebook.com/tarnbrook/posts/1?comment_id=2")
    assert (post.author_uid, post.author_name) == ("uid", "Jan Smith")


def test_what_our_own_account_wrote_is_ours_and_asks_nothing():
    post = heard(X, url="https://x.com/tarnbrook/status/1541815603606036480")
    assert (post.ours, post.asks_us) == (True, False)


def test_what_was_only_noted_asks_nothing():
    assert not heard(X, url=LINK, asks_us="no").asks_us


@pytest.mark.parametrize("payload", [{}, {"text": ""}, {"text": 7}, {"text": "a", "url": ["b"]}])
def test_a_payload_of_another_kind_is_unreadable(payload):
    with pytest.raises(Unreadable):
        X.parse(Raw("1", payload))


def test_a_link_that_can_no_longer_be_read_loses_no_post():
    assert heard(X, url="https://x.com/home").url == ""


def test_a_row_is_named_by_its_link_in_whichever_form():
    assert isinstance(X, NamesRows)
    assert X.name_of({"url": LINK, "text": "a"}) == "https://x.com/i/status/1541815603606036480"
    assert X.name_of({"text": "a"}) is None


def test_a_row_of_another_network_is_refused():
    with pytest.raises(Refused, match="does not lead to X"):
        X.name_of({"url": "https://www.facebook.com/a/posts/1", "text": "a"})


def test_comments_that_share_a_link_are_told_apart_by_who_said_what():
    tiktok = ByHand(HandSettings(network="tiktok"))
    url = "https://www.tiktok.com/@tarnbrook/video/71"
    rows = [{"url": url, "author": who, "text": text} for who, text in [("a", "Why?"), ("b", "Why?"), ("a", "When?")]]
    assert len({tiktok.name_of(row) for row in rows}) == 3
    assert tiktok.name_of(rows[0]) == tiktok.name_of({**rows[0], "url": url + "?_r=1", "text": " Why? "})


@pytest.mark.parametrize("ask", ["publish", "look_up"])
def test_no_program_sends_or_looks_here(ask):
    with pytest.raises(TryLater, match="person"):
        getattr(X, ask)(Reply(key="a" * 40, text="On Tuesday.", frozen_at=datetime(2026, 11, 21, tzinfo=UTC)))


def test_reading_finds_nothing_and_keeps_its_place():
    assert (X.read(None).items, X.read("here").bookmark) == ((), "here")


@pytest.mark.parametrize("name", sorted(PLACES))
def test_every_place_says_its_limits_with_source_and_day(name):
    limits = ByHand(HandSettings(network=name)).limits()
    assert limits.text.most >= 150
    assert limits.source
    assert date(2026, 1, 1) < limits.checked_on
    assert measure("On Tuesday.", limits.text) == 11


@pytest.mark.parametrize("name", sorted(PLACES))
def test_every_place_has_rules_of_its_space_in_sentences(name):
    place = PLACES[name]
    assert place.manners
    assert all(rule.endswith(".") for rule in place.manners)
    assert bool(place.hosts) or not place.answers_have_links
    assert place.answers_have_links or place.words["note"]


def test_x_and_linkedin_are_offered_first_and_fill_the_form_in():
    assert [(offer.title, dict(offer.given)) for offer in KIND.offers[:2]] == [
        ("X (Twitter)", {"network": "x"}),
        ("LinkedIn", {"network": "linkedin"}),
    ]
