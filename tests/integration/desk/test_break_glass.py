"""Breaking the glass: one person lets it out at once, never the writer; another looks afterwards, and it is loud."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from answerable.answers.correct import open_correction
from answerable.answers.models import Answer, AnswerVersion
from answerable.answers.plan import publish_cleared
from answerable.desk.advise import ask_advice
from answerable.desk.break_glass import break_glass, look_again
from answerable.desk.clear import bind
from answerable.desk.looks import looks_owed, overdue_count
from answerable.desk.models import Clearance, Decision, SecondLook
from answerable.desk.need_route import need_route
from answerable.desk.places import SignedAs
from answerable.desk.routes import Route
from answerable.desk.write import save_draft
from answerable.errors import Refused
from answerable.jobs import clock
from answerable.record.models import Entry
from tests.integration import factories as make

pytestmark = pytest.mark.django_db
NOON = make.NOON
DAY = timedelta(hours=24)
COURT = "A man was arrested at the pool. It is closed today."


def waiting() -> Clearance:
    return make.handed_in(make.saved(text=COURT))


def broken(clearance: Clearance | None = None, **given: object) -> SecondLook:
    clearance = clearance or waiting()
    _posts, _askers, seen = bind(clearance.version, cutoff=NOON)
    values = {"reason": "The road is flooding now.", "by": make.tom(), "at": NOON}
    return break_glass(clearance=clearance, seen_hash=seen, cutoff=NOON, **values | given)


def looked(look: SecondLook, outcome: str = "stands", **given: object) -> SecondLook:
    return look_again(look=look, outcome=outcome, **{"words": "It is true.", "by": make.ben(), "at": NOON} | given)


def test_one_person_lets_it_out_whatever_the_route_asks_for() -> None:
    clearance = waiting()
    ask_advice(draft=clearance.version.draft, why="May we?", by=make.ada(), at=NOON)
    broken(clearance)
    assert publish_cleared(at=NOON) == 1
    assert AnswerVersion.objects.get().cleared_by == make.tom()


def test_a_switch_that_was_turned_does_not_hold_it() -> None:
    clearance = make.handed_in()
    broken(clearance)
    need_route(draft=clearance.version.draft, route=Route.ELECTION, why="Elections.", at=NOON)
    assert publish_cleared(at=NOON) == 1


def test_not_without_a_reason_nor_by_anybody_nor_ones_own_words() -> None:
    for refused, given in (
        ("why it cannot wait", {"reason": " "}),
        ("topic owner or a crisis lead", {"by": make.ben()}),
        ("Something changed", {"seen_hash": "x"}),
    ):
        clearance = waiting()
        values = {"seen_hash": bind(clearance.version, cutoff=NOON)[2], "reason": "Now.", "by": make.tom()} | given
        with pytest.raises(Refused, match=refused):
            break_glass(clearance=clearance, cutoff=NOON, at=NOON, **values)
    own = make.handed_in(make.saved(by=make.tom()))
    with pytest.raises(Refused, match="another person must let it out"):
        broken(own)
    assert not SecondLook.objects.exists()


def test_the_record_has_it_without_the_reason() -> None:
    look = broken()
    looked(look)
    kinds = ["answer.glass", "answer.looked"]
    entries = Entry.objects.filter(type__in=kinds).order_by("pk")
    assert [one.type for one in entries] == kinds
    assert not any(b"flooding" in bytes(one.raw) for one in entries)


@pytest.mark.parametrize(("who", "why"), [("tom", "let it out"), ("ada", "roles"), ("lin", "roles")])
def test_another_person_takes_the_second_look(who: str, why: str) -> None:
    with pytest.raises(Refused, match=why):
        looked(broken(), by=getattr(make, who)())


def test_it_is_taken_once_and_in_words() -> None:
    look = broken()
    for outcome, words in (("stands", " "), ("perhaps", "It is true.")):
        with pytest.raises(Refused, match="whether it stands"):
            looked(look, outcome, words=words)
    looked(look)
    with pytest.raises(Refused, match="meanwhile"):
        looked(look)


def test_it_is_owed_until_taken_and_loud_once_overdue() -> None:
    look = broken()
    assert (len(looks_owed()), overdue_count(at=NOON), overdue_count(at=NOON + DAY)) == (1, 0, 1)
    looked(look)
    assert (len(looks_owed()), overdue_count(at=NOON + DAY)) == (0, 0)


def test_found_wrong_it_stays_loud_until_a_correction_is_cleared() -> None:
    look = broken()
    publish_cleared(at=NOON)
    looked(look, "correct", words="It was a woman.")
    assert overdue_count(at=NOON) == 1
    draft = open_correction(answer=Answer.objects.get(), kind="correction", by=make.ada(), at=NOON)
    words = {"text": "The pool is closed today.", "short_text": "", "sources": "", "language": "en"}
    version = save_draft(draft=draft, based_on=0, by=make.ada(), at=NOON, **words)
    make.cleared(make.handed_in(version))
    assert overdue_count(at=NOON) == 0


def test_lines_that_a_crisis_lead_cleared_alone_are_owed_a_look_too() -> None:
    version = make.saved()
    need_route(draft=version.draft, route=Route.CRISIS, why="Flood.", at=NOON)
    make.cleared(make.handed_in(version), by=make.officer("crisis_lead"), place=SignedAs(words="Lines 3"))
    assert (SecondLook.objects.get().is_glass, overdue_count(at=NOON + DAY)) == (False, 1)


# the database


def sql(statement: str, *given: object) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, given)


TAKEN_BY_WHO_LET_IT_OUT = """UPDATE desk_secondlook SET (by_id, at, outcome, words)
    = (SELECT decided_by_id, now(), 'stands', 'Yes.' FROM desk_clearance)"""
CLEAR_IT = "UPDATE desk_clearance SET decision = 'cleared', decided_by_id = %s, decided_at = now() WHERE id = %s"


@pytest.mark.parametrize(("who", "why"), [("ben", "topic owner or a crisis lead"), ("ada", "their own draft")])
def test_sql_cannot_break_it_as_somebody_who_may_not(who: str, why: str) -> None:
    clearance = waiting()
    SecondLook.objects.create(clearance=clearance, is_glass=True, reason="Now.", due_at=NOON)
    with pytest.raises(IntegrityError, match=why):
        sql(CLEAR_IT, getattr(make, who)().pk, clearance.pk)


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE desk_secondlook SET due_at = now()",
        "UPDATE desk_secondlook SET reason = 'Other'",
        "DELETE FROM desk_secondlook",
        TAKEN_BY_WHO_LET_IT_OUT,
    ],
)
def test_sql_cannot_take_the_second_look_away(change: str) -> None:
    broken()
    with pytest.raises(IntegrityError):
        sql(change)


def test_sql_cannot_owe_a_look_to_what_is_out_already() -> None:
    clearance = make.cleared()
    with pytest.raises(IntegrityError, match="before the words are out"), transaction.atomic():
        SecondLook.objects.create(clearance=clearance, is_glass=True, reason="Now.", due_at=NOON)


# the pages


def test_the_pages_publish_badge_warn_and_look() -> None:
    clearance = waiting()
    question = clearance.version.draft.question
    tom, ben = make.signed_in(make.tom()), make.signed_in(make.ben())
    address = f"/desk/questions/{question.public_id}/at-once/"
    hidden = make.hidden_in(tom.get(address))
    assert tom.post(address, hidden | {"note": ""}).status_code == 422
    assert tom.post(address, {"note": "Flood."}).status_code == 422
    assert tom.post(address, hidden | {"note": "Flood."}).status_code == 302
    assert Clearance.objects.get().decision == Decision.CLEARED
    assert "Published at once by Tom alone" in ben.get(f"/desk/questions/{question.public_id}/").content.decode()
    look = SecondLook.objects.get()
    assert "Flood." in ben.get("/desk/second-looks/").content.decode()
    page = f"/desk/second-looks/{look.pk}/"
    assert ben.post(page, {"outcome": "stands", "words": ""}).status_code == 422
    assert ben.post(page, {"outcome": "withdraw", "words": "Wrong pool."}).status_code == 302
    assert "overdue for its second look, or to be mended" in ben.get("/desk/").content.decode()


def test_overdue_it_stands_on_every_page_of_the_desk() -> None:
    broken()  # long ago, as the pages' clock has it
    assert clock.now() > NOON + DAY
    assert "A second look is overdue" in make.signed_in(make.lin()).get("/desk/").content.decode()
