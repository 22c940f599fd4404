"""Whose signatures a draft needs, by what is in it."""

import pytest

from answerable.accounts.roles import MAY, Act, Role
from answerable.desk.routes import FILLED_BY, SEATS, Route, Seat, open_seats, seats_for, seats_of, words_wanted
from answerable.pure.ledger.routes import DEMANDED


@pytest.mark.parametrize(
    ("routes", "seats"),
    [
        (["reuse"], ["second"]),
        (["factual"], ["second"]),
        (["decision"], ["second", "topic_owner"]),
        (["commitment"], ["topic_owner"]),
        (["new-policy"], ["press", "private_office"]),
        (["election"], ["propriety"]),
        (["legal"], ["legal"]),
        (["crisis"], ["crisis_lead"]),
        (["commitment", "legal"], ["topic_owner", "legal"]),
        (["decision", "commitment"], ["second", "topic_owner"]),
        (["reuse", "election"], ["second", "propriety"]),
        (["legal", "election", "crisis"], ["crisis_lead"]),
    ],
)
def test_a_draft_needs_everybody_whom_any_of_its_routes_demands(routes: list[str], seats: list[str]) -> None:
    assert [seat.value for seat in seats_of(routes)] == seats


def test_no_route_is_without_a_signature_and_no_place_without_a_role_that_may_clear() -> None:
    assert all(SEATS[route] for route in Route)
    assert all(FILLED_BY[seat] and FILLED_BY[seat] <= MAY[Act.CLEAR] for seat in Seat)


def test_the_private_office_comes_after_the_press_office() -> None:
    assert open_seats(["new-policy"], []) == (Seat.PRESS,)
    assert open_seats(["new-policy"], ["press"]) == (Seat.PRIVATE_OFFICE,)
    assert open_seats(["new-policy"], ["press", "private_office"]) == ()


def test_whoever_could_sign_in_two_places_is_offered_the_more_particular_first() -> None:
    both = (Seat.SECOND, Seat.OWNER)
    assert seats_for([Role.TOPIC_OWNER], both) == (Seat.OWNER, Seat.SECOND)
    assert seats_for([Role.CLEARER], both) == (Seat.SECOND,)
    assert seats_for([Role.LISTENER, Role.ADMINISTRATOR], tuple(Seat)) == ()


def test_who_promises_says_by_what_authority_and_a_crisis_lead_by_which_lines() -> None:
    assert "authority" in words_wanted(["commitment"], Seat.OWNER)
    assert "agreed lines" in words_wanted(["crisis"], Seat.CRISIS_LEAD)
    assert words_wanted(["decision"], Seat.OWNER) == words_wanted(["legal"], Seat.LEGAL) == ""


def test_a_reader_of_the_record_checks_by_the_same_table() -> None:
    assert {route: {seat.value.replace("_", "-") for seat in seats} for route, seats in SEATS.items()} == DEMANDED
