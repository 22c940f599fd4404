"""The reference tells of every check that a rule may name, so that a rule of one's own can be written from it."""

from pathlib import Path

from answerable.guidance.wording import SCOPES
from answerable.pure.checks.catalogue import CHECKS
from answerable.pure.checks.conditions import CONDITIONS

REFERENCE = Path(__file__).parents[3] / "docs/reference/rules.md"


def test_every_check_is_in_the_reference() -> None:
    told = REFERENCE.read_text("utf-8")
    assert [name for name in CHECKS if f"| {name} |" not in told] == []


def test_every_condition_has_words() -> None:
    assert CONDITIONS.keys() == SCOPES.keys()
