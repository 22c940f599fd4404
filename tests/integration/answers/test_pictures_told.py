"""Pictures from the cleared draft to the asker: they go along where the channel takes them, and stand on the page."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction
from django.test import Client

from answerable.accounts.roles import Role
from answerable.answers.by_hand import take_task
from answerable.answers.models import AnswerVersion, Delivery
from answerable.answers.plan import publish_cleared
from answerable.answers.row import USUAL
from answerable.answers.rows import ChannelRows
from answerable.channels.models import Channel
from answerable.desk.pictures import keep_picture
from answerable.questions.models import Question
from tests.integration import factories as make
from tests.integration.answers.telling_desk import Desk
from tests.integration.desk.made_pictures import drawing, photograph
from tests.integration.factories import plain_static

pytestmark = pytest.mark.django_db
__all__ = ["plain_static"]
MEDIA = {"images": 4, "image_bytes": 2_000_000, "alt_most": 1_000, "uploads": None}
UPLOADS = {"count": 30, "window_seconds": 1_800.0, "name": "pictures", "aligned": True, "cost": 1}
LATER = make.NOON + timedelta(minutes=1)


def takes(name: str = "Takes", **more: object) -> Channel:
    return make.channel(name, limits=make.LIMITS | {"media": MEDIA | more})


def published(*channels: Channel, **words: object) -> tuple[Question, str]:
    """The question and the picture's hash."""
    make.body()
    picture = keep_picture(given=photograph(), at=make.NOON)
    described = {"hash": picture.hash, "name": "bin.jpg", "alt": "A green bin", "decorative_because": ""}
    about = make.answering(*(make.post(one) for one in channels))
    make.cleared(make.handed_in(make.saved(about, pictures=[described], **words)))
    assert publish_cleared(at=LATER) == 1
    return about, picture.hash


def test_the_asker_is_sent_the_picture_with_its_description_and_the_warning() -> None:
    channel = takes()
    about, name = published(channel, content_warning="flood")
    desk = Desk(channel, about, at=LATER)
    desk.send()
    [sent] = desk.network.sent
    assert [(one.hash, one.alt, bool(one.content)) for one in sent.pictures] == [(name, "A green bin", True)]
    assert sent.content_warning == "flood"


def test_a_channel_that_takes_none_gets_the_words_and_the_link() -> None:
    channel = make.channel()
    about, _name = published(channel)
    desk = Desk(channel, about, at=LATER)
    desk.send()
    [sent] = desk.network.sent
    assert sent.pictures == ()
    assert f"/answers/{about.public_id}/" in sent.text


def test_whether_pictures_go_along_is_settled_when_the_message_is_made() -> None:
    channel = takes()
    about, _name = published(channel)
    Channel.objects.filter(pk=channel.pk).update(limits=make.LIMITS)
    channel.refresh_from_db()
    desk = Desk(channel, about, at=LATER)
    desk.send()
    assert len(desk.network.sent[0].pictures) == 1
    with pytest.raises(DatabaseError), transaction.atomic():
        Delivery.objects.update(with_pictures=False)


def test_published_pictures_are_the_cleared_ones_whatever_anyone_says_to_the_database() -> None:
    published(takes())
    with pytest.raises(DatabaseError), transaction.atomic():
        AnswerVersion.objects.update(pictures=[])


def test_while_pictures_wait_their_uploads_set_the_pace() -> None:
    channel = takes(uploads=UPLOADS)
    plain = [pace.name for pace in ChannelRows(channel, timing=USUAL).paces]
    published(channel)
    waiting = {pace.name: pace.cost for pace in ChannelRows(channel, timing=USUAL).paces}
    assert "pictures" not in plain
    assert waiting["pictures"] == 1


def test_everyone_sees_the_picture_on_the_answers_page() -> None:
    about, name = published(takes())
    page = Client().get(f"/answers/{about.public_id}/").content.decode()
    assert f'src="/pictures/{name}/" alt="A green bin"' in page
    picture = Client().get(f"/pictures/{name}/")
    assert (picture.status_code, picture["Content-Type"]) == (200, "image/jpeg")


def test_a_picture_that_nobody_cleared_is_not_for_everyone() -> None:
    picture = keep_picture(given=drawing(), at=make.NOON)
    assert Client().get(f"/pictures/{picture.hash}/").status_code == 404


def test_by_hand_the_pictures_are_there_to_download_with_their_descriptions() -> None:
    channel = make.channel(kind="hand", settings={"network": "x", "account": ""}, limits=make.LIMITS | {"media": MEDIA})
    _about, name = published(channel)
    who = make.person("All", *Role)
    one = take_task(delivery=None, channel=channel, by=who, at=LATER)
    page = make.signed_in(who).get(f"/desk/telling/by-hand/{one.pk}/").content.decode()
    assert f"/desk/pictures/{name}/?download" in page
    assert "A green bin" in page
