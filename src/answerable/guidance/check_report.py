"""Says what was found in a text: lines for a person, a table for a program."""

from collections.abc import Iterator
from typing import Any, Final

from answerable.guidance.check_text import Checked, Told
from answerable.guidance.finding import Finding
from answerable.guidance.rule import Rule

MOST_QUOTED: Final = 60
_OF_FACT: Final = {"owner": "--owner", "review_on": "--review-on"}
_OUTCOMES: Final = {
    "blocked": "Nobody could clear this as it stands.",
    "look again": "Nothing stops this; look again at what is listed.",
    "nothing": "Nothing was found.",
}


def outcome_of(checked: Checked) -> str:
    """In one word or two: blocked, look again, nothing."""
    if checked.is_blocked:
        return "blocked"
    return "nothing" if checked.is_clean else "look again"


def place_of(text: str, at: int) -> tuple[int, int]:
    """Line and column of `text[at]`, both from 1, columns in characters (code points)."""
    return text.count("\n", 0, at) + 1, at - (text.rfind("\n", 0, at) + 1) + 1


def lines_of(checked: Checked, name: str) -> Iterator[str]:
    """The report for a person; each finding begins with its place, as compilers and editors write it."""
    for finding in checked.findings:
        yield from _finding_lines(checked, finding, name)
    for question in checked.raised:
        yield f"{name}: question {question.rule_id}: {question.words}"
        yield from (f"    because: {reason}" for reason in question.because)
    if checked.standing:
        yield "A second person answers as well, whatever the text:"
        yield from (f"    {question.rule_id}: {question.words}" for question in checked.standing)
    for rule, lacking in checked.unjudged:
        yield f"Not judged: {rule.id}, {rule.sentence} Give {' and '.join(_OF_FACT[one] for one in lacking)}."
    yield _OUTCOMES[outcome_of(checked)]


def _finding_lines(checked: Checked, finding: Finding, name: str) -> Iterator[str]:
    rule = checked.rules.rule(finding.rule_id)
    where = ":".join(map(str, (name, *(place_of(checked.text, finding.start) if finding.end else ()))))
    network = f" ({finding.channel})" if finding.channel else ""
    yield f"{where}: {finding.severity} {rule.id}{network}: {finding.message}"
    quote = checked.text[finding.start : finding.end]
    if quote:
        yield f"    here: {_short(quote)}"
    if finding.mend is not None:
        yield f"    mend: {_short(finding.mend) or 'take it out'}"
    yield f"    rule: {rule.sentence} [{finding.pack}]"
    yield from (f"    from: {line}" for line in _source_lines(checked, rule))


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= MOST_QUOTED else line[: MOST_QUOTED - 1] + "…"


def _source_lines(checked: Checked, rule: Rule) -> Iterator[str]:
    for source in (checked.rules.sources[key] for key in rule.sources):
        address = f" {source.addresses[0]}" if source.addresses else ""
        yield f"{source.what} ({source.noted_on.isoformat()}){address}"


def table_of(checked: Checked, told: Told, name: str) -> dict[str, Any]:
    """The report for a program: plain values that JSON can hold. `start` and `end` count characters from 0."""
    return {
        "file": name,
        "outcome": outcome_of(checked),
        "packs": list(told.packs),
        "networks": list(told.networks),
        "rules_version": checked.rules.version,
        "findings": [_finding_table(checked, finding) for finding in checked.findings],
        "questions": [
            {"rule": one.rule_id, "words": one.words, "because": list(one.because), "pack": one.pack}
            for one in (*checked.raised, *checked.standing)
        ],
        "not_judged": [{"rule": rule.id, "lacking": list(lacking)} for rule, lacking in checked.unjudged],
    }


def _finding_table(checked: Checked, finding: Finding) -> dict[str, Any]:
    rule = checked.rules.rule(finding.rule_id)
    line, column = place_of(checked.text, finding.start) if finding.end else (None, None)
    return {
        "rule": rule.id,
        "severity": finding.severity,
        "message": finding.message,
        "network": finding.channel,
        "start": finding.start,
        "end": finding.end,
        "line": line,
        "column": column,
        "words": checked.text[finding.start : finding.end],
        "mend": finding.mend,
        "sentence": rule.sentence,
        "pack": finding.pack,
        "sources": [
            {"what": source.what, "addresses": list(source.addresses), "noted_on": source.noted_on.isoformat()}
            for source in (checked.rules.sources[key] for key in rule.sources)
        ],
    }
