"""People in danger: out of questions, seen by name, looked after, or let through by a person."""

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from answerable.accounts.roles import Role
from answerable.desk.models import RiskDone, RiskLook, RiskStep
from answerable.desk.safeguard import no_danger, record_step, risks_waiting, see_risk
from answerable.errors import Refused
from answerable.listening.models import Post, PostSign
from answerable.measures.received import count_received
from tests.integration import factories as make

pytestmark = pytest.mark.django_db
NOON = make.NOON
WORDS = "I dont want to live any more, call me on 07700 900123"


def at_risk(text: str = WORDS) -> Post:
    make.body()
    post = make.post(make.channel(), text, masked_text=text.replace("07700 900123", "[phone]"))
    PostSign.objects.create(post=post, kind="risk", places=[["suicide", 2, 28]], version=1, found_at=NOON)
    return post


def counted() -> dict[str, int]:
    return {line.code: line.count for line in count_received().lines}


def test_whoever_opens_it_is_written_down_once_with_the_first_moment() -> None:
    post = at_risk()
    see_risk(post=post, by=make.lin(), at=NOON)
    see_risk(post=post, by=make.lin(), at=make.NOON.replace(hour=15))
    assert [(look.person, look.at) for look in RiskLook.objects.all()] == [(make.lin(), NOON)]


def test_somebody_without_the_role_neither_sees_nor_decides() -> None:
    post = at_risk()
    for act in (see_risk, no_danger):
        with pytest.raises(Refused):
            act(post=post, by=make.ben(), at=NOON)


def test_a_step_says_that_it_is_real_and_ends_in_another_process() -> None:
    post = at_risk()
    assert counted()["waiting"] == 1
    record_step(post=post, done=RiskDone.EMERGENCY, note="Ref 12", by=make.lin(), at=NOON)
    assert PostSign.objects.get(post=post).is_right is True
    assert counted()["other_process"] == 1
    assert count_received().adds_up
    assert len(risks_waiting()) == 1


def test_it_leaves_the_queue_when_it_is_finished_and_not_before_something_was_done() -> None:
    post = at_risk()
    with pytest.raises(Refused, match="what was done"):
        record_step(post=post, done=RiskDone.FINISHED, note=" ", by=make.lin(), at=NOON)
    record_step(post=post, done=RiskDone.LEAD, note="", by=make.lin(), at=NOON)
    record_step(post=post, done=RiskDone.FINISHED, note="", by=make.lin(), at=NOON)
    assert risks_waiting() == []


def test_no_danger_needs_a_reader_and_lets_every_waiting_copy_go_on() -> None:
    post, copy = at_risk(), at_risk()
    with pytest.raises(Refused, match="read it first"):
        no_danger(post=post, by=make.lin(), at=NOON)
    see_risk(post=post, by=make.lin(), at=NOON)
    assert no_danger(post=post, by=make.lin(), at=NOON) == 2
    for one in (post, copy):
        one.refresh_from_db()
        assert one.placed_at is None


def test_what_was_taken_up_is_not_let_through_afterwards() -> None:
    post = at_risk()
    see_risk(post=post, by=make.lin(), at=NOON)
    record_step(post=post, done=RiskDone.LEAD, note="", by=make.lin(), at=NOON)
    with pytest.raises(Refused, match="decided"):
        no_danger(post=post, by=make.lin(), at=NOON)


def test_the_database_keeps_what_was_seen_and_done() -> None:
    post = at_risk()
    see_risk(post=post, by=make.lin(), at=NOON)
    record_step(post=post, done=RiskDone.LEAD, note="", by=make.lin(), at=NOON)
    for rows in (RiskLook.objects.all(), RiskStep.objects.all()):
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.update(at=make.NOON.replace(hour=20))


def lead() -> Client:
    return make.signed_in(make.person("Sal", Role.SAFEGUARDING))


def test_the_inbox_sends_people_there_first() -> None:
    at_risk()
    assert "speaks of danger" in make.signed_in(make.lin()).get("/desk/").content.decode()
    assert "speaks of danger" not in make.signed_in(make.ben()).get("/desk/").content.decode()


def test_the_queue_masks_and_the_page_shows_all_once_it_was_opened() -> None:
    post, browser = at_risk(), lead()
    queue = browser.get("/desk/safeguarding/").content.decode()
    assert "[phone]" in queue
    assert "07700" not in queue
    address = f"/desk/safeguarding/{post.pk}/"
    assert "07700" not in browser.get(address).content.decode()
    page = browser.post(address, follow=True).content.decode()
    assert "07700 900123" in page
    assert "116 123" in page
    assert "Sal" in page


def test_steps_are_written_down_on_the_page_and_bad_input_is_not() -> None:
    post, browser = at_risk(), lead()
    address = f"/desk/safeguarding/{post.pk}/"
    browser.post(address)
    assert browser.post(address, {"done": "dance"}).status_code == 422
    assert browser.post(address, {"done": "finished", "note": ""}).status_code == 422
    assert "Called the emergency" in browser.post(address, {"done": "emergency"}, follow=True).content.decode()


def test_the_page_lets_it_go_on() -> None:
    post, browser = at_risk(), lead()
    address = f"/desk/safeguarding/{post.pk}/"
    browser.post(address)
    assert "goes on to its question" in browser.post(address, {"no_danger": "1"}, follow=True).content.decode()
    assert browser.get("/desk/safeguarding/999999/").status_code == 404
