"""How long a process may take, by the calendar of each place."""

from datetime import date

import pytest

from answerable.pure.sense.clocks import acknowledge_by, due_on
from answerable.pure.sense.sign import Kind


@pytest.mark.parametrize(
    ("kind", "received", "where", "due"),
    [
        (Kind.FOI, date(2026, 9, 1), "uk-local", date(2026, 9, 29)),
        # Good Friday, Easter Monday and, for information alone, St Patrick's Day in Northern Ireland.
        (Kind.FOI, date(2026, 3, 16), "uk-local", date(2026, 4, 16)),
        (Kind.MEMBER, date(2026, 3, 16), "uk-local", date(2026, 4, 15)),
        (Kind.FOI, date(2026, 3, 16), "ireland", date(2026, 4, 15)),
        (Kind.FOI, date(2026, 12, 24), "generic", date(2027, 1, 21)),
        (Kind.DATA, date(2027, 1, 31), "uk-local", date(2027, 3, 1)),
        (Kind.DATA, date(2026, 12, 15), "generic", date(2027, 1, 15)),
        (Kind.PRESS, date(2026, 6, 5), "uk-local", date(2026, 6, 8)),
        (Kind.COMPLAINT, date(2026, 6, 1), "uk-local", date(2026, 6, 22)),
    ],
)
def test_the_answer_is_due(kind: Kind, received: date, where: str, due: date) -> None:
    assert due_on(kind, received, where) == due


def test_only_a_complaint_is_acknowledged_by_a_day() -> None:
    assert acknowledge_by(Kind.COMPLAINT, date(2026, 6, 1), "uk-local") == date(2026, 6, 8)
    assert acknowledge_by(Kind.FOI, date(2026, 6, 1), "uk-local") is None
