"""What changed between two editions, in sentences, rule by rule."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal

from django.utils.translation import gettext as _

from answerable.design.wording import day
from answerable.guidance.rule import Rule
from answerable.guidance.rulebook import Rulebook
from answerable.guidance.wording import FIELDS, SEVERITIES

MOST_NAMED: Final = 12
"""Words of a list that are named; the others are counted."""


@dataclass(frozen=True)
class Difference:
    """One rule that is new, gone or changed; `words` are sentences."""

    rule_id: str
    kind: Literal["new", "gone", "changed"]
    words: tuple[str, ...]


def differences(before: Rulebook, after: Rulebook) -> tuple[Difference, ...]:
    """All rules that differ, in the order of their ids; in the active language."""
    old, new = ({rule.id: rule for rule in book.rules} for book in (before, after))
    found = []
    for rule_id in sorted(old.keys() | new.keys()):
        if rule_id not in old:
            found.append(Difference(rule_id, "new", (new[rule_id].sentence,)))
        elif rule_id not in new:
            found.append(Difference(rule_id, "gone", (old[rule_id].sentence,)))
        elif words := tuple(_changes(old[rule_id], new[rule_id])):
            found.append(Difference(rule_id, "changed", words))
    return tuple(found)


def _changes(old: Rule, new: Rule) -> Iterator[str]:
    if old.sentence != new.sentence:
        yield _("It now says “%(after)s” and said “%(before)s”.") % {"after": new.sentence, "before": old.sentence}
    if old.severity != new.severity:
        yield _("What it finds now: %(after)s. Before: %(before)s.") % {
            "after": SEVERITIES[new.severity],
            "before": SEVERITIES[old.severity],
        }
    yield from _settings(old.params, new.params)
    if old.review_on != new.review_on:
        yield _("It is looked at again on %(day)s.") % {"day": day(new.review_on)}
    odd = [str(label) for name, label in FIELDS.items() if _differs(getattr(old, name), getattr(new, name))]
    if odd:
        yield _("Changed as well: %(what)s.") % {"what": "; ".join(odd)}


def _differs(old: Any, new: Any) -> bool:
    """Tuples and lists of the same things are the same: one came from a row, the other from a file."""
    return bool(_as_lists(old) != _as_lists(new))


def _as_lists(value: Any) -> Any:
    if hasattr(value, "__dataclass_fields__"):
        value = vars(value)
    if isinstance(value, Mapping):
        return {str(name): _as_lists(one) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [_as_lists(one) for one in value]
    return value if value is None or isinstance(value, str | int | float) else str(value)


def _settings(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[str]:
    for name in sorted(old.keys() | new.keys()):
        before, after = _as_lists(old.get(name)), _as_lists(new.get(name))
        if before == after:
            continue
        if isinstance(before, list | None) and isinstance(after, list | None):
            yield from _words(name, before or [], after or [])
        elif isinstance(before, dict) or isinstance(after, dict):
            yield from _words(name, _entries(before), _entries(after))
        else:
            yield _("“%(name)s” is now “%(after)s” and was “%(before)s”.") % {
                "name": name,
                "after": _("not set") if after is None else after,
                "before": _("not set") if before is None else before,
            }


def _entries(table: Any) -> list[str]:
    return [f"{word} → {plain}" for word, plain in table.items()] if isinstance(table, dict) else []


def _words(name: str, before: list[Any], after: list[Any]) -> Iterator[str]:
    for words, sentence in (
        ([one for one in after if one not in before], _("“%(name)s” has more: %(words)s.")),
        ([one for one in before if one not in after], _("“%(name)s” has no longer: %(words)s.")),
    ):
        if words:
            yield sentence % {"name": name, "words": _named(words)}
    if sorted(map(str, before)) == sorted(map(str, after)):
        yield _("“%(name)s” is in another order.") % {"name": name}


def _named(words: list[Any]) -> str:
    named = ", ".join(str(one) for one in words[:MOST_NAMED])
    rest = len(words) - MOST_NAMED
    return _("%(words)s and %(count)s others") % {"words": named, "count": rest} if rest > 0 else named
