"""A new edition and the drafts that are open: shown as they are judged now, called back where that differs."""

import pytest

from answerable.accounts.models import Body
from answerable.desk.judge_anew import call_back_changed, judged_now
from answerable.desk.models import Clearance, Decision, DraftState
from answerable.errors import Refused
from answerable.guidance.in_force import publish_if_changed
from answerable.guidance.models import Edition
from tests.integration import factories as make
from tests.integration.guidance.made_rules import published

pytestmark = pytest.mark.django_db
OLD_NAME = "Tarnbrook Borough empties the bins one day later."


def test_a_draft_being_written_is_shown_as_the_new_edition_judges_it() -> None:
    make.body()
    version = make.saved(text=OLD_NAME)
    published()
    found = {one["rule_id"]: one for one in judged_now(version, at=make.NOON).findings}
    assert found["OWN-01"]["mend"] is None
    assert "OWN-01" not in {one["rule_id"] for one in version.findings}


def test_while_the_rules_stay_the_saved_judgement_is_shown() -> None:
    make.body()
    version = make.saved(text=OLD_NAME)
    assert judged_now(version, at=make.NOON).findings == version.findings


def test_a_draft_that_waits_is_called_back_when_the_new_edition_judges_it_otherwise() -> None:
    make.body()
    clearance = make.handed_in(make.saved(text=OLD_NAME))
    assert call_back_changed(at=make.NOON) == 0
    published()
    assert call_back_changed(at=make.NOON) == 1
    clearance.refresh_from_db()
    assert clearance.decision == Decision.VOID
    assert "The rules changed" in clearance.note
    assert clearance.version.draft.state == DraftState.WRITING
    assert call_back_changed(at=make.NOON) == 0


def test_until_it_is_called_back_nobody_clears_it_by_the_questions_of_older_rules() -> None:
    make.body()
    clearance = make.handed_in(make.saved(text=OLD_NAME))
    published()
    with pytest.raises(Refused, match="The rules changed"):
        make.cleared(clearance)


def test_what_the_new_edition_says_the_same_of_is_cleared() -> None:
    make.body()
    clearance = make.handed_in()
    published()
    assert make.cleared(clearance).decision == Decision.CLEARED


def test_a_draft_of_which_the_new_edition_says_the_same_goes_on_waiting() -> None:
    make.body()
    make.handed_in()
    published()
    assert call_back_changed(at=make.NOON) == 0
    assert Clearance.objects.get().decision == Decision.WAITING


def test_the_first_edition_comes_by_itself_once_the_desk_has_a_body() -> None:
    assert publish_if_changed(at=make.NOON) == 0
    assert call_back_changed(at=make.NOON) == 0
    make.body()
    assert publish_if_changed(at=make.NOON) == 1
    assert publish_if_changed(at=make.NOON) == 0
    Body.objects.update(jurisdiction="wales")
    assert publish_if_changed(at=make.NOON) == 1
    assert [one.number for one in Edition.objects.all()] == [2, 1]
