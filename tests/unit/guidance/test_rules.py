"""Every rule that comes with the product proves itself by its own examples."""

import json
from collections import Counter
from datetime import date

import pytest

from answerable.guidance.example import draft_from
from answerable.guidance.rule import PRINCIPLES, Example, Rule
from answerable.guidance.rulebook import PACKS_OF, Finding, Rulebook, judge, judge_gate, load_rulebook

BOOK = load_rulebook()
CHECKED = [
    pytest.param(rule, example, id=f"{rule.pack}-{rule.id}-{'passes' if example.passes else 'fails'}-{n}")
    for rule in BOOK.rules
    if rule.check
    for n, example in enumerate(rule.examples)
]


def findings_of(rule: Rule, example: Example) -> tuple[Finding, ...]:
    alone = Rulebook((rule,), BOOK.sources)
    table = {"text": example.text, **example.facts}
    return judge_gate(rule.id, table, alone) if rule.kind == "gate" else judge(draft_from(table), alone).findings


@pytest.mark.parametrize(("rule", "example"), CHECKED)
def test_an_example_passes_or_fails_as_it_says(rule: Rule, example: Example) -> None:
    assert bool(findings_of(rule, example)) is not example.passes


@pytest.mark.parametrize(("rule", "example"), [one for one in CHECKED if not one.values[1].passes])
def test_what_fails_is_explained_in_a_sentence_with_its_place(rule: Rule, example: Example) -> None:
    for finding in findings_of(rule, example):
        assert finding.message[-1] in ".?"
        assert "!" not in finding.message
        assert 0 <= finding.start <= finding.end <= max(len(example.text), 0)


@pytest.mark.parametrize(("rule", "example"), [one for one in CHECKED if not one.values[1].passes])
def test_a_mend_removes_its_finding(rule: Rule, example: Example) -> None:
    for finding in findings_of(rule, example):
        if finding.mend is None:
            continue
        text = example.text[: finding.start] + finding.mend + example.text[finding.end :]
        left = findings_of(rule, Example(passes=True, text=text, facts=example.facts))
        assert (finding.message, finding.start) not in [(one.message, one.start) for one in left]


def test_all_84_rules_are_there_and_none_is_strange() -> None:
    assert len({rule.id for rule in BOOK.rules}) == 84
    assert Counter(rule.kind for rule in {rule.id: rule for rule in BOOK.rules}.values()) == {"draft": 60, "gate": 24}


def test_every_rule_has_a_sentence_a_source_and_a_day_of_review() -> None:
    for rule in BOOK.rules:
        assert rule.sentence.endswith(".")
        assert rule.sources
        assert rule.review_on > date(2026, 11, 21)


def test_every_source_that_is_named_is_told_with_its_day() -> None:
    assert {key for rule in BOOK.rules for key in rule.sources} <= set(BOOK.sources)
    assert all(source.what and source.noted_on for source in BOOK.sources.values())


@pytest.mark.parametrize("name", PACKS_OF)
def test_each_kind_of_body_gets_one_rule_for_each_id(name: str) -> None:
    ids = [rule.id for rule in BOOK.for_packs(PACKS_OF[name]).rules]
    assert len(ids) == len(set(ids)) == len(json.loads(json.dumps(ids)))


def test_from_the_uk_to_ireland_the_rules_change_as_the_guidance_does() -> None:
    central = {rule.id for rule in BOOK.for_packs(PACKS_OF["uk-central"]).rules}
    ireland = {rule.id for rule in BOOK.for_packs(PACKS_OF["ireland"]).rules}
    assert {"PD-03", "LNG-01"} <= ireland - central
    assert "PAR-01" in central - ireland
    assert BOOK.for_packs(PACKS_OF["ireland"]).rule("PD-05").params["kinds"] == ["postcode", "Eircode"]


def test_every_rule_stands_under_one_of_the_six_principles() -> None:
    assert {rule.principle for rule in BOOK.rules} == set(PRINCIPLES)
