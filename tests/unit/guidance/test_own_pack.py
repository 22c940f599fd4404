"""A body's own pack: what a rule of one's own may hold, how it is laid over the shipped ones, how it proves itself."""

from typing import Any

import pytest

from answerable.errors import Refused
from answerable.guidance.differences import differences
from answerable.guidance.example import draft_from
from answerable.guidance.own_pack import OwnPack, faults_of, lay_over, may_be_made_stricter, pack_of, read_own_rule
from answerable.guidance.rulebook import PACKS_OF, judge, load_rulebook
from tests.integration.guidance.made_rules import own_rule

UK = PACKS_OF["uk-local"]


def with_params(check: str, **params: Any) -> dict[str, Any]:
    return own_rule(check=check, params=params)


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ({"id": "PD-07"}, "is called OWN- and a number"),
        ({"id": "OWN-x"}, "is called OWN- and a number"),
        ({"source": {"what": " ", "noted_on": "2025-05-01"}}, "say where it comes from"),
        ({"source": {"what": "A page"}}, "a day is missing"),
        ({"review_on": "soon"}, "a day is missing or is none"),
        ({"check": "mind reading"}, "no check called “mind reading”"),
        ({"passes": []}, "no example that passes"),
        ({"fails": []}, "no example that fails"),
        ({"sentence": ""}, "“sentence” is missing"),
        ({"principle": "profit"}, "is no principle"),
        ({"severity": "ask"}, "has no question"),
        ({"colour": "red"}, "has no “colour”"),
    ],
)
def test_a_rule_nobody_could_stand_behind_is_refused(more: dict[str, Any], says: str) -> None:
    with pytest.raises(Refused, match=says):
        read_own_rule(own_rule(**more))


@pytest.mark.parametrize(
    "table",
    [
        with_params("sentence length", most="five"),
        with_params("sentence length", most=True),
        with_params("sentence length", most=-1),
        with_params("cues", phrases="one", message="Found."),
        with_params("cues", phrases=[5], message="Found."),
        with_params("cues", phrases=["x"] * 2_001, message="Found."),
        with_params("cues", phrases=["one"], message="{words.__class__} found."),
        with_params("cues", phrases=["one"], message="{words!r:>9} found."),
        with_params("cues", phrases=["one"], message="{other} found."),
        with_params("cues", phrases=["one"], message="{words found."),
        with_params("cues", phrases=["one"], message="No stop"),
        with_params("avoided words", instead={"one": 1}),
        with_params("avoided words", instead=[]),
        with_params("names from lists", lists=["periods"], message="Found."),
        with_params("personal data", kinds=["shoe size"]),
        with_params("capitals", known=["UK"], colour="red"),
        with_params("names from lists", lists=["parties"], message="Found.", in_period="loud"),
    ],
)
def test_a_setting_that_no_check_could_use_is_refused_before_it_meets_a_draft(table: dict[str, Any]) -> None:
    with pytest.raises(Refused, match=r"Correct it|Take it out"):
        read_own_rule(table)


def test_every_setting_of_the_shipped_rules_may_be_used_in_ones_own() -> None:
    for rule in load_rulebook().rules:
        if rule.kind == "draft" and rule.check:
            read_own_rule(own_rule(check=rule.check, params=dict(rule.params)))


@pytest.mark.parametrize(
    ("more", "count"),
    [
        ({}, 0),
        ({"fails": [{"text": "Fine."}, {"text": "Tarnbrook Borough"}]}, 1),
        ({"passes": [{"text": "Tarnbrook Borough"}]}, 1),
        ({"scope": ["social"]}, 0),
        ({"networks": ["x"]}, 0),
        ({"check": "", "params": {}, "severity": "ask", "question": "Is it ours?"}, 0),
    ],
)
def test_examples_are_run_against_their_rule(more: dict[str, Any], count: int) -> None:
    assert len(list(faults_of(read_own_rule(own_rule(**more))[0]))) == count


def test_what_a_row_keeps_is_read_back() -> None:
    own = OwnPack().with_rule(own_rule()).with_stricter("PLE-01", "block")
    assert pack_of(own.plain) == own
    assert pack_of({}) == OwnPack()
    assert own.without("OWN-01").without("PLE-01") == OwnPack()


def test_changing_a_rule_puts_it_in_the_place_of_the_former() -> None:
    own = OwnPack().with_rule(own_rule(id="OWN-02")).with_rule(own_rule()).with_rule(own_rule(sentence="Anew."))
    assert next((one["id"], one["sentence"]) for one in own.rules) == ("OWN-01", "Anew.")
    assert len(own.rules) == 2


def test_a_rule_that_this_release_cannot_use_is_left_out_and_told() -> None:
    laid = lay_over(UK, OwnPack((own_rule(check="mind reading"), own_rule(id="OWN-02"))))
    assert [name for name, _why in laid.unusable] == ["OWN-01"]
    assert {"OWN-02"} == {rule.id for rule in laid.rules.rules if rule.pack == "own"}


def test_a_stricter_severity_for_a_rule_of_another_kind_of_body_waits() -> None:
    assert (
        lay_over(UK, OwnPack().with_stricter("LNG-01", "block")).rules.version == lay_over(UK, OwnPack()).rules.version
    )


def test_without_a_pack_of_its_own_the_rules_are_the_shipped_ones() -> None:
    assert lay_over(UK, OwnPack()).rules.version == load_rulebook().for_packs(UK).version


def test_a_rule_of_ones_own_finds_and_names_its_pack() -> None:
    book = lay_over(UK, OwnPack().with_rule(own_rule())).rules
    found = [one for one in judge(draft_from({"text": "Tarnbrook Borough."}), book).findings if one.pack == "own"]
    assert [(one.rule_id, one.message) for one in found] == [
        ("OWN-01", "“Tarnbrook Borough” is our old name. Write Tarnbrook Council.")
    ]
    assert book.sources["OWN-01"].what == "Decision of the council"


def test_only_what_a_machine_decides_is_made_stricter() -> None:
    book = load_rulebook().for_packs(UK)
    assert may_be_made_stricter(book.rule("PLE-01"), "block")
    assert not may_be_made_stricter(book.rule("PLE-01"), "warn")
    assert not may_be_made_stricter(book.rule("PLE-05"), "block")
    assert not may_be_made_stricter(book.rule("CH-06"), "block")


def test_differences_are_told_in_sentences() -> None:
    before = lay_over(UK, OwnPack().with_rule(own_rule(id="OWN-02"))).rules
    changed = own_rule(
        id="OWN-02",
        sentence="Another.",
        review_on="2028-05-01",
        params={"phrases": ["Tarnbrook Town"], "message": "Not “{words}”."},
        networks=["x"],
    )
    after = lay_over(UK, OwnPack().with_rule(own_rule()).with_rule(changed).with_stricter("PLE-01", "block")).rules
    told = {one.rule_id: one for one in differences(before, after)}
    assert (told["OWN-01"].kind, told["OWN-01"].words) == ("new", ("The old name of the council is not used.",))
    assert told["PLE-01"].words[0] == "What it finds now: must be mended. Before: needs a reason."
    assert told["OWN-02"].words == (
        "It now says “Another.” and said “The old name of the council is not used.”.",
        "“message” is now “Not “{words}”.” and was ““{words}” is our old name. Write Tarnbrook Council.”.",
        "“phrases” has more: Tarnbrook Town.",
        "“phrases” has no longer: Tarnbrook Borough.",
        "It is looked at again on 1 May 2028.",
        "Changed as well: the networks it is for.",
    )
    assert [one.kind for one in differences(after, before) if one.rule_id == "OWN-01"] == ["gone"]
    assert differences(after, after) == ()


def test_lists_and_tables_are_compared_word_by_word() -> None:
    def book(check: str, **params: Any) -> Any:
        return lay_over(UK, OwnPack().with_rule(with_params(check, **params))).rules

    longer = differences(
        book("links shortened", sites=["a", "b"]), book("links shortened", sites=[f"s{n}" for n in range(14)])
    )
    assert longer[0].words[0].endswith("s11 and 2 others.")
    turned = differences(book("links shortened", sites=["a", "b"]), book("links shortened", sites=["b", "a"]))
    assert turned[0].words == ("“sites” is in another order.",)
    table = differences(book("avoided words", instead={"a": "b"}), book("avoided words", instead={"a": "c"}))
    assert table[0].words == ("“instead” has more: a → c.", "“instead” has no longer: a → b.")
