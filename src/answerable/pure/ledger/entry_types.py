"""What an entry may say: one line a type, and the strict tokens that leave no room for words or names of people.

A line reads `type: "field:kind field:kind?" | texts`; `?` marks what may be absent. The texts are the names that may be
disclosed beside the entry. To add a type, add its line here and, where it has a duty, its rule in `process`.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

MOST_COUNT = 10**12

_ID = re.compile(r"[a-z][a-z0-9]{0,15}_[A-Za-z0-9]{4,64}|[a-z0-9]+(?:-[a-z0-9]+)*", re.ASCII)
_CODE = re.compile(r"[A-Za-z][A-Za-z0-9_-]{0,31}", re.ASCII)
_HASH = re.compile(r"[0-9a-f]{64}", re.ASCII)
_PERSON = re.compile(r"p_[a-z2-7]{26}", re.ASCII)
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)
_DIGEST = re.compile(r"[A-Za-z0-9_-]{43}", re.ASCII)
MOST_ID_CHARACTERS = 80

_COMMON = "v:version on:day about:id? _sd:digests? _sd_alg:digest_kind?"
_TABLE = {
    "body.named": "body:id | name address",
    "channel.opened": "channel:id network:code | name address objective",
    "channel.closed": "channel:id reason:code | notice",
    "post.counts": "channel:id first_on:day last_on:day received:count deleted:count? |",
    "question.opened": "question:id asked:count? channels:ids? | title text",
    "question.merged": "question:id into:id asked:count? by:person? | title",
    "question.split": "question:id out_of:id asked:count? by:person? | title text",
    "question.triaged": "question:id outcome:code reason:code? until:day? by:person? | note",
    "answer.drafted": "answer:id question:id version:count by:person |",
    "answer.cleared": "answer:id version:count by:person edition:id? asked:count? channels:ids? training:flag? |",
    "answer.published": "answer:id question:id version:count asked:count channels:ids? language:code? training:flag? "
    "| title text sources address",
    "answer.corrected": "answer:id version:count reason:code training:flag? | title text sources note",
    "answer.withdrawn": "answer:id version:count reason:code | notice",
    "delivery.summary": "answer:id version:count asked:count told:count untold:count |",
    "rule.edition": "edition:id digest:hash rules:count | name",
    "disclosure.removed": "entry:hash count:count reason:code |",
    "key.rotated": "key:hash former:hash |",
}


def _is_day(value: object) -> bool:
    if not isinstance(value, str) or not _DAY.fullmatch(value):
        return False
    try:
        date.fromisoformat(value)
    except ValueError:
        return False
    return True


def _is_id(value: object) -> bool:
    return isinstance(value, str) and len(value) <= MOST_ID_CHARACTERS and _ID.fullmatch(value) is not None


def _matches(pattern: re.Pattern[str], value: object) -> bool:
    return isinstance(value, str) and pattern.fullmatch(value) is not None


def _are_digests(value: object) -> bool:
    if not isinstance(value, list) or not value:
        return False
    return all(_matches(_DIGEST, each) for each in value) and value == sorted(set(value))


KINDS: dict[str, Callable[[object], bool]] = {
    "id": _is_id,
    "ids": lambda value: isinstance(value, list) and all(map(_is_id, value)),
    "code": lambda value: _matches(_CODE, value),
    "hash": lambda value: _matches(_HASH, value),
    "person": lambda value: _matches(_PERSON, value),
    "day": _is_day,
    "count": lambda value: type(value) is int and 0 <= value <= MOST_COUNT,
    "flag": lambda value: type(value) is bool,
    "version": lambda value: type(value) is int and value == 1,
    "digests": _are_digests,
    "digest_kind": lambda value: value == "sha-256",
}


@dataclass(frozen=True)
class EntryType:
    """The fields a type must and may have, each with its kind, and the names of its texts."""

    required: frozenset[str]
    fields: dict[str, str]
    texts: frozenset[str]


def _read_line(line: str) -> EntryType:
    fields, _, texts = line.partition("|")
    pairs = [field.split(":") for field in f"{_COMMON} {fields}".split()]
    required = frozenset(["type", *(name for name, kind in pairs if not kind.endswith("?"))])
    return EntryType(required, {name: kind.rstrip("?") for name, kind in pairs}, frozenset(texts.split()))


ENTRY_TYPES = {name: _read_line(line) for name, line in _TABLE.items()}


def check_fields(entry: dict[str, object]) -> EntryType:
    """The entry's type; ValueError naming the field that is missing, unknown or not a token of its kind."""
    kind = entry.get("type")
    known = ENTRY_TYPES.get(kind) if isinstance(kind, str) else None
    if known is None:
        raise ValueError("an entry of a type that this version does not know")
    if not known.required <= entry.keys():
        raise ValueError(f"{kind} lacks {', '.join(sorted(known.required - entry.keys()))}")
    for name, value in entry.items():
        if name == "type":
            continue
        if name not in known.fields:
            raise ValueError(f"{kind} has a field that its type does not have")
        if not KINDS[known.fields[name]](value):
            raise ValueError(f"{kind} has a {name} that is not a {known.fields[name]}")
    if ("_sd" in entry) != ("_sd_alg" in entry):
        raise ValueError(f"{kind} has digests without their kind, or their kind without digests")
    return known
