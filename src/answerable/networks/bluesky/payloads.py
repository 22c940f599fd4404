"""What is stored of a post: the record as its author wrote it, who they are, and why it came to us; and how it is read.

Both nets, the asking and the stream, make the same payload, so that what both bring in is one post.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

from answerable.networks.bluesky.names import POST, AtUri
from answerable.networks.contract import Heard, Raw, Unreadable

DELETED: Mapping[str, Any] = {"deleted": True}


def payload_of(
    uri: str, cid: str, author: Mapping[str, Any], record: Mapping[str, Any], *, us: str, asks_us: bool
) -> Raw:
    """A post as we store it. `author` has `did` and may have `handle` and `displayName`; the rest of it is not kept."""
    known = {name: author[name] for name in ("did", "handle", "displayName") if author.get(name)}
    return Raw(uri, {"uri": uri, "cid": cid, "author": known, "record": dict(record), "us": us, "asks_us": asks_us})


def is_asking(record: Mapping[str, Any], *, us: str, handle: str) -> bool:
    """Whether the author turned to us: mentioned us, replied to a post of ours, quoted one, or wrote our handle.

    A reply deep in a thread that we began is people talking with each other, of which the network tells us too.
    """
    return (
        us in mentioned(record)
        or _is_ours(_uri(record, "reply", "parent"), us)
        or any(_is_ours(uri, us) for uri in quoted(record))
        or names_handle(_text(record), handle)
    )


def mentioned(record: Mapping[str, Any]) -> set[str]:
    """The DIDs that the facets of a post mention."""
    features = [
        feature
        for facet in _maps(record.get("facets"))
        for feature in _maps(facet.get("features"))
        if feature.get("$type") == "app.bsky.richtext.facet#mention"
    ]
    return {str(feature.get("did")) for feature in features}


def quoted(record: Mapping[str, Any]) -> Iterator[str]:
    """The addresses of records that a post shows in itself."""
    embed = _map(record.get("embed"))
    for uri in (_uri(embed, "record"), _uri(embed, "record", "record")):
        if uri:
            yield uri


def names_handle(text: str, handle: str) -> bool:
    """Whether our handle is written there with its sign, as a word: apps that make no facet still call us by it."""
    if f"@{handle}" not in text.casefold():
        return False
    return bool(re.search(rf"(?<![\w@./-])@{re.escape(handle)}(?![\w-]|\.\w)", text, re.IGNORECASE))


def parse_payload(raw: Raw) -> Heard:
    """Raises `Unreadable` for a payload that is not one of ours."""
    if raw.payload == DELETED:
        return Heard(uid=raw.uid, change="deletion")
    try:
        return _heard(raw)
    except (KeyError, TypeError, AttributeError) as error:
        raise Unreadable(f"the payload lacks or misshapes a field ({type(error).__name__})") from error


def _heard(raw: Raw) -> Heard:
    record, author, us = raw.payload["record"], raw.payload["author"], raw.payload["us"]
    where = AtUri.read(raw.uid)
    if where is None or where.collection != POST or not isinstance(record["text"], str):
        raise TypeError("no post")
    ours = author["did"] == us
    return Heard(
        uid=raw.uid,
        change="post",
        text=record["text"],
        author_uid=_string(author["did"]),
        author_name=_author_name(author),
        url=where.link,
        claimed_at=moment_in(record),
        parent_uid=_uri(record, "reply", "parent"),
        root_uid=_uri(record, "reply", "root"),
        language=_language(record.get("langs")),
        asks_us=bool(raw.payload["asks_us"]) and not ours,
        ours=ours,
        media_alt=tuple(_alts(_map(record.get("embed")))),
    )


def _author_name(author: Mapping[str, Any]) -> str:
    name, handle = author.get("displayName") or "", author.get("handle") or ""
    if not handle:
        return str(name)
    return f"{name} (@{handle})" if name else f"@{handle}"


def _alts(embed: Mapping[str, Any]) -> Iterator[str]:
    """Descriptions of pictures and of a film, "" where nobody described one; also beside a quoted post."""
    for picture in _maps(embed.get("images")):
        yield _said(picture.get("alt"))
    if embed.get("$type") == "app.bsky.embed.video":
        yield _said(embed.get("alt"))
    if "media" in embed:
        yield from _alts(_map(embed["media"]))


def moment_in(record: Mapping[str, Any]) -> datetime | None:
    """When a post says that it was written."""
    return _moment(record.get("createdAt"))


def _moment(claimed: object) -> datetime | None:
    """In UTC; None when the claim cannot be read, which is no reason to lose a post."""
    try:
        moment = datetime.fromisoformat(str(claimed))
        return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        return None


def _language(langs: object) -> str | None:
    first = langs[0] if isinstance(langs, list) and langs else None
    return first if isinstance(first, str) else None


def _uri(part: Mapping[str, Any], *names: str) -> str | None:
    """The `uri` of a reference inside `part`; None where there is none."""
    for name in names:
        part = _map(part.get(name))
    uri = part.get("uri")
    return uri if isinstance(uri, str) else None


def _is_ours(uri: str | None, us: str) -> bool:
    return uri is not None and uri.startswith(f"at://{us}/")


def _text(record: Mapping[str, Any]) -> str:
    return _said(record.get("text"))


def _said(value: object) -> str:
    return value if isinstance(value, str) else ""


def _string(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError("no text")
    return value


def _map(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}


def _maps(value: object) -> Iterator[Mapping[str, Any]]:
    return (_map(one) for one in value) if isinstance(value, list) else iter(())
