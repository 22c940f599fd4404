"""A rulebook as plain values that a row can keep for good, and back: an old edition needs no old release to be read."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from answerable.guidance.principles import SOURCES
from answerable.guidance.rule import Example, Rule, SourceOfRule
from answerable.guidance.rulebook import Rulebook, plain


def plain_rules(rules: Rulebook) -> dict[str, Any]:
    """All rules, and the sources that they and the principles name, as JSON can hold them."""
    named = {*SOURCES, *(key for rule in rules.rules for key in rule.sources)}
    kept = {key: source for key, source in rules.sources.items() if key in named}
    written: dict[str, Any] = plain({"rules": [vars(rule) for rule in rules.rules], "sources": kept})
    return written


def rules_from(kept: Mapping[str, Any]) -> Rulebook:
    """Reads what `plain_rules` wrote. Days within settings and examples stay texts: they are shown, not judged by."""
    return Rulebook(
        tuple(_rule(table) for table in kept.get("rules", ())),
        {key: _source(table) for key, table in kept.get("sources", {}).items()},
    )


def _rule(table: Mapping[str, Any]) -> Rule:
    fields: dict[str, Any] = {name: tuple(one) if isinstance(one, list) else one for name, one in table.items()}
    fields["examples"] = tuple(Example(one["passes"], one["text"], one["facts"]) for one in table["examples"])
    fields["review_on"] = date.fromisoformat(table["review_on"])
    return Rule(**{name: value for name, value in fields.items() if name in Rule.__dataclass_fields__})


def _source(table: Mapping[str, Any]) -> SourceOfRule:
    return SourceOfRule(table["key"], table["what"], tuple(table["addresses"]), date.fromisoformat(table["noted_on"]))
