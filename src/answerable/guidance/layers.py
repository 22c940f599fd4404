"""Lays packs of rules over each other: of two that speak of the same rule the stricter wins, and it is kept which did.

Stricter means: block over warn over ask; the smaller of two numbers called `most...`, the larger called `least...`;
lists of what is looked for add up, and lists of what is let go keep only what both let go. Otherwise the later pack.
"""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any, Final

from answerable.errors import Refused
from answerable.guidance.rule import SEVERITIES, Rule

LENIENT: Final = frozenset({"also", "except", "free_hosts", "known", "literal", "not_ours", "private_routes"})
"""Parameters that let something go."""


def layered(rules: Iterable[Rule]) -> tuple[Rule, ...]:
    """One rule for each id, in the order of ids. Raises `Refused` when two packs check the same rule differently."""
    kept: dict[str, Rule] = {}
    for rule in rules:
        earlier = kept.get(rule.id)
        kept[rule.id] = _by_own_pack(rule) if earlier is None else _stricter(earlier, rule)
    return tuple(kept[name] for name in sorted(kept))


def _by_own_pack(rule: Rule) -> Rule:
    return replace(rule, decided_by={"severity": rule.pack, **dict.fromkeys(rule.params, rule.pack)})


def _stricter(earlier: Rule, later: Rule) -> Rule:
    if (earlier.check, earlier.kind) != (later.check, later.kind):
        raise Refused(
            f"Rule {later.id} is checked by “{earlier.check}” in the pack {earlier.pack} and by “{later.check}” in "
            f"{later.pack}. Give the second another id."
        )
    params, decided_by = dict(earlier.params), dict(earlier.decided_by)
    for name, value in later.params.items():
        chosen = _stricter_value(name, params[name], value) if name in params else value
        if chosen != params.get(name):
            params[name], decided_by[name] = chosen, later.pack
    rises = SEVERITIES.index(later.severity) > SEVERITIES.index(earlier.severity)
    if rises:
        decided_by["severity"] = later.pack
    return replace(
        later if rises else earlier,
        params=params,
        decided_by=decided_by,
        question=later.question or earlier.question,
        principle=earlier.principle or later.principle,
        route=earlier.route or later.route,
        networks=tuple(dict.fromkeys((*earlier.networks, *later.networks)))
        if earlier.networks and later.networks
        else (),
        scope=tuple(name for name in earlier.scope if name in later.scope),
        sources=tuple(dict.fromkeys((*earlier.sources, *later.sources))),
        review_on=min(earlier.review_on, later.review_on),
        examples=(*earlier.examples, *later.examples),
    )


def _stricter_value(name: str, earlier: Any, later: Any) -> Any:
    if isinstance(earlier, list) and isinstance(later, list):
        if name in LENIENT:
            return [one for one in earlier if one in later]
        return list(dict.fromkeys((*earlier, *later)))
    if isinstance(earlier, dict) and isinstance(later, dict):
        return {**earlier, **later}
    if name.startswith("most"):
        return min(earlier, later)
    return max(earlier, later) if name.startswith("least") else later
