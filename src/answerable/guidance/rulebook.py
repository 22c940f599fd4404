"""The rulebook: packs of rules, chosen and layered for one body, and how they judge a draft or a gate's facts."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from importlib import resources
from typing import Any, Final

import rfc8785

from answerable.errors import Refused
from answerable.guidance.finding import ClearerQuestion, Finding, Judgement
from answerable.guidance.layers import layered
from answerable.guidance.rule import Rule, SourceOfRule
from answerable.guidance.rule_file import parse_rules, parse_sources
from answerable.pure.checks.catalogue import CHECKS, GATES
from answerable.pure.checks.conditions import CONDITIONS
from answerable.pure.checks.draft import Draft, Facts, Spot

__all__ = ["PACKS_OF", "ClearerQuestion", "Finding", "Judgement", "Rulebook", "judge", "judge_gate", "load_rulebook"]

PACKS_OF: Final[Mapping[str, tuple[str, ...]]] = {
    "uk-central": ("generic", "law", "central"),
    "uk-local": ("generic", "law", "local"),
    "wales": ("generic", "law", "local", "wales"),
    "ireland": ("generic", "law", "ireland"),
    "generic": ("generic", "law"),
}
"""Which packs a kind of body in a country uses; a body's own pack comes on top."""

_SOURCES_FILE: Final = "sources.toml"


@dataclass(frozen=True)
class Rulebook:
    """Rules with their sources. `version` changes with any word of any of them."""

    rules: tuple[Rule, ...]
    sources: Mapping[str, SourceOfRule] = field(default_factory=dict)

    def for_packs(self, packs: Iterable[str]) -> "Rulebook":
        """The rules of `packs`, layered in that order: the stricter wins. Raises `Refused` for an unknown pack."""
        wanted = tuple(packs)
        there = {rule.pack for rule in self.rules}
        missing = next((pack for pack in wanted if pack not in there), None)
        if missing is not None:
            raise Refused(f"There is no pack of rules called “{missing}”. Use some of: {', '.join(sorted(there))}.")
        rules = (rule for pack in wanted for rule in self.rules if rule.pack == pack)
        return Rulebook(layered(rules), self.sources)

    def with_rules(self, rules: Iterable[Rule]) -> "Rulebook":
        """Adds further rules, such as a body's own pack, before layering."""
        return Rulebook((*self.rules, *rules), self.sources)

    def rule(self, rule_id: str) -> Rule:
        """The rule of that id. Raises `Refused`."""
        found = next((rule for rule in self.rules if rule.id == rule_id), None)
        if found is None:
            raise Refused(f"There is no rule {rule_id} in this rulebook. Look it up in the list of rules.")
        return found

    @cached_property
    def version(self) -> str:
        """SHA-256 (hex) over the rules and sources in canonical JSON (RFC 8785)."""
        whole = {"rules": [plain(vars(rule)) for rule in self.rules], "sources": plain(dict(self.sources))}
        return hashlib.sha256(rfc8785.dumps(whole)).hexdigest()


def plain(value: Any) -> Any:
    """`value` as JSON can hold it: days as text, values of ours as tables."""
    if hasattr(value, "__dataclass_fields__"):
        value = vars(value)
    if isinstance(value, Mapping):
        return {str(name): plain(one) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [plain(one) for one in value]
    return value if value is None or isinstance(value, str | bool | int | float) else str(value)


@lru_cache(maxsize=1)
def load_rulebook() -> Rulebook:
    """The packs that come with the product, not layered. Raises `Refused` when a file was spoilt."""
    folder = resources.files("answerable.guidance") / "rules"
    sources = parse_sources((folder / _SOURCES_FILE).read_text("utf-8"), _SOURCES_FILE)
    names = sorted(entry.name for entry in folder.iterdir() if entry.name.endswith(".toml"))
    rules = (
        rule
        for name in names
        if name != _SOURCES_FILE
        for rule in parse_rules((folder / name).read_text("utf-8"), name, sources)
    )
    return Rulebook(tuple(rules), sources)


def judge(draft: Draft, rulebook: Rulebook) -> Judgement:
    """Every draft rule that applies, in the order of rules and of the text; the same input gives the same judgement."""
    findings: list[Finding] = []
    questions: list[ClearerQuestion] = []
    holds = {name: is_so(draft) for name, is_so in CONDITIONS.items()}
    for rule in rulebook.rules:
        if rule.kind != "draft" or not all(holds[name] for name in rule.scope):
            continue
        found = _look(draft, rule)
        findings += found
        asked = any(found if name == "found" else holds[name] for name in rule.ask_when.split(" or "))
        if rule.question and asked:
            because = tuple(dict.fromkeys(finding.message for finding in found))
            questions.append(ClearerQuestion(rule.id, rule.question, because, _pack(rule)))
    return Judgement(tuple(findings), tuple(questions), rulebook.version)


def judge_gate(rule_id: str, facts: Facts, rulebook: Rulebook) -> tuple[Finding, ...]:
    """What the gate says of `facts`; nothing means it is open. Raises `Refused` for a fact that was not given."""
    rule = rulebook.rule(rule_id)
    gate = GATES.get(rule.check)
    if rule.kind != "gate" or gate is None:
        raise Refused(f"Rule {rule_id} is not decided by a machine. Put its question to a person.")
    lacking = [name for name in gate.facts if name not in facts]
    if lacking:
        raise Refused(f"Rule {rule_id} cannot be judged without: {', '.join(lacking)}. Give these facts.")
    return _findings(rule, gate.look(facts, rule.params))


def _look(draft: Draft, rule: Rule) -> tuple[Finding, ...]:
    if not rule.check:
        return ()
    if rule.networks:
        draft = replace(draft, variants=tuple(one for one in draft.variants if one.network in rule.networks))
        if not draft.variants:
            return ()
    return _findings(rule, CHECKS[rule.check].look(draft, rule.params))


def _findings(rule: Rule, spots: Iterable[Spot]) -> tuple[Finding, ...]:
    pack = _pack(rule)
    found = (
        Finding(
            rule.id, spot.severity or rule.severity, spot.message, spot.start, spot.end, spot.mend, spot.channel, pack
        )
        for spot in spots
    )
    return tuple(sorted(dict.fromkeys(found), key=lambda one: (one.channel, one.start, one.end, one.message)))


def _pack(rule: Rule) -> str:
    return rule.decided_by.get("severity", rule.pack)
