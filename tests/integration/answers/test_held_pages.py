"""The pages of what is held: read again, let go on, and what had waited; notices and places at the desk."""

from datetime import timedelta

import pytest

from answerable.answers.models import Answer
from answerable.answers.plan import publish_cleared
from answerable.desk.models import NoticeUp, QuestionArea, ReadAgain
from answerable.desk.triage import triage_question
from answerable.guidance.models import Switch
from answerable.jobs import clock
from answerable.questions.models import Outcome, Reason
from tests.integration import factories as make
from tests.integration.factories import plain_static  # noqa: F401  a fixture
from tests.integration.guidance.made_switches import DAY, ended, started

pytestmark = pytest.mark.django_db


def text(browser, address: str) -> str:
    answer = browser.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def held_answer(kind: str = "election", **more: object):
    """An answer that is published, and the switch that began afterwards."""
    make.body()
    clearance = make.cleared()
    publish_cleared(at=make.NOON)
    switch = started(kind, at=make.NOON + timedelta(hours=1), **({"ends_at": clock.now() + DAY} | more))
    return clearance, switch


def test_what_is_held_is_listed_with_why_and_until_when() -> None:
    clearance, _switch = held_answer()
    seen = text(make.signed_in(make.ada()), "/desk/held/")
    assert f"/desk/held/{clearance.pk}/" in seen
    assert "Local elections" in seen


def test_a_second_person_lets_it_go_on_once_the_rules_allow_it() -> None:
    clearance, _switch = held_answer()
    page, ben = f"/desk/held/{clearance.pk}/", make.signed_in(make.ben())
    assert "PRE-01" in text(ben, page) or "service information" in text(ben, page)
    answer = ben.post(page, {"said": "People need it."})
    assert answer.status_code == 422
    assert "Only essential service information" in answer.content.decode()
    assert ben.post(page, {"said": "People need it.", "is_service": "on"}).status_code == 302
    assert ReadAgain.objects.get().said == "People need it."
    assert ben.get(page).status_code == 302
    assert "Nothing is held" in text(ben, "/desk/held/")


def test_whoever_wrote_it_is_told_that_another_person_must() -> None:
    clearance, _switch = held_answer()
    ada = make.ada()
    ada.roles = [*ada.roles, "clearer"]
    ada.save()
    seen = text(make.signed_in(ada), f"/desk/held/{clearance.pk}/")
    assert "another person must read it again" in seen
    assert "Let it go on" not in seen


def test_an_embargo_offers_nothing_but_to_wait() -> None:
    clearance, _switch = held_answer("embargo", words=["bins", "collected"])
    seen = text(make.signed_in(make.ben()), f"/desk/held/{clearance.pk}/")
    assert "Let it go on" not in seen
    assert "An embargo holds this" in seen


def test_the_question_and_its_telling_say_that_it_is_held() -> None:
    clearance, _switch = held_answer()
    about = clearance.version.draft.question.public_id
    ben = make.signed_in(make.ben())
    assert "Cleared, and held" in text(ben, f"/desk/questions/{about}/")
    assert "nothing of it leaves now" in text(ben, f"/desk/telling/{about}/")


def test_after_it_what_had_waited_is_listed() -> None:
    clearance, switch = held_answer("crisis", ends_at=None)
    put_off = make.question(make.post(make.channel()))
    ended(switch, at=clock.now() - timedelta(minutes=1))
    seen = text(make.signed_in(make.ada()), "/desk/held/")
    assert "After: Crisis" in seen
    assert clearance.version.draft.question.public_id in seen
    assert put_off.public_id not in seen


def test_after_a_period_what_was_put_off_because_of_it_is_listed() -> None:
    make.body()
    now = clock.now()
    switch = started(at=now - DAY, ends_at=now + DAY)
    about = make.question(make.post(make.channel()))
    triage_question(
        question=about,
        outcome=Outcome.NOT_ANSWERING,
        reason=Reason.ELEC,
        comes_back_on=(now + 40 * DAY).date(),
        by=make.lin(),
        at=now - timedelta(hours=2),
    )
    ended(switch, at=now - timedelta(hours=1))
    assert about.public_id in text(make.signed_in(make.ada()), "/desk/held/")


def test_the_keeper_says_that_the_notice_is_up() -> None:
    make.body()
    switch, channel = started(ends_at=clock.now() + DAY), make.channel("Square", keeper=make.lin())
    page, lin = f"/desk/switches/{switch.public_id}/notices/", make.signed_in(make.lin())
    assert "No notice yet" in text(lin, page)
    assert lin.post(page, {"channel": channel.public_id}).status_code == 302
    assert NoticeUp.objects.get().by == make.lin()
    assert "Up, says Lin" in text(lin, page)
    assert lin.post(page, {"channel": channel.public_id, "to": "down"}).status_code == 302
    assert make.signed_in(make.ada()).post(page, {"channel": channel.public_id}).status_code == 409
    assert not NoticeUp.objects.exists()


def test_where_a_question_belongs_is_asked_only_while_it_matters() -> None:
    make.body()
    about, lin = make.question(), make.signed_in(make.lin())
    page = f"/desk/questions/{about.public_id}/"
    assert "Where it belongs" not in text(lin, page)
    started(ends_at=clock.now() + DAY, areas=["Mill ward"])
    assert "Where it belongs" in text(lin, page)
    assert lin.post(f"{page}area/", {"area": "Mill ward"}).status_code == 302
    assert QuestionArea.objects.get().area == "Mill ward"


def test_in_a_period_the_author_is_asked_whether_it_is_service_information() -> None:
    make.body()
    about, ada = make.answering(), make.signed_in(make.ada())
    page = f"/desk/questions/{about.public_id}/draft/"
    assert "essential, factual service" not in text(ada, page)
    started(ends_at=clock.now() + DAY)
    assert "essential, factual service" in text(ada, page)
    sent = {"text": make.ANSWER, "language": "en", "based_on": "0", "is_service": "on"}
    assert ada.post(page, sent).status_code == 302
    assert make.draft_of(about).versions.get().is_service
    assert Switch.objects.get().public_id in make.draft_of(about).versions.get().switches
    assert not Answer.objects.exists()
