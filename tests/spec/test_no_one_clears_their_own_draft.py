"""The promise: nobody clears their own draft, not by page, not by verb, not by SQL; in training mode it is said so."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from answerable.accounts.models import Body, Person
from answerable.accounts.roles import Role
from answerable.desk.models import Clearance, Decision, Draft, DraftState
from answerable.errors import Refused
from answerable.record.models import Entry
from tests.integration import factories as make
from tests.integration.factories import plain_static  # noqa: F401  a fixture

pytestmark = pytest.mark.django_db
NOON = make.NOON


@pytest.fixture
def both() -> Person:
    """Somebody who may write and clear."""
    make.body()
    return make.person("Both", Role.AUTHOR, Role.CLEARER)


@pytest.fixture
def waiting(both: Person) -> Clearance:
    """What they wrote and handed in."""
    return make.handed_in(make.saved(by=both), by=both)


def sql(statement: str, *given: object) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, given)


def decided(clearance: Clearance) -> str:
    return str(Clearance.objects.values_list("decision", flat=True).get(pk=clearance.pk))


def test_the_verb_refuses_who_wrote_it(waiting: Clearance, both: Person) -> None:
    with pytest.raises(Refused, match="another person must clear"):
        make.cleared(waiting, by=both)
    assert decided(waiting) == Decision.WAITING


def test_the_verb_refuses_who_wrote_only_the_first_of_many_versions(both: Person) -> None:
    about = make.answering()
    make.saved(about, "The first words.", by=both)
    make.saved(about, "Quite other words.")
    clearance = make.handed_in(make.saved(about, "And others still."))
    with pytest.raises(Refused, match="another person must clear"):
        make.cleared(clearance, by=both)


def test_the_page_offers_no_button_to_who_wrote_it(waiting: Clearance, both: Person) -> None:
    page = make.signed_in(both).get(f"/desk/questions/{waiting.version.draft.question.public_id}/clear/")
    assert "another person must clear it" in page.content.decode()
    assert 'name="clear"' not in page.content.decode()


def clear_by_page(waiting: Clearance, who: Person) -> int:
    """Sends what the page would send, as this person; the status of the answer."""
    browser, address = make.signed_in(who), f"/desk/questions/{waiting.version.draft.question.public_id}/clear/"
    shown = make.hidden_in(make.signed_in(make.ben()).get(address))
    sent = shown | {"clear": "1", "note": ""} | dict(make.answers_for(waiting))
    return browser.post(address, sent).status_code


def test_the_page_refuses_who_wrote_it_whatever_is_sent(waiting: Clearance, both: Person) -> None:
    assert clear_by_page(waiting, both) == 422
    assert decided(waiting) == Decision.WAITING


def test_the_same_page_lets_another_person(waiting: Clearance) -> None:
    assert clear_by_page(waiting, make.person("Dan", Role.CLEARER)) == 302
    assert Clearance.objects.get().decided_by == make.person("Dan")


CLEAR_IT = "UPDATE desk_clearance SET decision = 'cleared', decided_by_id = %s, decided_at = now() WHERE id = %s"


def test_sql_refuses_who_wrote_it(waiting: Clearance, both: Person) -> None:
    with pytest.raises(IntegrityError, match="nobody clears their own draft"):
        sql(CLEAR_IT, both.pk, waiting.pk)


def test_sql_cannot_say_that_somebody_else_wrote_it(waiting: Clearance, both: Person) -> None:
    with pytest.raises(IntegrityError, match="nobody clears their own draft"):
        sql(CLEAR_IT.replace("SET", "SET writer_ids = '{}',"), both.pk, waiting.pk)
    with pytest.raises(IntegrityError, match="never changed"):
        sql("UPDATE desk_draftversion SET written_by_id = %s", make.ada().pk)
    with pytest.raises(IntegrityError, match="never changed"):
        sql("DELETE FROM desk_draftversion")


def test_sql_cannot_bring_a_clearance_that_was_never_asked_for(waiting: Clearance) -> None:
    sql("UPDATE desk_clearance SET decision = 'void' WHERE id = %s", waiting.pk)
    copy = """INSERT INTO desk_clearance (version_id, bound_hash, cutoff_at, channel_ids, asker_count, asked_by_id,
        asked_at, reasons, decision, decided_by_id, decided_at, answered, note, writer_ids, training)
        SELECT version_id, bound_hash, cutoff_at, channel_ids, asker_count, asked_by_id, asked_at, reasons,
        'cleared', %s, now(), '{}', '', '{}', false FROM desk_clearance"""
    with pytest.raises(IntegrityError, match="asked for before it is given"):
        sql(copy, make.ben().pk)


def test_sql_cannot_call_a_draft_cleared_that_nobody_cleared(waiting: Clearance) -> None:
    with pytest.raises(IntegrityError, match="by a clearance only"):
        sql("UPDATE desk_draft SET state = 'cleared' WHERE id = %s", waiting.version.draft_id)
    assert Draft.objects.get().state == DraftState.CLEARING


@pytest.mark.parametrize("who", ["somebody who left", "somebody who may not clear"])
def test_sql_refuses_a_clearer_who_is_none(waiting: Clearance, who: str) -> None:
    gone = make.person("Gone", Role.CLEARER, active=False)
    other = gone if who == "somebody who left" else make.lin()
    with pytest.raises(IntegrityError, match="somebody who may clear"):
        sql(CLEAR_IT, other.pk, waiting.pk)


@pytest.mark.parametrize(
    "change",
    [
        "decided_by_id = asked_by_id",
        "bound_hash = repeat('0', 64)",
        "cutoff_at = now()",
        "training = true",
        "decision = 'waiting'",
        "decision = 'changes'",
    ],
)
def test_sql_cannot_change_what_was_cleared(waiting: Clearance, change: str) -> None:
    clearance = make.cleared(waiting)
    with pytest.raises(IntegrityError):
        sql(f"UPDATE desk_clearance SET {change} WHERE id = %s", clearance.pk)
    assert decided(clearance) == Decision.CLEARED


def test_sql_cannot_turn_a_no_into_a_yes(waiting: Clearance) -> None:
    sql("UPDATE desk_clearance SET decision = 'void' WHERE id = %s", waiting.pk)
    with pytest.raises(IntegrityError, match="decided once"):
        sql(CLEAR_IT, make.ben().pk, waiting.pk)


def test_without_a_body_nobody_is_in_training(waiting: Clearance, both: Person) -> None:
    Body.objects.all().delete()
    with pytest.raises(IntegrityError, match="nobody clears their own draft"):
        sql(CLEAR_IT, both.pk, waiting.pk)


@pytest.mark.parametrize("says", ["true", "false"])
def test_sql_cannot_hide_that_it_was_training(waiting: Clearance, both: Person, says: str) -> None:
    make.body(training=True)
    sql(CLEAR_IT.replace("SET", f"SET training = {says},"), both.pk, waiting.pk)
    assert Clearance.objects.get().training


def test_in_training_the_record_and_every_page_say_so(waiting: Clearance, both: Person) -> None:
    make.body(training=True)
    make.cleared(waiting, by=both)
    assert b'"training":true' in bytes(Entry.objects.get(type="answer.cleared").raw)
    address = f"/desk/questions/{waiting.version.draft.question.public_id}/"
    assert "Training mode" in make.signed_in(both).get(address).content.decode()


def test_a_yes_given_in_training_does_not_outlive_it_for_the_next_draft(waiting: Clearance, both: Person) -> None:
    make.body(training=True)
    make.cleared(waiting, by=both)
    make.body(training=False)
    other = make.handed_in(make.saved(by=both), by=both)
    acts: list[Callable[[], Any]] = [lambda: make.cleared(other, by=both), lambda: sql(CLEAR_IT, both.pk, other.pk)]
    for act in acts:
        with pytest.raises((Refused, IntegrityError)):
            act()
