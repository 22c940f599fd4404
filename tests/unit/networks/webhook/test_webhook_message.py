"""What a message of the webhook may hold, and what is said of one that may not; the schema as published."""

import json
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

from answerable.errors import Refused
from answerable.networks.contract import Closed, Heard, Raw, Unreadable
from answerable.networks.webhook.kind import KIND, LIMITS, MESSAGE, NoMessageError, Webhook, WebhookSettings

HOOK = Webhook(WebhookSettings())
POST = {"id": "t-1", "text": "When are the bins collected?"}
DOCUMENT = Path(__file__).resolve().parents[4] / "docs" / "reference" / "webhook.md"


def message(kind: str = "post.created", **more: object) -> bytes:
    return json.dumps({"type": kind, "data": POST | more}).encode()


def faults(body: bytes) -> dict[str, str]:
    with pytest.raises(NoMessageError) as failed:
        HOOK.raw_of(body)
    return dict(failed.value.faults)


def test_the_least_message_is_a_post_of_an_asker_of_its_own():
    heard = HOOK.parse(HOOK.raw_of(message()))
    assert heard == Heard(uid="t-1", change="post", text=POST["text"], author_uid="t-1")


def test_everything_that_may_be_said_is_read():
    body = message(
        "post.updated",
        author={"id": "anna", "name": "Anna"},
        url="https://forum.example/1",
        created_at="2026-11-21T08:00:00+01:00",
        language="cy",
        parent_id="t-0",
        thread_id="t-0",
        asks_us=False,
        rank=7,
    )
    raw = HOOK.raw_of(body)
    heard = HOOK.parse(raw)
    assert (heard.author_uid, heard.author_name, heard.url, heard.language) == (
        "anna",
        "Anna",
        "https://forum.example/1",
        "cy",
    )
    assert heard.claimed_at == datetime(2026, 11, 21, 7, tzinfo=UTC)
    assert (heard.parent_uid, heard.root_uid, heard.asks_us) == ("t-0", "t-0", False)
    assert raw.payload["data"]["rank"] == 7


def test_of_a_deletion_only_the_name_is_kept():
    raw = HOOK.raw_of(message("post.deleted"))
    assert raw == Raw("t-1", {"type": "post.deleted", "data": {"id": "t-1"}})
    assert HOOK.parse(raw) == Heard(uid="t-1", change="deletion")


@pytest.mark.parametrize(
    ("more", "pointer"),
    [
        ({"id": ""}, "/data/id"),
        ({"id": 7}, "/data/id"),
        ({"id": "x" * 281}, "/data/id"),
        ({"id": "a\x00b"}, "/data/id"),
        ({"text": ""}, "/data/text"),
        ({"text": "x" * 20_001}, "/data/text"),
        ({"text": None}, "/data/text"),
        ({"author": "Anna"}, "/data/author"),
        ({"author": {"id": ["a"]}}, "/data/author/id"),
        ({"url": "javascript:alert(1)"}, "/data/url"),
        ({"created_at": "2026-11-21T08:00:00"}, "/data/created_at"),
        ({"created_at": "2026"}, "/data/created_at"),
        ({"created_at": 1_795_262_400}, "/data/created_at"),
        ({"asks_us": "yes"}, "/data/asks_us"),
    ],
)
def test_a_fault_is_said_with_its_place(more, pointer):
    assert list(faults(message(**more))) == [pointer]


NO_MESSAGES = [b"", b"\xff", b"[]", b"{}", b"null", b'{"type": "post"}', b"[" * 100_000, b'{"type": "post.created"}']


@pytest.mark.parametrize("body", NO_MESSAGES)
def test_what_is_no_message_is_said_to_be_none(body):
    assert faults(body)


def test_no_fault_repeats_what_somebody_wrote():
    said = faults(message(text=["my secret words"], url="my secret words"))
    assert "secret" not in str(said)


@pytest.mark.parametrize("payload", [{}, {"type": "post.created"}, {"text": "a"}, {"type": "post.created", "data": 7}])
def test_a_payload_of_another_kind_is_unreadable(payload):
    with pytest.raises(Unreadable):
        HOOK.parse(Raw("1", payload))


def test_the_secret_of_a_sender_is_looked_at_when_it_is_given():
    assert Webhook(WebhookSettings(secrets="whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")).secrets
    with pytest.raises(Refused, match="whsec_"):
        WebhookSettings(secrets="hunter2")
    assert "whsec" not in repr(WebhookSettings(secrets="whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"))


def test_nothing_is_read_or_sent_there():
    assert HOOK.read(None).items == ()
    assert HOOK.limits() == LIMITS
    assert HOOK.prove().name
    assert HOOK.look_up(None) is None  # type: ignore[arg-type]
    with pytest.raises(Closed):
        HOOK.publish(None)  # type: ignore[arg-type]
    assert not KIND.tells


def test_the_published_schema_is_the_one_that_is_checked():
    written = re.search(r"```json schema\n(.*?)```", DOCUMENT.read_text(encoding="utf-8"), re.DOTALL)
    assert written
    assert json.loads(written[1]) == MESSAGE.json_schema()
