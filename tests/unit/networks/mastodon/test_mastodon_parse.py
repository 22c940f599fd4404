"""What one stored payload of a Mastodon server says."""

from datetime import UTC, datetime

import pytest

from answerable.networks.contract import Heard, Raw, Unreadable
from answerable.networks.mastodon.parse import parse_item

ME = ["1", "council", "mastodon.example"]
ANNA = {
    "id": "7",
    "acct": "anna@town.example",
    "username": "anna",
    "display_name": "Anna A.",
    "url": "https://t.example/@anna",
}
STATUS = {
    "uri": "https://town.example/users/anna/statuses/5",
    "url": "https://town.example/@anna/5",
    "created_at": "2026-08-01T13:53:56.336Z",
    "edited_at": None,
    "content": '<p><a class="u-url mention">@<span>council</span></a> When?</p>',
    "spoiler_text": "",
    "visibility": "public",
    "language": "cy",
    "account": ANNA,
    "media_attachments": [],
}


def _heard(payload: dict | None = None, **status: object) -> Heard:
    whole = {"change": "post", "status": STATUS | status, "parent": None, "root": "r", "me": ME} | (payload or {})
    return parse_item(Raw("u", whole))


def test_a_question_with_all_that_belongs_to_it():
    assert _heard() == Heard(
        uid="u",
        change="post",
        text="When?",
        author_uid="anna@town.example",
        author_name="Anna A.",
        url="https://town.example/@anna/5",
        claimed_at=datetime(2026, 8, 1, 13, 53, 56, 336000, UTC),
        root_uid="r",
        language="cy",
    )


def test_a_deletion_has_no_words():
    assert parse_item(Raw("u", {"change": "deletion"})) == Heard(uid="u", change="deletion")


def test_a_content_warning_stands_before_the_words():
    assert _heard(spoiler_text="flood").text == "flood\n\nWhen?"


def test_pictures_are_described():
    assert _heard(media_attachments=[{"description": "A road"}, {"description": None}]).media_alt == ("A road", "")


@pytest.mark.parametrize(
    ("told", "heard"),
    [("public", "public"), ("unlisted", "unlisted"), ("private", "private"), ("direct", "private"), (None, "private")],
)
def test_who_may_read_it(told, heard):
    assert _heard(visibility=told).visibility == heard


@pytest.mark.parametrize(
    ("content", "text"),
    [
        ("@council When?", "When?"),
        ("@COUNCIL@mastodon.example  When?", "When?"),
        ("@council@elsewhere.example When?", "@council@elsewhere.example When?"),
        ("@ben @council When?", "@ben When?"),
        ("When, @council?", "When, @council?"),
        ("@councillor When?", "@councillor When?"),
        ("@council", "@council"),
        ("", ""),
    ],
)
def test_only_the_mention_of_us_at_the_beginning_is_left_out(content, text):
    assert _heard(content=content).text == text


def test_our_own_post_is_heard_as_it_was_cleared():
    ours = _heard(account=ANNA | {"id": "1", "acct": "council"}, content="<p>@anna @ben On Tuesday.</p>")
    assert (ours.text, ours.ours, ours.asks_us) == ("On Tuesday.", True, False)


def test_an_account_of_the_server_itself_is_called_by_its_whole_name():
    assert _heard(account=ANNA | {"acct": "anna"}).author_uid == "anna@t.example"


@pytest.mark.parametrize("told", ["yesterday", None, "", 7, "2026-13-01T00:00:00Z"])
def test_a_time_that_cannot_be_read_is_no_reason_to_lose_a_post(told):
    assert _heard(created_at=told).claimed_at is None


@pytest.mark.parametrize("url", [None, "javascript:alert(1)", 7])
def test_only_web_addresses_are_linked(url):
    assert _heard(url=url).url == STATUS["uri"]


@pytest.mark.parametrize(
    "payload",
    [
        {},
        {"change": "post"},
        {"change": "post", "status": 7},
        {"change": "post", "status": STATUS | {"content": 7}, "parent": None, "root": None, "me": ME},
        {"change": "post", "status": STATUS | {"account": None}, "parent": None, "root": None, "me": ME},
        {"change": "post", "status": STATUS | {"account": ANNA | {"acct": 7}}, "parent": None, "root": None, "me": ME},
        {"change": "post", "status": STATUS | {"media_attachments": [7]}, "parent": None, "root": None, "me": ME},
        {"change": "post", "status": STATUS, "parent": None, "root": None, "me": ["1"]},
        {"id": "21", "type": "mention", "status": None},
    ],
)
def test_something_else_is_unreadable_and_says_so_without_its_words(payload):
    with pytest.raises(Unreadable) as unreadable:
        parse_item(Raw("u", payload))
    assert "When" not in str(unreadable.value)
