"""Rules are read, refused, layered and judged by."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from answerable.errors import Refused
from answerable.guidance.example import draft_from
from answerable.guidance.layers import layered
from answerable.guidance.rule import Rule
from answerable.guidance.rule_file import parse_rules, parse_sources
from answerable.guidance.rulebook import PACKS_OF, Finding, Rulebook, judge, judge_gate, load_rulebook
from answerable.pure.checks.draft import Draft

SOURCES = parse_sources(
    '[S1]\nwhat = "A page"\naddresses = ["https://a.example"]\nnoted_on = 2026-11-21\n', "sources.toml"
)
GOOD = """
[[rule]]
id = "A-01"
kind = "draft"
sentence = "Short sentences."
severity = "warn"
scope = ["all"]
check = "sentence length"
params = { most = 5 }
sources = ["S1"]
review_on = 2027-05-21
passes = [{ text = "One two three." }]
fails = [{ text = "One two three four five six." }]
"""


def read(text: str, name: str = "own.toml") -> tuple[Rule, ...]:
    return parse_rules(text, name, SOURCES)


def test_a_rule_is_read_with_its_pack_from_the_name_of_the_file() -> None:
    assert [(rule.id, rule.pack) for rule in read(GOOD, "law-privacy.toml")] == [("A-01", "law")]


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("sentence length", "sentence lenght", "there is no check called “sentence lenght”"),
        ("params = { most = 5 }", "", "needs “most”"),
        ('passes = [{ text = "One two three." }]', "", "no example that passes"),
        ('fails = [{ text = "One two three four five six." }]', "", "no example that fails"),
        ('["S1"]', '["S9"]', "source S9 is not in the list"),
        ('sources = ["S1"]', "", "“sources” is missing"),
        ('"warn"', '"stop"', "is no severity"),
        ('"warn"', '"ask"', "has no question"),
        ('"draft"', '"letter"', "is no kind of rule"),
        ("2027-05-21", '"soon"', "is not a day"),
        ('["all"]', '["sometimes"]', "no known condition"),
        ('check = "sentence length"', "", "neither a check nor a question"),
        ("review_on", "colour = 1\nreview_on", "has no “colour”"),
    ],
)
def test_a_rule_nobody_could_stand_behind_is_refused_with_its_file_and_name(old: str, new: str, says: str) -> None:
    with pytest.raises(Refused, match=says) as refused:
        read(GOOD.replace(old, new))
    assert refused.value.reason.startswith("own.toml, rule A-01: ")


@pytest.mark.parametrize(
    ("text", "says"), [("[[rule", "not a readable rule file"), ("a = 1", "holds no rules"), (GOOD + GOOD, "twice")]
)
def test_a_file_that_cannot_be_read_is_refused(text: str, says: str) -> None:
    with pytest.raises(Refused, match=says):
        read(text)


@pytest.mark.parametrize("text", ["S1 = 5", '[S1]\nwhat = "A page"', "[S1]\nnoted_on = 2026-11-21"])
def test_a_source_without_its_day_or_name_is_refused(text: str) -> None:
    with pytest.raises(Refused, match="source S1"):
        parse_sources(text, "sources.toml")


def test_an_example_of_a_gate_must_tell_all_facts() -> None:
    gate = GOOD.replace('"draft"', '"gate"').replace("sentence length", "abuse").replace("params = { most = 5 }", "")
    with pytest.raises(Refused, match="lacks the fact “is_abusive”"):
        read(gate)


def test_of_two_packs_the_stricter_wins_and_it_is_known_which() -> None:
    mild = read(GOOD, "body.toml")
    strict = read(GOOD.replace('"warn"', '"block"').replace("most = 5", "most = 9"), "law.toml")
    rule = Rulebook((*mild, *strict)).for_packs(["body", "law"]).rule("A-01")
    assert (rule.severity, rule.params["most"]) == ("block", 5)
    assert rule.decided_by == {"severity": "law", "most": "body"}


def test_a_later_pack_that_is_stricter_in_a_number_decides_it() -> None:
    rules = (*read(GOOD, "body.toml"), *read(GOOD.replace("most = 5", "most = 3"), "team.toml"))
    assert layered(rules)[0].decided_by == {"severity": "body", "most": "team"}


def test_lists_of_what_is_looked_for_add_up_and_lists_of_exceptions_shrink() -> None:
    cues = GOOD.replace("sentence length", "cues")
    one = read(
        cues.replace(
            "{ most = 5 }", '{ phrases = ["a"], message = "m", except = ["x", "y"], least_n = 1, t = {a = 1} }'
        ),
        "a.toml",
    )
    two = read(
        cues.replace("{ most = 5 }", '{ phrases = ["b"], message = "n", except = ["y"], least_n = 2, t = {b = 2} }'),
        "b.toml",
    )
    params = layered((*one, *two))[0].params
    assert params == {"phrases": ["a", "b"], "message": "n", "except": ["y"], "least_n": 2, "t": {"a": 1, "b": 2}}


def test_one_rule_checked_in_two_ways_is_refused() -> None:
    other = read(GOOD.replace("sentence length", "capitals"), "b.toml")
    with pytest.raises(Refused, match="Give the second another id"):
        layered((*read(GOOD, "a.toml"), *other))


def test_a_rule_for_all_networks_stays_one_when_layered_over_one_for_some() -> None:
    some = read(GOOD.replace("check =", 'networks = ["x"]\ncheck ='), "a.toml")
    assert layered((*some, *read(GOOD, "b.toml")))[0].networks == ()


def test_an_unknown_pack_or_rule_is_refused() -> None:
    with pytest.raises(Refused, match="no pack of rules called “mars”"):
        load_rulebook().for_packs(["mars"])
    with pytest.raises(Refused, match="no rule Z-99"):
        load_rulebook().rule("Z-99")


def test_the_version_changes_with_any_word_and_with_nothing_else() -> None:
    book, changed = Rulebook(read(GOOD)), Rulebook(read(GOOD.replace("Short sentences.", "Shorter sentences.")))
    assert book.version == Rulebook(read(GOOD)).version != changed.version


def test_the_same_draft_is_always_judged_the_same() -> None:
    book = load_rulebook().for_packs(PACKS_OF["uk-local"])
    table = {"text": "We WILL TACKLE it by Friday 5 March 2026 :) call 07700 900123", "owner": "Bins"}
    assert judge(draft_from(table), book) == judge(draft_from(table), book)


def test_a_judgement_says_whether_it_blocks_and_by_which_version() -> None:
    book = Rulebook(read(GOOD.replace('"warn"', '"block"')))
    judged = judge(draft_from({"text": "One two three four five six."}), book)
    assert judged.is_blocked
    assert judged.rulebook_version == book.version
    assert not judge(draft_from({"text": "One."}), book).is_blocked


def test_a_bodys_own_rule_judges_like_any_other() -> None:
    book = load_rulebook().with_rules(read(GOOD)).for_packs(["generic", "own"])
    found = judge(draft_from({"text": "One two three four five six."}), book).findings
    assert [(one.start, one.end, one.pack) for one in found if one.rule_id == "A-01"] == [(0, 28, "own")]


def test_a_rule_for_one_network_looks_only_at_its_variants() -> None:
    book = Rulebook(read(GOOD.replace("check =", 'networks = ["x"]\ncheck =')))
    long = "One two three four five six."
    here = {"text": "One.", "variants": [{"network": "x", "text": long}, {"network": "bluesky", "text": long + " So."}]}
    assert [one.channel for one in judge(draft_from(here), book).findings] == ["x"]
    assert judge(draft_from({"text": long}), book).findings == ()


def test_questions_are_put_with_what_raised_them() -> None:
    book = load_rulebook().for_packs(PACKS_OF["uk-central"])
    questions = {one.rule_id: one for one in judge(draft_from({"text": "We will open a new fund."}), book).questions}
    assert "promise" in questions["PAR-04"].because[0]
    assert questions["PLE-05"].because == ()
    assert "IMP-05" not in questions
    assert "LEG-06" not in questions


def test_in_a_crisis_the_tone_is_always_asked_about() -> None:
    book = load_rulebook().for_packs(PACKS_OF["uk-central"])
    asked = {crisis: judge(draft_from({"text": "Stay inside.", "crisis": crisis}), book) for crisis in (False, True)}
    assert {crisis: "TON-01" in {one.rule_id for one in said.questions} for crisis, said in asked.items()} == {
        False: False,
        True: True,
    }


def test_an_emoji_is_asked_about_wherever_it_stands() -> None:
    book = load_rulebook().for_packs(PACKS_OF["uk-central"])
    said = judge(draft_from({"text": "The pool is open. 🏊", "variants": [{"network": "bluesky"}]}), book)
    assert "ACC-05" in {one.rule_id for one in said.questions}


def test_names_only_ask_in_quiet_times_and_block_before_an_election() -> None:
    book = load_rulebook().for_packs(PACKS_OF["uk-central"])
    keeps: dict[str, object] = {"politicians": ["Jo Bloggs"]}
    period = {"title": "Election", "starts_on": date(2026, 11, 1), "ends_on": date(2026, 12, 1)}
    for periods, severity in (([], "ask"), ([period], "block")):
        judged = judge(draft_from({"text": "Jo Bloggs came.", "keeps": {**keeps, "periods": periods}}), book)
        assert {one.severity for one in judged.findings if one.rule_id == "IMP-01"} == {severity}


def test_a_gate_is_not_opened_by_what_it_was_not_told() -> None:
    with pytest.raises(Refused, match="without: is_abusive, senior_note"):
        judge_gate("TON-03", {}, load_rulebook())


def test_a_gate_for_a_person_is_not_decided_by_a_machine() -> None:
    with pytest.raises(Refused, match="not decided by a machine"):
        judge_gate("PRE-07", {}, load_rulebook())


@pytest.mark.parametrize(
    "table", [{"txet": "Hello"}, {"text": "a", "keeps": {"colour": "red"}}, {"text": "a", "keeps": 5}]
)
def test_a_table_that_is_no_draft_is_refused(table: dict[str, object]) -> None:
    with pytest.raises(Refused, match="cannot be made"):
        draft_from(table)


PIECES = (
    "we will DRAFT £45 5 March 2027 Friday 31 February https://www.gov.uk/a http://10.0.0.1/x #bincollection #a 🎉 🎉 "
    "𝗼𝗽𝗲𝗻 FOI (FOI) IMPORTANT NEWS key robust . ! \n 07700 900123 [insert :) Mary Murphy i think arrested ’ “ ” 20 "
    "working days % -"
)
WORDS = st.sampled_from(PIECES.split(" "))
RULES = load_rulebook().for_packs(["generic", "law", "central", "local", "wales", "ireland"])


@settings(max_examples=60, deadline=None)
@given(st.one_of(st.text(max_size=200), st.lists(WORDS, max_size=30).map(" ".join)))
def test_any_text_is_judged_with_places_inside_it_and_mends_that_mend(text: str) -> None:
    before = judge(draft_from({"text": text, "variants": [{"network": "bluesky"}]}), RULES).findings
    assert all(0 <= one.start <= one.end <= len(text) for one in before)
    for one in before:
        if one.mend is not None and one.rule_id in ("ACC-04", "ACC-06", "PLE-03"):
            mended = text[: one.start] + one.mend + text[one.end :]
            after = judge(draft_from({"text": mended, "variants": [{"network": "bluesky"}]}), RULES).findings
            assert count_of(one.rule_id, after) < count_of(one.rule_id, before)


def count_of(rule_id: str, findings: tuple[Finding, ...]) -> int:
    return sum(one.rule_id == rule_id for one in findings)


def test_a_draft_has_a_day_and_no_period_of_its_own() -> None:
    draft = Draft("Hello", datetime(2026, 11, 23, 9, tzinfo=UTC))
    assert (draft.today.isoformat(), draft.period) == ("2026-11-23", None)


def test_the_files_of_rules_hold_no_tabs() -> None:
    folder = Path(__file__).parents[3] / "src/answerable/guidance/rules"
    assert not [path.name for path in folder.glob("*.toml") if "\t" in path.read_text("utf-8")]
