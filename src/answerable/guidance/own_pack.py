"""A body's own pack: rules it adds, shipped rules it makes stricter, and how both are laid over what is shipped."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache
from typing import Any, Final

from answerable.errors import Refused
from answerable.guidance.example import draft_from
from answerable.guidance.own_settings import check_settings
from answerable.guidance.rule import SEVERITIES, Example, Rule, SourceOfRule
from answerable.guidance.rule_file import parse_rule
from answerable.guidance.rulebook import Rulebook, judge, load_rulebook
from answerable.pure.checks.draft import Severity

PACK: Final = "own"
OWN_ID: Final = re.compile(r"OWN-\d{2,4}")


@dataclass(frozen=True)
class OwnPack:
    """`rules` are tables as a form fills them; `stricter` is the severity that the body gives a shipped rule."""

    rules: tuple[Mapping[str, Any], ...] = ()
    stricter: Mapping[str, Severity] = field(default_factory=dict)

    @property
    def plain(self) -> dict[str, Any]:
        """As a row keeps it."""
        return {"rules": [dict(table) for table in self.rules], "stricter": dict(self.stricter)}

    def rule(self, rule_id: str) -> Mapping[str, Any] | None:
        """The body's own rule of that id."""
        return next((table for table in self.rules if table["id"] == rule_id), None)

    def with_rule(self, table: Mapping[str, Any]) -> "OwnPack":
        """Adds a rule, or puts it in the place of the one with its id."""
        others = tuple(one for one in self.rules if one["id"] != table["id"])
        return replace(self, rules=tuple(sorted((*others, table), key=lambda one: str(one["id"]))))

    def without(self, rule_id: str) -> "OwnPack":
        """Takes out a rule of its own, or lets a shipped one be as severe as it was shipped."""
        rules = tuple(one for one in self.rules if one["id"] != rule_id)
        return OwnPack(rules, {name: kept for name, kept in self.stricter.items() if name != rule_id})

    def with_stricter(self, rule_id: str, severity: Severity) -> "OwnPack":
        """Gives a shipped rule a severity."""
        return replace(self, stricter={**self.stricter, rule_id: severity})


def pack_of(plain: Mapping[str, Any]) -> OwnPack:
    """Reads what `OwnPack.plain` wrote; an empty table is an empty pack."""
    return OwnPack(tuple(plain.get("rules", ())), dict(plain.get("stricter", {})))


@dataclass(frozen=True)
class Laid:
    """The rules of a body, its own pack on top. `unusable`: what this release cannot use of its own, and why."""

    rules: Rulebook
    unusable: tuple[tuple[str, str], ...] = ()


def lay_over(packs: tuple[str, ...], own: OwnPack) -> Laid:
    """The shipped rules of `packs` with the body's own on top, the stricter winning."""
    return _laid(packs, json.dumps(own.plain, sort_keys=True))


@lru_cache(maxsize=16)
def _laid(packs: tuple[str, ...], written: str) -> Laid:
    """Parsed once a process for each state of the pack: every save of a draft asks for it."""
    own, shipped = pack_of(json.loads(written)), load_rulebook()
    unusable: list[tuple[str, str]] = []
    rules: list[Rule] = []
    sources = dict(shipped.sources)
    for table in own.rules:
        try:
            rule, source = read_own_rule(table)
        except Refused as refused:
            unusable.append((str(table.get("id", "")), refused.reason))
        else:
            rules.append(rule)
            sources[source.key] = source
    rules += _stricter(own.stricter, [rule for pack in packs for rule in shipped.rules if rule.pack == pack])
    named = (*packs, PACK) if rules else packs
    return Laid(Rulebook((*shipped.rules, *rules), sources).for_packs(named), tuple(unusable))


def _stricter(severities: Mapping[str, Severity], shipped: Iterable[Rule]) -> Iterator[Rule]:
    """What changes nothing but the severity; the packs of another kind of body may not have the rule at all."""
    known = {rule.id: rule for rule in shipped if rule.check}
    for rule_id, severity in severities.items():
        if rule_id in known:
            yield replace(known[rule_id], pack=PACK, severity=severity, params={}, question="", sources=(), examples=())


def read_own_rule(table: Mapping[str, Any]) -> tuple[Rule, SourceOfRule]:
    """The rule and its source from a table of the body's own. Raises `Refused` with what to mend."""
    where = f"Rule {table.get('id', '')}"
    if not OWN_ID.fullmatch(str(table.get("id", ""))):
        raise Refused(f"{where}: a rule of your own is called OWN- and a number. Give it such a name.")
    given = table.get("source") or {}
    if not str(given.get("what", "")).strip():
        raise Refused(f"{where}: say where it comes from: a decision, a page, a person's advice.")
    try:
        noted_on, review_on = date.fromisoformat(given["noted_on"]), date.fromisoformat(table["review_on"])
    except (KeyError, TypeError, ValueError) as problem:
        raise Refused(f"{where}: a day is missing or is none. Write it as 2027-05-21.") from problem
    address = str(given.get("address", "")).strip()
    if address and not re.match(r"https?://\S+$", address):
        raise Refused(f"{where}: the address of its source is no web address. Begin it with https:// or leave it out.")
    source = SourceOfRule(str(table["id"]), str(given["what"]).strip(), (address,) if address else (), noted_on)
    fields = {name: value for name, value in table.items() if name != "source" and value not in ("", [], {}, None)}
    rule = parse_rule(
        fields | {"kind": "draft", "review_on": review_on, "sources": [source.key]}, PACK, where, {source.key: source}
    )
    check_settings(rule.params, where)
    return rule, source


def faults_of(rule: Rule) -> Iterator[str]:
    """What is wrong with the examples, each run against its rule; a question to a person cannot be run."""
    for example in rule.examples if rule.check else ():
        found = judge(draft_from(_table(rule, example)), Rulebook((rule,))).findings
        if bool(found) is example.passes:
            word = "pass, but it fails" if example.passes else "fail, but it passes"
            yield f"{rule.id}: the example “{example.text}” should {word}. Change the rule or the example."


def _table(rule: Rule, example: Example) -> dict[str, Any]:
    """An example in words alone goes to a network where the rule looks only at what does."""
    table = {"text": example.text, **example.facts}
    if ("social" in rule.scope or rule.networks) and "variants" not in table:
        table["variants"] = [{"network": network} for network in rule.networks or ("bluesky",)]
    return table


def may_be_made_stricter(rule: Rule, severity: str) -> bool:
    """Whether `severity` is known and above the rule's own, and the rule is one a machine decides."""
    known = rule.kind == "draft" and bool(rule.check) and severity in SEVERITIES
    return known and SEVERITIES.index(severity) > SEVERITIES.index(rule.severity)
