"""Which rules are in force, and their editions."""

import pytest

from answerable.guidance.in_force import edition_in_force, rules_in_force
from answerable.guidance.models import Edition
from answerable.record.models import Entry
from tests.integration import factories as make

pytestmark = pytest.mark.django_db


def test_an_edition_is_published_the_first_time_it_is_met() -> None:
    body = make.body()
    first, again = (edition_in_force(at=make.NOON) for _ in range(2))
    assert first == again
    assert (first.number, first.version) == (1, rules_in_force(body).version)
    assert first.rule_count == len(rules_in_force(body).rules)
    assert Entry.objects.filter(type="rule.edition").count() == 1


def test_other_rules_are_another_edition_and_the_old_one_stays() -> None:
    body = make.body()
    uk = edition_in_force(at=make.NOON)
    type(body).objects.update(jurisdiction="ireland")
    irish = edition_in_force(at=make.NOON)
    assert (uk.number, irish.number) == (1, 2)
    assert irish.version != uk.version
    assert [one.number for one in Edition.objects.all()] == [2, 1]
