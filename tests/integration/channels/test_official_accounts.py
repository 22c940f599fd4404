"""The body's own accounts: listed for people and programs, and anyone learns whether one is real."""

import json

import pytest
from django.test import Client

from answerable.channels.models import Connection, State
from tests.integration import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def accounts() -> None:
    make.body()
    square = make.channel(
        "Square", kind="bluesky", settings={"account": "old.example", "service": "https://bsky.social"}
    )
    made = {"account_name": "@tarnbrook.gov.uk", "account_url": "https://bsky.app/profile/did:plc:abc"}
    Connection.objects.create(channel=square, made_at=make.NOON, proven_at=make.NOON, **made)
    make.channel("Tweets", kind="hand", settings={"network": "x", "account": "@TarnbrookCouncil"})
    make.channel("Calls", kind="hand", settings={"network": "phone", "account": ""})
    closed = {"state": State.CLOSED, "closed_at": make.NOON}
    make.channel("Old", kind="hand", settings={"network": "tiktok", "account": "tarnbrook"}, **closed)
    make.channel("Coming", kind="hand", settings={"network": "facebook", "account": "soon"}, state=State.SETTING_UP)
    make.channel("Letters", kind="file")


def page(given: str = "") -> str:
    answer = Client().get("/accounts/", {"account": given} if given else {})
    assert answer.status_code == 200
    return answer.content.decode()


def test_programs_read_the_list_of_what_is_ours_and_what_was() -> None:
    answer = Client().get("/.well-known/official-accounts.json")
    told = json.loads(answer.content)
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert told["body"]["name"] == "Tarnbrook Council"
    found = {one["account"]: (one["server"], one["state"], one["until"]) for one in told["accounts"]}
    assert found == {
        "tarnbrook.gov.uk": ("bsky.app", "open", None),
        "TarnbrookCouncil": ("x.com", "open", None),
        "tarnbrook": ("tiktok.com", "closed", "2025-06-02"),
    }


def test_the_page_lists_what_is_open_and_what_is_closed() -> None:
    shown = page()
    assert 'href="https://x.com/TarnbrookCouncil"' in shown
    assert "Closed on 2 June 2025" in shown
    assert "soon" not in shown
    assert "Letters" not in shown


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("https://bsky.app/profile/tarnbrook.gov.uk", "Yes, this is ours"),
        ("https://x.com/T\u0430rnbrookCouncil", "U+0430"),
        ("https://x.com/T\u0430rnbrookCouncil", "No. It looks like us, and it is not"),
        ("https://tiktok.com/@tarnbrook", "This was ours and is closed"),
        ("@bbcnews", "No, this is not ours"),
        ("two words", "neither an account nor a link"),
        ("http://127.0.0.1:8012/ask/", "It is a page of our own"),
    ],
)
def test_a_citizen_learns_whether_an_account_is_real(given: str, said: str) -> None:
    assert said in page(given)


def test_what_was_pasted_is_shown_as_text_and_hidden_characters_are_seen() -> None:
    shown = page("<script>alert(1)</script>\u202e")
    assert "<script>alert" not in shown
    assert "U+202E" in shown


def test_no_secret_of_a_channel_is_in_the_list() -> None:
    make.channel("Practice")
    shown = page() + Client().get("/.well-known/official-accounts.json").content.decode()
    assert "a-token-of-tests" not in shown
    assert "127.0.0.1:9" not in shown
