"""A status as the server tells it: the part we keep, its words as plain text, and whether it holds words of ours."""

import hashlib
import json
import re
import unicodedata
from collections.abc import Callable, Mapping
from typing import Any

from answerable.networks.contract import Visibility
from answerable.networks.plain_html import plain_html

Status = Mapping[str, Any]

_ACCOUNT = ("id", "acct", "username", "display_name", "url")
_MEDIA = ("type", "description")
_KEPT = ("uri", "url", "created_at", "edited_at", "content", "spoiler_text", "visibility", "language")
_LEADING_MENTION = re.compile(r"\s*@([\w.-]+)(?:@([\w.:-]+))?(?=\s|$)")
_MENTION_OF = re.compile(r"(?<![\w@/])@(\w[\w.-]*)@[\w.:-]*\w")
_FROM_THE_SERVER: Mapping[str, Visibility] = {"public": "public", "unlisted": "unlisted"}


def visibility_of(status: Status) -> Visibility:
    """Who may read it: `private` for followers only and for named people only, and for words we do not know."""
    return _FROM_THE_SERVER.get(str(status.get("visibility")), "private")


def is_wider(seen: Visibility, asked: Visibility) -> bool:
    """Whether more people can see it than was asked. Fewer do no harm: whoever is answered is mentioned."""
    order: tuple[Visibility, ...] = ("private", "unlisted", "public")
    return order.index(seen) > order.index(asked)


def kept_part(status: Status) -> dict[str, Any]:
    """What we read of a status, and nothing that changes by itself, so that the same stays the same.

    Such are counts of likes, and the id on our server: snac2 makes it of the time at which it last wrote the post.
    Raises `KeyError`, `TypeError` or `AttributeError` for something else than a status.
    """
    if not (isinstance(status["uri"], str) and isinstance(status["id"], str) and status["uri"]):
        raise TypeError("uri")
    return {
        **{name: status.get(name) for name in _KEPT},
        "account": {name: status["account"].get(name) for name in _ACCOUNT},
        "media_attachments": [
            {name: one.get(name) for name in _MEDIA} for one in status.get("media_attachments") or ()
        ],
    }


def version_of(kept: Status) -> str:
    """Twelve characters that tell one version of a status from another."""
    return hashlib.sha256(json.dumps(kept, sort_keys=True).encode()).hexdigest()[:12]


def words_of(status: Status) -> str:
    """The words of a status without its content warning."""
    return plain_html(str(status.get("content") or ""))


def without_leading_mentions(text: str, drop: Callable[[str, str], bool]) -> str:
    """`text` without the mentions it begins with for which `drop(user, domain)` holds; `text` if nothing were left."""
    kept, at = [], 0
    while found := _LEADING_MENTION.match(text, at):
        if not drop(found[1], found[2] or ""):
            kept.append(found[0].strip())
        at = found.end()
    rest = " ".join([*kept, text[at:].lstrip()]) if kept else text[at:].lstrip()
    return rest if rest.strip() else text


def holds(status: Status, sent: str) -> bool:
    """Whether the status says what we sent as `sent`, spaces and the mentions at its beginning aside."""
    return _bare(words_of(status)) == _bare(sent)


def may_hold(status: Status, sent: str) -> bool:
    """Whether at least the letters and digits are the same."""
    shown, wanted = _bare(words_of(status)), _bare(sent)
    return [sign for sign in shown if sign.isalnum()] == [sign for sign in wanted if sign.isalnum()]


def is_same_text(text: str, sent: str) -> bool:
    """The same for a text that is plain already, as a server's own copy of what it was given."""
    return _bare(text) == _bare(sent)


def _bare(text: str) -> str:
    """What stays the same when a server makes HTML of a text: it sets spaces, and shows mentions without domain."""
    own = without_leading_mentions(_MENTION_OF.sub(r"@\1", text), lambda _user, _domain: True)
    return unicodedata.normalize("NFC", "".join(own.split()))
