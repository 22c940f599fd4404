"""A text judged without a desk: what may be read, what is told beside it, where things are found, what is said."""

import codecs
from datetime import UTC, date, datetime

import pytest

from answerable.errors import Refused
from answerable.guidance.check_report import lines_of, outcome_of, place_of, table_of
from answerable.guidance.check_text import Checked, Told, check_text, read_lists, read_text
from answerable.guidance.usual_limits import USUAL, usual_variants
from answerable.pure.checks.draft import Keeps

NOW = datetime(2026, 11, 28, 16, tzinfo=UTC)


def check(text: str, **told: object) -> Checked:
    return check_text(text, Told(**told), at=NOW)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "raw",
    [
        "Mae’r pwll ar agor.\nDewch.".encode(),
        codecs.BOM_UTF8 + "Mae’r pwll ar agor.\r\nDewch.".encode(),
        "Mae’r pwll ar agor.\rDewch.".encode("utf-16"),
        codecs.BOM_UTF16_BE + "Mae’r pwll ar agor.\r\nDewch.".encode("utf-16-be"),
    ],
)
def test_a_text_is_read_as_programs_save_it(raw: bytes) -> None:
    assert read_text(raw) == "Mae’r pwll ar agor.\nDewch."


@pytest.mark.parametrize(
    ("raw", "says"),
    [
        (b"", "no text here"),
        (b" \n\t\r\n", "no text here"),
        (codecs.BOM_UTF8, "no text here"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + b"\xff" * 90_000, "not a plain text"),
        (b"caf\xe9 is open", "not a text in UTF-8"),
        (b"open\x1b[31m", "not a plain text"),
        (b"\xff\xfea", "not a text in UTF-8"),
        (b"a" * 20_001, "longer than 20,000"),
        (("é" * 60_000).encode()[:80_005], "longer than 20,000"),
    ],
)
def test_what_is_no_text_is_refused(raw: bytes, says: str) -> None:
    with pytest.raises(Refused, match=says):
        read_text(raw)


def test_the_longest_text_is_read() -> None:
    assert len(read_text(("🎉" * 20_000).encode())) == 20_000


def test_a_finding_is_where_it_stands_in_the_file() -> None:
    checked = check("\n\n  The pool is open.\nAsk 🎉 on 07700 900123.\n")
    phone = next(one for one in checked.findings if one.rule_id == "PD-07")
    assert checked.text[phone.start : phone.end] == "07700 900123"
    assert place_of(checked.text, phone.start) == (4, 10)


def test_what_is_found_is_told_in_the_order_of_the_text() -> None:
    found = check("We WILL help. Call 07700 900123 on 31 February.", networks=("bluesky",)).findings
    assert [one.start for one in found] == sorted(one.start for one in found)


def test_each_network_counts_in_its_own_way() -> None:
    long = "bin " * 80  # 319 characters
    over = {one.channel for one in check(long, networks=("bluesky", "x", "mastodon", "x")).findings if one.channel}
    assert over == {"bluesky", "x"}


def test_a_network_or_pack_that_is_not_known_names_those_that_are() -> None:
    with pytest.raises(Refused, match=r"“myspace”. Use some of: bluesky, email, facebook"):
        check("Open.", networks=("myspace",))
    with pytest.raises(Refused, match=r"“mars”. Use some of: generic, ireland, uk-central"):
        check("Open.", packs=("mars",))


def test_every_usual_limit_has_its_day() -> None:
    assert all(rule.most > 0 and day.year >= 2026 for rule, day in USUAL.values())
    assert usual_variants((), "Open.") == ()


def test_several_packs_are_laid_over_each_other() -> None:
    text = "Mae 6433435F yn rhif."
    assert {one.rule_id for one in check(text, packs=("wales", "ireland")).findings} >= {"PD-03"}
    assert "PD-03" not in {one.rule_id for one in check(text, packs=("wales",)).findings}


def test_what_only_a_desk_can_tell_is_not_held_against_the_text() -> None:
    checked = check("The pool is open to all.", owner="Leisure")
    assert (outcome_of(checked), [rule.id for rule, _ in checked.unjudged]) == ("nothing", ["FAC-06"])
    assert "Give --review-on." in "\n".join(lines_of(checked, "a.txt"))


def test_what_is_told_is_judged() -> None:
    told = {"owner": "Leisure", "review_on": date(2026, 1, 1)}
    checked = check("The pool is open to all.", **told)
    assert [one.rule_id for one in checked.findings] == ["FAC-06"]
    assert (outcome_of(checked), checked.unjudged) == ("blocked", ())


def test_a_source_answers_for_a_number() -> None:
    assert outcome_of(check("A bin costs £45.")) == "look again"
    assert outcome_of(check("A bin costs £45.", sources=("https://www.gov.uk/bins",))) == "nothing"


def test_standing_questions_are_asked_but_find_no_fault() -> None:
    checked = check("The pool is open to all.")
    assert "PLE-05" in {one.rule_id for one in checked.standing}
    assert checked.is_clean


def test_a_bodys_own_lists_let_its_own_numbers_pass() -> None:
    keeps = read_lists('phones = ["0113 496 0000"]\nemail_domains = ["leeds.gov.uk"]')
    text = "Call 0113 496 0000 or write to bins@leeds.gov.uk."
    assert outcome_of(check(text)) == "blocked"
    assert outcome_of(check(text, keeps=keeps)) == "nothing"
    assert read_lists("") == Keeps()


@pytest.mark.parametrize(
    ("lists", "says"),
    [
        ("phones = [", "cannot be read"),
        ('colours = ["red"]', "no list called “colours”"),
        ("phones = 5", "not a list of texts"),
        ("phones = [5]", "not a list of texts"),
        ('periods = ["May"]', "no list called “periods”"),
    ],
)
def test_lists_that_cannot_be_used_are_refused(lists: str, says: str) -> None:
    with pytest.raises(Refused, match=says):
        read_lists(lists)


def test_the_report_says_place_severity_rule_message_mend_and_source() -> None:
    lines = list(lines_of(check("Open now.\nSee http://www.gov.uk/bins"), "a.txt"))
    at = lines.index("a.txt:2:5: block FAC-02: This link is not secure. Use https.")
    assert lines[at + 1 : at + 3] == ["    here: http://www.gov.uk/bins", "    mend: https://www.gov.uk/bins"]
    assert lines[at + 3].startswith("    rule: Links are over https")
    assert lines[at + 4].startswith("    from: Propriety checklist 2013 (copy) (2026-11-21) https://")
    assert lines[-1] == "Nobody could clear this as it stands."


def test_a_finding_about_the_whole_has_no_place() -> None:
    lines = list(lines_of(check("Open to all.", owner="", review_on=date(2027, 1, 1)), "a.txt"))
    assert lines[0].startswith("a.txt: block FAC-06: Nobody owns this answer.")


def test_a_long_stretch_is_cut_in_the_lines_and_whole_in_the_table() -> None:
    text = "The pool is " + "very " * 30 + "open."
    checked, told = check(text), Told()
    assert any(line.endswith("…") for line in lines_of(checked, "a.txt"))
    assert table_of(checked, told, "a.txt")["findings"][0]["words"] == text


def test_the_table_holds_all_that_a_program_needs() -> None:
    told = Told(networks=("x",), packs=("uk-central",))
    table = table_of(check_text("We launch a new fund.", told, at=NOW), told, "a.txt")
    finding = table["findings"][0]
    assert (table["outcome"], table["networks"], finding["rule"], finding["line"]) == ("look again", ["x"], "PAR-01", 1)
    assert finding["sources"][0].keys() == {"what", "addresses", "noted_on"}
    assert {one["rule"] for one in table["questions"]} >= {"PAR-01", "PLE-05"}
    assert table["not_judged"] == [{"rule": "FAC-06", "lacking": ["owner", "review_on"]}]
