"""Advice: asked with a reason, given in words or declined; meanwhile nobody clears and the clock stands still."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from answerable.answers.lapse import lapse_unused
from answerable.answers.plan import publish_cleared
from answerable.desk.advise import advice_wanted, ask_advice, give_advice, stood_still, take_advice_back
from answerable.desk.models import Advice, Clearance, Decision, Signature
from answerable.errors import Refused
from tests.integration import factories as make

pytestmark = pytest.mark.django_db
NOON = make.NOON
HOUR = timedelta(hours=1)


def asked(clearance: Clearance, **given: object) -> Advice:
    values = {"why": "Does this name a candidate?", "by": make.ada(), "at": NOON}
    return ask_advice(draft=clearance.version.draft, **values | given)


def test_while_advice_is_waited_for_nobody_clears() -> None:
    clearance = make.handed_in()
    advice = asked(clearance)
    with pytest.raises(Refused, match="clock stands still"):
        make.cleared(clearance)
    give_advice(advice=advice, words="No. Go on.", by=make.officer("propriety"), at=NOON)
    assert make.cleared(clearance).decision == Decision.CLEARED


def test_the_database_takes_no_yes_meanwhile() -> None:
    clearance = make.handed_in()
    asked(clearance)
    yes = {"seat": "second", "by": make.ben(), "at": NOON, "bound_hash": clearance.bound_hash, "cutoff_at": NOON}
    with pytest.raises(IntegrityError, match="advice is waited for"), transaction.atomic():
        Signature.objects.create(clearance=clearance, **yes)
    with pytest.raises(IntegrityError, match="advice is waited for"), transaction.atomic():
        Clearance.objects.update(decision=Decision.CLEARED, decided_by=make.ben(), decided_at=NOON)


@pytest.mark.parametrize("declines", [False, True])
def test_it_is_answered_in_words_by_the_propriety_contact_alone(*, declines: bool) -> None:
    advice = asked(make.handed_in())
    with pytest.raises(Refused, match="Only a propriety contact"):
        give_advice(advice=advice, words="Fine.", by=make.tom(), at=NOON)
    with pytest.raises(Refused, match="in words"):
        give_advice(advice=advice, words=" ", declines=declines, by=make.officer("propriety"), at=NOON)
    given = give_advice(advice=advice, words="Ask legal.", declines=declines, by=make.officer("propriety"), at=NOON)
    assert given.end == ("declined" if declines else "given")


def test_it_is_asked_once_with_a_reason_and_taken_back_once() -> None:
    clearance = make.handed_in()
    with pytest.raises(Refused, match="what you want to know"):
        asked(clearance, why=" ")
    with pytest.raises(Refused, match="roles"):
        asked(clearance, by=make.lin())
    advice = asked(clearance)
    with pytest.raises(Refused, match="already"):
        asked(clearance)
    take_advice_back(advice=advice, by=make.ben(), at=NOON)
    with pytest.raises(Refused, match="meanwhile"):
        take_advice_back(advice=advice, by=make.ben(), at=NOON)
    assert advice_wanted() == []


def test_what_was_asked_and_said_is_never_changed() -> None:
    advice = asked(make.handed_in())
    take_advice_back(advice=advice, by=make.ada(), at=NOON)
    for change in ({"words": "Other."}, {"why": "Other."}, {"ended_at": None}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Advice.objects.update(**change)


def test_a_given_clearance_waits_with_its_clock_stopped() -> None:
    clearance = make.cleared()
    advice = asked(clearance)
    assert publish_cleared(at=NOON) == 0
    assert lapse_unused(at=NOON + 5 * HOUR) == 0
    take_advice_back(advice=advice, by=make.ada(), at=NOON + 5 * HOUR)
    assert stood_still(clearance.version.draft_id, NOON, NOON + 9 * HOUR) == 5 * HOUR
    assert publish_cleared(at=NOON + 6 * HOUR) == 1


def test_a_published_answer_is_not_asked_about_as_a_draft() -> None:
    clearance = make.cleared()
    publish_cleared(at=NOON)
    with pytest.raises(Refused, match="not finished"):
        asked(clearance)


def test_the_pages_ask_show_and_answer() -> None:
    question = make.handed_in().version.draft.question
    address = f"/desk/questions/{question.public_id}/advice/"
    author, contact = make.signed_in(make.ada()), make.signed_in(make.officer("propriety"))
    assert author.post(address, {"note": ""}).status_code == 422
    assert author.post(address, {"note": "A candidate?"}).status_code == 302
    for page in ("/desk/to-clear/", f"/desk/questions/{question.public_id}/"):
        assert "A candidate?" in contact.get(page).content.decode()
    assert "Give advice" not in author.get(address).content.decode()
    assert contact.post(address, {"note": "Not one.", "give": "1"}).status_code == 302
    words = make.signed_in(make.ben()).get(f"/desk/questions/{question.public_id}/clear/").content.decode()
    assert "Not one." in words


def test_who_asked_takes_it_back_on_the_page() -> None:
    advice = asked(make.handed_in())
    address = f"/desk/questions/{advice.draft.question.public_id}/advice/"
    assert make.signed_in(make.ada()).post(address, {"back": "1"}).status_code == 302
    advice.refresh_from_db()
    assert advice.end == "taken_back"
