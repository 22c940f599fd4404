"""The promise: nothing is cleared by fewer or other people than its route demands, not by SQL either."""

from itertools import combinations

import pytest
from django.db import IntegrityError, connection, transaction

from answerable.desk.models import Clearance, RouteNeed
from answerable.desk.places import SignedAs
from answerable.desk.routes import Route, seats_of
from tests.integration import factories as make

pytestmark = pytest.mark.django_db
DECIDED = "The pool is closed on Mondays. The decision is on our website."
PROMISED = "We will open the pool by the end of March."
COURT = "A man was arrested at the pool. It is closed today."


@pytest.fixture(autouse=True)
def _body() -> None:
    make.body()


def waiting(text: str = make.ANSWER) -> Clearance:
    return make.handed_in(make.saved(text=text))


def signed(clearance: Clearance, seat: str) -> Clearance:
    return make.cleared(clearance, by=make.officer(seat), place=SignedAs(seat))


def sql(statement: str, *given: object) -> list[tuple[object, ...]]:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, given)
        return cursor.fetchall() if cursor.description else []


def test_the_database_knows_the_same_table() -> None:
    for many in range(len(Route) + 1):
        for routes in combinations([route.value for route in Route], many):
            [(seats,)] = sql("SELECT desk_seats(%s::text[])", list(routes))
            assert list(seats) == [seat.value for seat in seats_of(routes)], routes


CLEAR_IT = "UPDATE desk_clearance SET decision = 'cleared', decided_by_id = %s, decided_at = now() WHERE id = %s"
SIGN_IT = """INSERT INTO desk_signature (clearance_id, seat, by_id, at, bound_hash, cutoff_at, words)
    SELECT id, %s, %s, now(), bound_hash, cutoff_at, %s FROM desk_clearance WHERE id = %s"""


@pytest.mark.parametrize(
    ("text", "who"), [(DECIDED, "second"), (DECIDED, "topic_owner"), (COURT, "second"), (PROMISED, "second")]
)
def test_sql_cannot_clear_by_fewer_or_other_people(text: str, who: str) -> None:
    clearance = waiting(text)
    with pytest.raises(IntegrityError, match=r"asks for (more|other) people"):
        sql(CLEAR_IT, make.officer(who).pk, clearance.pk)


def test_sql_cannot_promise_without_an_authority() -> None:
    with pytest.raises(IntegrityError, match="says why they may"):
        sql(CLEAR_IT, make.tom().pk, waiting(PROMISED).pk)


@pytest.mark.parametrize(
    ("seat", "who", "words"),
    [("topic_owner", "second", ""), ("legal", "legal", ""), ("second", "legal", ""), ("no_such_seat", "second", "")],
)
def test_sql_cannot_sign_where_nobody_asked_them(seat: str, who: str, words: str) -> None:
    with pytest.raises(IntegrityError, match="does not ask this person"):
        sql(SIGN_IT, seat, make.officer(who).pk, words, waiting(DECIDED).pk)


def test_sql_cannot_sign_twice_or_for_oneself() -> None:
    clearance = make.handed_in(make.saved(text=DECIDED, by=make.tom()))
    with pytest.raises(IntegrityError, match="nobody signs twice"):
        sql(SIGN_IT, "topic_owner", make.tom().pk, "", clearance.pk)
    other = signed(waiting(DECIDED), "second")
    with pytest.raises(IntegrityError):
        sql(SIGN_IT, "second", make.tom().pk, "", other.pk)


@pytest.mark.parametrize(
    "statement", ["UPDATE desk_signature SET by_id = %s", "DELETE FROM desk_signature WHERE 0 < %s"]
)
def test_sql_cannot_change_a_signature(statement: str) -> None:
    signed(waiting(DECIDED), "second")
    with pytest.raises(IntegrityError, match="never changed"):
        sql(statement, make.tom().pk)


def test_sql_cannot_bring_signatures_of_other_words_together() -> None:
    clearance = signed(waiting(DECIDED), "second")
    change = CLEAR_IT.replace("SET", "SET bound_hash = repeat('0', 64),")
    with pytest.raises(IntegrityError, match="asks for more people"):
        sql(change, make.tom().pk, clearance.pk)


@pytest.mark.parametrize("change", ["routes = '{factual}'", 'left_out = \'{"legal": "x"}\'', "proposed = '{}'"])
def test_sql_cannot_lower_the_route(change: str) -> None:
    with pytest.raises(IntegrityError, match="route of a clearance is not changed"):
        sql(f"UPDATE desk_clearance SET {change} WHERE id = %s", waiting(COURT).pk)


def test_sql_cannot_take_seats_away() -> None:
    clearance = waiting(DECIDED)
    sql("UPDATE desk_clearance SET seats = '{}' WHERE id = %s", clearance.pk)
    clearance.refresh_from_db()
    assert clearance.seats == ["second", "topic_owner"]


COPY = """INSERT INTO desk_clearance (version_id, bound_hash, cutoff_at, channel_ids, asker_count, asked_by_id,
    asked_at, reasons, decision, answered, note, writer_ids, training, routes, proposed, left_out, seats)
    SELECT version_id, bound_hash, cutoff_at, channel_ids, asker_count, asked_by_id, asked_at, reasons,
    'waiting', '{}', '', '{}', false, %s::text[], proposed, '{}', '{}' FROM desk_clearance"""


@pytest.mark.parametrize(
    ("routes", "why"),
    [
        ("{factual}", "says why"),
        ("{legal,crisis}", "no crisis was declared"),
        ("{legal,reuse}", "standing answer"),
        ("{}", "known"),
        ("{legal,other}", "known"),
    ],
)
def test_sql_cannot_ask_on_a_route_that_does_not_hold(routes: str, why: str) -> None:
    sql("UPDATE desk_clearance SET decision = 'void' WHERE id = %s", waiting(COURT).pk)
    with pytest.raises(IntegrityError, match=why):
        sql(COPY, routes)


def test_sql_cannot_pass_by_a_switch() -> None:
    clearance = waiting()
    RouteNeed.objects.create(draft=clearance.version.draft, route=Route.LEGAL, why="Inquest.", at=make.NOON)
    with pytest.raises(IntegrityError, match="needs another route"):
        sql(CLEAR_IT, make.ben().pk, clearance.pk)
