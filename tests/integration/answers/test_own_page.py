"""The link to an asker's own page in a message that nobody else reads: it opens theirs, and no other opens anything."""

import pytest
from django.urls import reverse

from answerable.answers.models import Delivery
from answerable.answers.own_page import own_page_address
from answerable.listening.models import Post
from tests.integration.answers import made_answers as made
from tests.integration.answers.telling_desk import Desk, desk_for

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(who) -> Desk:
    there = desk_for(who, 2)
    Delivery.objects.filter(target_uid="0").update(in_private=True)
    Post.objects.filter(uid="0").update(text="My own words.")
    there.send()
    return there


def page(visitor, address: str):
    return visitor.get(address[address.index("/follow/") :])


def test_a_private_message_has_the_link_and_a_public_one_has_none(desk) -> None:
    links = {reply.target_uid: reply.own_page for reply in desk.network.sent}
    assert links["1"] == ""
    assert "/follow/" in links["0"]


def test_it_shows_what_became_of_their_own_post(desk, visitor) -> None:
    [link] = [reply.own_page for reply in desk.network.sent if reply.own_page]
    answer = page(visitor, link)
    said = answer.content.decode()
    assert "My own words." in said
    assert "It is answered." in said
    assert (answer["Cache-Control"], answer["Referrer-Policy"]) == ("private, no-store", "no-referrer")


def test_the_link_of_a_correction_leads_to_the_same_page(who, desk, visitor) -> None:
    answer = desk.about.answer
    made.cleared(who, desk.about, kind="correction", number=2, answer_id=answer.public_id, text="Now.", at=desk.at)
    desk.publish()
    corrected = Delivery.objects.get(version__number=2, in_private=True)
    said = page(visitor, own_page_address(corrected.key)).content.decode()
    assert "My own words." in said
    assert "Now." in said


@pytest.mark.parametrize(
    "change",
    [lambda end: end[:-1] + ("A" if end[-1] != "A" else "B"), lambda end: "a" * 40 + end[40:], lambda end: end[:41]],
)
def test_a_link_that_we_did_not_sign_opens_nothing(desk, visitor, change) -> None:
    key = Delivery.objects.get(target_uid="0").key
    end = own_page_address(key).rstrip("/").rpartition("/")[2]
    assert visitor.get(reverse("answers:follow", args=[change(end)])).status_code == 404


def test_a_signed_key_of_nothing_opens_nothing(visitor) -> None:
    assert page(visitor, own_page_address("0" * 40)).status_code == 404
