"""Findings as the page shows them, and what two people left different."""

from itertools import chain

from answerable.desk.shown import MOST_COMPARED, MOST_QUOTED, changes, shown
from answerable.guidance.rulebook import load_rulebook

TEXT = "We will definitely fix the roof."
RULES = load_rulebook()


def finding(severity: str, *, channel: str = "", mend: str | None = None) -> dict[str, object]:
    return {"rule_id": "PLE-03", "severity": severity, "start": 8, "end": 18, "channel": channel, "mend": mend}


def test_the_worst_comes_first_and_keeps_its_number() -> None:
    rows = shown([finding("ask"), finding("warn"), finding("block"), finding("fine")], TEXT, RULES)
    assert [(row["severity"], row["number"]) for row in rows] == [("block", 2), ("warn", 1), ("ask", 0), ("fine", 3)]


def test_a_finding_quotes_the_place_it_is_about() -> None:
    assert shown([finding("warn")], TEXT, RULES)[0]["quote"] == "definitely"
    assert len(shown([finding("warn") | {"start": 0, "end": 900}], "x" * 900, RULES)[0]["quote"]) == MOST_QUOTED


def test_a_finding_about_a_channels_reply_quotes_nothing_and_is_not_mended_here() -> None:
    row = shown([finding("block", channel="Square", mend="")], TEXT, RULES)[0]
    assert (row["quote"], row["mendable"]) == ("", False)


def test_only_a_mechanical_mend_is_offered() -> None:
    assert shown([finding("warn", mend="")], TEXT, RULES)[0]["mendable"]
    assert not shown([finding("warn")], TEXT, RULES)[0]["mendable"]


def test_a_finding_leads_to_where_its_rule_was_taken_from() -> None:
    row = shown([finding("warn")], TEXT, RULES)[0]
    assert row["source"]
    assert row["source_href"] == "/rules/#PLE-03"


def test_a_finding_of_a_rule_that_is_no_longer_ours_has_no_source() -> None:
    assert "source" not in shown([finding("warn") | {"rule_id": "OLD-99"}], TEXT, RULES)[0]


def words(text: str, short_text: str = "", sources: str = "") -> dict[str, str]:
    return {"text": text, "short_text": short_text, "sources": sources, "language": "en"}


def test_only_what_differs_is_shown_and_nothing_is_lost() -> None:
    [change] = changes(words("One day later.", "Later."), words("Two days later.", "Later."))
    assert change.label == "Answer"
    assert "".join(part.text for part in change.parts if part.kind != "added") == "One day later."
    assert "".join(part.text for part in change.parts if part.kind != "removed") == "Two days later."


def test_each_field_has_its_own_change() -> None:
    found = changes(words("a", "b", "c"), words("a", "x", "y"))
    assert [one.label for one in found] == ["Short form", "Sources"]


def test_long_texts_are_shown_whole_one_after_the_other() -> None:
    before, after = "a " * MOST_COMPARED, "b " * MOST_COMPARED
    [change] = changes(words(before), words(after))
    assert list(chain.from_iterable((part.kind, part.text) for part in change.parts)) == [
        "removed",
        before,
        "added",
        after,
    ]
