"""What an entry may say: one line a type, and the strict tokens that leave no room for words or names of people.

A line reads `type: "field:kind field:kind?" | texts`; `?` marks what may be absent. The texts are the names that may be
disclosed beside the entry. To add a type, add its line here and, where it has a duty, its rule in `process`.
"""

import re
from dataclasses import dataclass

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
    "answer.signed": "answer:id version:count by:person seat:code |",
    "answer.cleared": "answer:id version:count by:person edition:id? asked:count? channels:ids? training:flag? "
    "seat:code? routes:ids? |",
    "answer.glass": "answer:id version:count by:person training:flag? look_by:day |",
    "answer.looked": "answer:id version:count by:person outcome:code |",
    "answer.lapsed": "answer:id version:count |",
    "answer.published": "answer:id question:id version:count asked:count channels:ids? language:code? training:flag? "
    "| title text short sources address pictures",
    "answer.corrected": "answer:id version:count reason:code training:flag? | title text short sources note pictures",
    "answer.withdrawn": "answer:id version:count reason:code | notice short",
    "delivery.summary": "answer:id version:count asked:count told:count untold:count returned:count? channels:ids? |",
    "post.entered": "channel:id reason:code by:person? | text",
    "telling.audited": "asked:count missing:count late:count told:count |",
    "rule.edition": "edition:id digest:hash rules:count by:person? published_by:person? | name said",
    "switch.started": "switch:id kind:code from:day? until:day? by:person confirmed_by:person | title reason areas",
    "switch.ended": "switch:id kind:code by:person ended_by:person | reason",
    "person.erased": "request:id posts:count accounts:count kept:count by:person? |",
    "hold.placed": "hold:id covers:code by:person |",
    "hold.lifted": "hold:id asked_by:person by:person |",
    "retention.set": "class:code length:count unit:code by:person | reason",
    "retention.disposed": "run:id class:code count:count until:day by:person? |",
    "text.redacted": "question:id answer:id? version:count? count:count reason:code by:person "
    "| title text short sources note",
    "disclosure.removed": "entry:hash count:count reason:code |",
    "key.rotated": "key:hash former:hash |",
    "record.succeeded": "key:hash former:hash size:count root:hash reason:code | checkpoint",
}
_COMMON = "v:one on:day about:id?"

_ID = r'"(?=[^"]{1,80}")(?:[a-z][a-z0-9]{0,15}_[A-Za-z0-9]{4,64}|[a-z0-9]+(?:-[a-z0-9]+)*)"'
_DIGEST = '"[A-Za-z0-9_-]{43}"'
KINDS = {
    "id": _ID,
    "ids": rf"\[(?:{_ID}(?:,{_ID})*)?\]",
    "code": '"[A-Za-z][A-Za-z0-9_-]{0,31}"',
    "hash": '"[0-9a-f]{64}"',
    "person": '"p_[a-z2-7]{26}"',
    "day": '"[0-9]{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])"',
    "count": "(?:0|[1-9][0-9]{0,11})",
    "flag": "(?:true|false)",
    "one": "1",
}
"""Each kind of field as a pattern over its canonical JSON."""

_DIGESTS = rf'(?:"_sd":\[{_DIGEST}(?:,{_DIGEST})*\],"_sd_alg":"sha-256",)?'


@dataclass(frozen=True)
class EntryType:
    """The fields a type must and may have, each with its kind; the names of its texts; its JSON as a pattern."""

    required: frozenset[str]
    fields: dict[str, str]
    texts: frozenset[str]
    pattern: re.Pattern[str]


def _read_line(name: str, line: str) -> EntryType:
    fields, _, texts = line.partition("|")
    pairs = [field.split(":") for field in f"{_COMMON} {fields}".split()]
    kinds = {field: kind.rstrip("?") for field, kind in sorted(pairs)}
    required = frozenset(field for field, kind in pairs if not kind.endswith("?"))
    return EntryType(required, kinds, frozenset(texts.split()), _pattern_of(name, kinds, required))


def _pattern_of(name: str, kinds: dict[str, str], required: frozenset[str]) -> re.Pattern[str]:
    """The canonical JSON of a type is so plain that one pattern tells it: sorted names, tokens, nothing between them.

    Checking an entry by it takes a third of the time that reading it as JSON and writing it again took; groups to take
    the fields from would double it.
    """
    parts = {field: f'"{field}":{KINDS[kind]}(?:,(?=")|(?=}}))' for field, kind in kinds.items()}
    parts = {field: part if field in required else f"(?:{part})?" for field, part in parts.items()}
    parts["type"] = f'"type":"{re.escape(name)}",'
    return re.compile(r"\{" + _DIGESTS + "".join(part for _, part in sorted(parts.items())) + r"\}", re.ASCII)


ENTRY_TYPES = {name: _read_line(name, line) for name, line in _TABLE.items()}
