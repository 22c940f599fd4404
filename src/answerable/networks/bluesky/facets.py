"""Links and mentions in a text, as Bluesky wants them: ranges of UTF-8 bytes with what they lead to."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

_LABEL = r"[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?"
_MENTION = re.compile(rf"(?<![\w@./-])@((?:{_LABEL}\.)+[a-zA-Z](?:[a-zA-Z0-9-]{{0,61}}[a-zA-Z0-9])?)(?![\w@-])")
_LINK = re.compile(
    r"(?<![\w@./-])(?:https?://[^\s<>\"“”]+"
    r"|(?:www\.)?(?:[a-zA-Z0-9-]+\.)+(?:gov\.uk|nhs\.uk|police\.uk|org\.uk|ac\.uk|gov\.ie|gov\.wales|gov\.scot|llyw\.cymru|"
    r"com|org|net|uk|ie|eu|wales|cymru|scot)(?![\w@-])(?:[/?#][^\s<>\"“”]*)?)",
    re.IGNORECASE,
)
"""Web addresses, written out or as people shorten them. Bare names are taken only with these endings: without the list
of all endings “fine.Thanks” would become a link."""

_TRAILING = ".,;:!?'’»…"


def mentioned_handles(text: str) -> list[str]:
    """The handles written in the text, in lower case, each once, in order."""
    return list(dict.fromkeys(found.group(1).lower() for found in _MENTION.finditer(text)))


def facets_of(text: str, *, accounts: Mapping[str, str]) -> list[dict[str, Any]]:
    """Facets in the order of the text. `accounts` are handles (lower case) and the DIDs they belong to.

    A handle that is not among them stays plain text.
    """
    found = [(start, end, _link(uri)) for start, end, uri in _links(text)]
    for mention in _MENTION.finditer(text):
        did = accounts.get(mention.group(1).lower())
        if did:
            found.append((mention.start(), mention.end(), _mention(did)))
    return [_facet(text, start, end, feature) for start, end, feature in _apart(found)]


def _links(text: str) -> Iterator[tuple[int, int, str]]:
    for found in _LINK.finditer(text):
        written = _without_trailing(found.group())
        if written.endswith("://"):
            continue
        uri = written if re.match(r"https?://", written, re.IGNORECASE) else f"https://{written}"
        yield found.start(), found.start() + len(written), uri


def _without_trailing(written: str) -> str:
    """Punctuation and a closing bracket belong to the sentence unless the bracket was opened inside the link."""
    while written:
        last = written[-1]
        unopened = last in ")]" and written.count("(["[")]".index(last)]) < written.count(last)
        if last not in _TRAILING and not unopened:
            return written
        written = written[:-1]
    return written


def _apart(found: Iterable[tuple[int, int, dict[str, str]]]) -> Iterator[tuple[int, int, dict[str, str]]]:
    """In order and without overlap: apps drop a facet that overlaps another."""
    ends = 0
    for start, end, feature in sorted(found, key=lambda one: one[:2]):
        if start >= ends and end > start:
            yield start, end, feature
            ends = end


def _link(uri: str) -> dict[str, str]:
    return {"$type": "app.bsky.richtext.facet#link", "uri": uri}


def _mention(did: str) -> dict[str, str]:
    return {"$type": "app.bsky.richtext.facet#mention", "did": did}


def _facet(text: str, start: int, end: int, feature: Mapping[str, str]) -> dict[str, Any]:
    before = len(text[:start].encode())
    return {
        "index": {"byteStart": before, "byteEnd": before + len(text[start:end].encode())},
        "features": [dict(feature)],
    }
