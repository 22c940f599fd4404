"""Reads rules from a file of data and refuses what nobody could stand behind: no source, no example, no such check."""

import tomllib
from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from answerable.errors import Refused
from answerable.guidance.rule import PRINCIPLES, ROUTES, SEVERITIES, Example, Rule, SourceOfRule
from answerable.pure.checks.catalogue import CHECKS, GATES
from answerable.pure.checks.conditions import CONDITIONS

_FIELDS: Final = frozenset(Rule.__dataclass_fields__) - {"pack", "examples", "decided_by"} | {"passes", "fails"}
_REQUIRED: Final = ("id", "kind", "sentence", "severity", "scope", "sources", "review_on")


def parse_sources(text: str, file_name: str) -> dict[str, SourceOfRule]:
    """The sources in a file, by key. Raises `Refused`."""
    found = {}
    for key, table in _toml(text, file_name).items():
        noted_on = table.get("noted_on") if isinstance(table, Mapping) else None
        if not isinstance(noted_on, date) or not table.get("what"):
            raise Refused(f"{file_name}, source {key}: it needs “what” and “noted_on”, a day. Add them.")
        found[key] = SourceOfRule(key, table["what"], tuple(table.get("addresses", ())), noted_on)
    return found


def parse_rules(text: str, file_name: str, sources: Mapping[str, SourceOfRule]) -> tuple[Rule, ...]:
    """The rules in a file named after its pack ("law-privacy.toml" is of the pack law).

    Raises `Refused` with the file, the rule and what to mend.
    """
    pack = file_name.removesuffix(".toml").split("-", maxsplit=1)[0]
    rules = tuple(
        parse_rule(table, pack, f"{file_name}, rule {table.get('id', '?')}", sources)
        for table in _tables(text, file_name)
    )
    names = [rule.id for rule in rules]
    double = next((name for name in names if names.count(name) > 1), None)
    if double:
        raise Refused(f"{file_name}, rule {double}: it stands there twice. Take one out.")
    return rules


def parse_rule(table: Mapping[str, Any], pack: str, where: str, sources: Mapping[str, SourceOfRule]) -> Rule:
    """One rule from its table, the fields of `Rule` with examples under `passes` and `fails`.

    Raises `Refused`, with `where` it stands and what to mend.
    """
    rule = _rule(table, pack, where)
    _has_sources(rule, where, sources)
    _is_checked(rule, where)
    _has_examples(rule, where)
    return rule


def _toml(text: str, file_name: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as problem:
        raise Refused(f"{file_name} is not a readable rule file: {problem}. Mend that line.") from problem


def _tables(text: str, file_name: str) -> list[dict[str, Any]]:
    tables = _toml(text, file_name).get("rule", [])
    if not isinstance(tables, list) or not tables:
        raise Refused(f"{file_name} holds no rules. Begin each with [[rule]].")
    return tables


def _rule(table: Mapping[str, Any], pack: str, where: str) -> Rule:
    missing = next((name for name in _REQUIRED if not table.get(name)), None)
    if missing:
        raise Refused(f"{where}: “{missing}” is missing. Add it.")
    strange = next((name for name in table if name not in _FIELDS), None)
    if strange:
        raise Refused(f"{where}: a rule has no “{strange}”. Take it out or correct its name.")
    _has_known_words(table, where)
    fields: dict[str, Any] = {name: tuple(value) if isinstance(value, list) else value for name, value in table.items()}
    passes, fails = fields.pop("passes", ()), fields.pop("fails", ())
    examples = (*(_example(one, passes=True) for one in passes), *(_example(one, passes=False) for one in fails))
    return Rule(pack=pack, examples=examples, **fields)


def _has_known_words(table: Mapping[str, Any], where: str) -> None:
    if table["severity"] not in SEVERITIES:
        raise Refused(f"{where}: “{table['severity']}” is no severity. Use block, warn or ask.")
    if table["kind"] not in ("draft", "gate"):
        raise Refused(f"{where}: “{table['kind']}” is no kind of rule. Use draft or gate.")
    if not isinstance(table["review_on"], date):
        raise Refused(f"{where}: “review_on” is not a day. Write it as 2027-05-21, without quotes.")
    if table.get("principle", "") not in ("", *PRINCIPLES):
        raise Refused(f"{where}: “{table['principle']}” is no principle. Use one of: {', '.join(PRINCIPLES)}.")
    if table.get("route", "") not in ("", *ROUTES):
        raise Refused(f"{where}: “{table['route']}” is no route. Use one of: {', '.join(ROUTES)}.")
    for name in (*table["scope"], *table.get("ask_when", "all").split(" or ")):
        if name not in CONDITIONS and name != "found":
            raise Refused(f"{where}: “{name}” is no known condition. Use one of: {', '.join(sorted(CONDITIONS))}.")


def _example(table: Mapping[str, Any], *, passes: bool) -> Example:
    facts = {name: value for name, value in table.items() if name != "text"}
    return Example(passes, table.get("text", ""), facts)


def _has_sources(rule: Rule, where: str, sources: Mapping[str, SourceOfRule]) -> None:
    unknown = next((key for key in rule.sources if key not in sources), None)
    if unknown:
        raise Refused(f"{where}: source {unknown} is not in the list of sources. Add it there first.")


def _is_checked(rule: Rule, where: str) -> None:
    if not rule.check and not rule.question:
        raise Refused(f"{where}: it has neither a check nor a question. Name one.")
    if rule.severity == "ask" and not rule.question:
        raise Refused(f"{where}: it asks, but has no question. Write the question the second person answers.")
    if not rule.check:
        return
    entry = (CHECKS if rule.kind == "draft" else GATES).get(rule.check)
    if entry is None:
        raise Refused(f"{where}: there is no check called “{rule.check}”. Use a name from the catalogue.")
    missing = next((name for name in entry.needs if name not in rule.params), None)
    if missing:
        raise Refused(f"{where}: the check “{rule.check}” needs “{missing}”. Add it under params.")


def _has_examples(rule: Rule, where: str) -> None:
    for wanted, word in ((True, "passes"), (False, "fails")):
        if not any(example.passes is wanted for example in rule.examples):
            raise Refused(f"{where}: there is no example that {word}. Add one, so that the rule is tested.")
    if rule.kind == "gate" and rule.check:
        facts = GATES[rule.check].facts
        lacking = next((name for example in rule.examples for name in facts if name not in _told(example)), None)
        if lacking:
            raise Refused(f"{where}: an example lacks the fact “{lacking}”. Add it.")


def _told(example: Example) -> Mapping[str, Any]:
    return {"text": example.text, **example.facts}
