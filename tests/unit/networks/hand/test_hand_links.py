"""Links as people copy them: every form of one post has one name, and what is no post of the place is refused."""

from datetime import UTC, datetime

import pytest

from answerable.errors import Refused
from answerable.networks.hand.links import account_of, leads_to, read_link
from answerable.networks.hand.places import FACEBOOK, INSTAGRAM, LINKEDIN, NEXTDOOR, PHONE, TIKTOK, X

SAME = [
    (
        X,
        "https://x.com/i/status/1860000000000000001",
        [
            "https://x.com/anna/status/1860000000000000001",
            "https://twitter.com/Anna/status/1860000000000000001?s=20&t=abc",
            "http://mobile.twitter.com/anna/statuses/1860000000000000001/photo/1",
            "x.com/i/web/status/1860000000000000001",
            "https://www.x.com/anna/status/1860000000000000001/#frag",
        ],
    ),
    (
        LINKEDIN,
        "https://www.linkedin.com/feed/update/urn:li:activity:7123",
        [
            "https://www.linkedin.com/feed/update/urn:li:activity:7123/",
            "https://uk.linkedin.com/feed/update/urn%3Ali%3Aactivity%3A7123?utm_source=share",
            "https://www.linkedin.com/posts/tarnbrook_bins-are-late-activity-7123-AbC_?utm_medium=member",
        ],
    ),
    (
        LINKEDIN,
        "https://www.linkedin.com/feed/update/urn:li:activity:7123?commentUrn=urn%3Ali%3Acomment%3A%28activity%3A7123%2C9%29",
        [
            "https://www.linkedin.com/feed/update/urn:li:activity:7123?commentUrn=urn%3Ali%3Acomment%3A%28activity%3A7123%2C9%29&x=1",
            "https://www.linkedin.com/feed/update/urn:li:activity:7123/?x=1&commentUrn=urn:li:comment:(activity:7123,9)",
        ],
    ),
    (
        FACEBOOK,
        "https://www.facebook.com/tarnbrook/posts/pfbid02a?comment_id=77",
        [
            "https://m.facebook.com/tarnbrook/posts/pfbid02a?comment_id=77&__cft__[0]=AZ&__tn__=R",
            "https://www.facebook.com/tarnbrook/posts/bins-are-late/pfbid02a/?comment_id=77",
        ],
    ),
    (
        FACEBOOK,
        "https://www.facebook.com/permalink.php?id=5&story_fbid=9",
        ["https://facebook.com/permalink.php?story_fbid=9&id=5&mibextid=zz"],
    ),
    (
        INSTAGRAM,
        "https://www.instagram.com/p/Cabc_1-x",
        ["https://instagram.com/p/Cabc_1-x/?igsh=1", "https://www.instagram.com/tarnbrook/reel/Cabc_1-x/"],
    ),
    (
        TIKTOK,
        "https://www.tiktok.com/@tarn.brook/video/71",
        ["https://m.tiktok.com/@tarn.brook/video/71?is_from_webapp=1"],
    ),
    (NEXTDOOR, "https://nextdoor.com/p/abc?post=1", ["https://nextdoor.co.uk/p/abc/?post=1&utm_source=share"]),
]


@pytest.mark.parametrize(
    ("place", "uid", "written"), [(place, uid, one) for place, uid, forms in SAME for one in forms]
)
def test_every_form_of_a_link_to_one_post_has_one_name(place, uid, written):
    assert read_link(place, written).uid == uid


@pytest.mark.parametrize(("place", "uid"), [(place, uid) for place, uid, _forms in SAME])
def test_the_name_of_a_post_is_a_link_to_it(place, uid):
    assert read_link(place, uid).uid == uid


@pytest.mark.parametrize(
    "written",
    [
        "",
        "   ",
        "https://",
        "https://x.com/",
        "https://x.com/anna",
        "https://x.com/home",
        "https://x.com/anna/status/",
        "https://x.com/anna/status/abc",
        "https://x.com/anna/status/99999999999999999999999",
        "javascript:alert(1)",
        "data:text/html,hello",
        "ftp://x.com/anna/status/1",
        "https://evil.example/x.com/anna/status/1",
        "https://x.com.evil.example/anna/status/1",
        "https://notx.com/anna/status/1",
        "https://x.com@evil.example/anna/status/1",
        "https://anna@x.com/anna/status/1",
        "https://x.com:8443/anna/status/1",
        "https://x.com:port/anna/status/1",
        "https://[x.com/anna/status/1",
        "https://x.com/anna/status/1\nhttps://x.com/b/status/2",
        "when are the bins collected?",
    ],
)
def test_what_is_no_post_on_x_is_refused_in_a_sentence(written):
    with pytest.raises(Refused, match=r"[A-Z].*\."):
        read_link(X, written)


@pytest.mark.parametrize(
    "written", ["https://www.facebook.com/" + "a" * 400, "https://www.facebook.com/", "facebook.com"]
)
def test_a_link_that_names_no_post_or_is_endless_is_refused(written):
    with pytest.raises(Refused):
        read_link(FACEBOOK, written)


def test_a_place_without_links_takes_none():
    with pytest.raises(Refused, match="There are no links"):
        read_link(PHONE, "https://x.com/anna/status/1")


def test_a_host_is_of_a_place_whatever_it_leads_to():
    assert leads_to(X, "https://x.com/home")
    assert not leads_to(X, "https://www.facebook.com/x.com")
    assert not leads_to(PHONE, "https://x.com/home")


def test_the_number_of_a_post_on_x_holds_when_it_was_posted():
    # The example of the documentation of Snowflake: 1541815603606036480 was made on 28 June 2022 at 16:07:40.105 UTC.
    link = read_link(X, "https://x.com/anna/status/1541815603606036480")
    assert link.posted_at == datetime(2022, 6, 28, 16, 7, 40, 105_000, tzinfo=UTC)


def test_an_old_number_holds_no_moment():
    assert read_link(X, "https://x.com/jack/status/20").posted_at is None


@pytest.mark.parametrize(
    ("place", "author", "url", "account"),
    [
        (X, "", "https://x.com/Anna_B/status/1", "anna_b"),
        (X, "Anna Brook", "https://x.com/Anna_B/status/1", "anna_b"),
        (X, "Anna Brook (@Anna_B)", "https://x.com/i/status/1", "anna_b"),
        (X, "@Anna_B", "", "anna_b"),
        (X, "Anna Brook", "https://x.com/i/status/1", ""),
        (INSTAGRAM, "anna.b", "https://www.instagram.com/tarnbrook/p/C1/", "anna.b"),
        (TIKTOK, "@anna.b", "https://www.tiktok.com/@tarnbrook/video/1", "anna.b"),
        (FACEBOOK, "Anna Brook", "https://www.facebook.com/tarnbrook/posts/1?comment_id=2", ""),
        (FACEBOOK, "@anna", "https://www.facebook.com/tarnbrook/posts/1?comment_id=2", ""),
    ],
)
def test_an_account_is_known_only_where_it_is_sure(place, author, url, account):
    assert account_of(place, author, read_link(place, url) if url else None) == account
