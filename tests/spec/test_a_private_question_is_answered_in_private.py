"""Whoever asks us alone is answered alone: nobody else learns from our reply that they asked."""

import pytest

from answerable.answers.models import Delivery
from answerable.answers.plan import publish_cleared
from answerable.answers.row import USUAL
from answerable.answers.rows import ChannelRows
from answerable.listening.keep_posts import Reading, keep_posts
from answerable.listening.models import Payload, Post
from answerable.networks.contract import Heard
from tests.integration.answers import made_answers as made

pytestmark = pytest.mark.django_db


@pytest.fixture
def channel(who):
    return made.channel(who.clearer)


@pytest.fixture
def who():
    return made.people()


@pytest.mark.parametrize(("visibility", "is_private"), [("private", True), ("unlisted", False), ("public", False)])
def test_a_post_keeps_who_could_read_it(channel, visibility, is_private) -> None:
    payload = Payload.objects.create(channel=channel, uid="1", content="{}", content_hash="h", heard_at=made.NOON)
    heard = Heard(uid="1", change="post", text="When are the bins collected?", author_uid="ann", visibility=visibility)
    keep_posts([Reading(payload, heard, "")], at=made.NOON)
    assert Post.objects.get().is_private is is_private


def test_the_reply_to_a_private_question_is_private_and_the_others_are_not(who, channel) -> None:
    asked = made.posts(channel, ["alone", "aloud"])
    Post.objects.filter(uid="alone").update(is_private=True)
    made.cleared(who, made.question(asked))
    assert publish_cleared(at=made.NOON) == 1
    turns = ChannelRows(channel, timing=USUAL, paces=()).take_up(most=10, at=made.NOON)
    assert {turn.reply.target_uid: turn.reply.visibility for turn in turns} == {"alone": "private", "aloud": "public"}
    assert Delivery.objects.get(target_uid="alone").in_private
