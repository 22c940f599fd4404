"""Posts that ask nothing, posts that bring a reply back, posts under somebody else's name: from mail, kept as posts."""

import pytest
from practice_payloads import NOW

from answerable.listening.ingest import ingest
from answerable.listening.models import Bookmark, Payload, Post, PostVersion
from answerable.listening.parse import parse_waiting
from answerable.networks.contract import Page, Raw
from answerable.networks.email.parse import name_of
from answerable.networks.email.thin import thin
from tests.integration.answers import made_answers as made

pytestmark = pytest.mark.django_db
KEY = "0123456789abcdef" * 2 + "01234567"
SETTINGS = {"address": "council@gov.test", "imap": "127.0.0.1:1", "smtp": "127.0.0.1:1"}


@pytest.fixture
def mailbox():
    from django.conf import settings

    from answerable.channels.credentials import lock

    channel = made.channel(made.people().clearer, kind="email")
    locked = lock({"password": "a password"}, channel_id=channel.public_id, keys=settings.KEYS)
    type(channel).objects.filter(pk=channel.pk).update(settings=SETTINGS, credentials=locked)
    channel.refresh_from_db()
    return channel


def comes(channel, text: str, **headers: str) -> list[Post]:
    lines = {"From": "Anna <anna@cit.test>", "Message-ID": "<one@cit.test>"} | headers
    whole = "".join(f"{name.replace('_', '-')}: {value}\r\n" for name, value in lines.items()) + "\r\n" + text
    payload = thin(whole.encode())
    position = Bookmark.objects.filter(channel=channel).count()
    ingest(channel=channel, page=Page((Raw(name_of(payload), payload),), bookmark=str(position)), at=NOW)
    parse_waiting(at=NOW, limit=100)
    return list(Post.objects.order_by("pk"))


def test_a_mail_is_a_post_with_its_words_and_its_writer(mailbox) -> None:
    [post] = comes(mailbox, "When are the bins collected?")
    assert (post.text, post.author.uid, post.author.name) == ("When are the bins collected?", "anna@cit.test", "Anna")
    assert (post.asks_us, post.placed_at, post.url) == (True, None, "")


def test_the_writers_address_is_masked_in_everything_that_leaves(mailbox) -> None:
    [post] = comes(mailbox, "When? Write to anna@cit.test")
    assert "anna@cit.test" not in post.masked_text


def test_an_absence_note_is_kept_and_needs_no_question(mailbox) -> None:
    [post] = comes(mailbox, "I am away.", Auto_Submitted="auto-replied", In_Reply_To=f"<{KEY}@gov.test>")
    assert (post.asks_us, post.asks_nothing, post.placed_at) == (False, True, NOW)


def test_a_mail_that_came_back_names_the_reply(mailbox) -> None:
    body = "failed"
    [post] = comes(mailbox, body, X_Failed_Recipients="anna@cit.test", References=f"<{KEY}@gov.test>")
    assert post.returned_key == KEY
    assert "anna" not in post.returned_why


def test_a_list_may_ask_and_is_placed_but_never_answered(mailbox) -> None:
    [post] = comes(mailbox, "When are the bins collected?", List_Id="<parish.test>")
    assert (post.asks_us, post.asks_nothing, post.placed_at) == (False, False, None)


def test_nobody_changes_what_somebody_else_asked_by_using_its_name(mailbox) -> None:
    comes(mailbox, "When are the bins collected?")
    [post] = comes(mailbox, "Buy my things!", From="Mallory <mallory@cit.test>")
    assert post.text == "When are the bins collected?"
    assert PostVersion.objects.count() == 0
    assert Payload.objects.get(parsed_at=None).unreadable_why.startswith("Somebody else")
