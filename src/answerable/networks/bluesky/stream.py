"""The stream of the whole network, sifted for what concerns a channel: the second net, and the ear for topic words.

Jetstream (v1 JSON over a websocket) sends every event of the network at least once. Of a like, a follow or a block one
search in its bytes is all that is done; a post is read and compared. Nothing is kept but matches.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import orjson

from answerable.networks.bluesky.names import POST, AtUri
from answerable.networks.bluesky.payloads import DELETED, is_asking, payload_of
from answerable.networks.bluesky.topics import Topics
from answerable.networks.contract import Raw
from answerable.networks.streaming import Caught

OF_A_POST = POST.encode() + b'"'
"""Ends with a quotation mark: the address of a post that is liked has a slash there."""

_WRITTEN = frozenset({"create", "update"})


@dataclass(frozen=True)
class Watch:
    """What one channel listens for: itself, by its permanent name and its handle, and its topics."""

    us: str
    handle: str
    topics: Topics

    @cached_property
    def marks(self) -> tuple[bytes, str]:
        """What must stand in an event's bytes, or in its text, where its author turned to us."""
        return self.us.encode(), f"@{self.handle}"

    @cached_property
    def is_listening(self) -> bool:
        """Whether there are topics at all."""
        return bool(self.topics)


def sift(line: bytes, watches: Sequence[Watch]) -> Iterator[Caught]:
    """What one event means for each of the watches, by their place; nothing for an event that is none of a post.

    A deletion or a new version of a post counts only where that post is kept already, which is not known here.
    """
    try:
        told = orjson.loads(line)
        commit, did = told["commit"], told["did"]
        operation, record = commit["operation"], commit.get("record")
        text = record["text"] if operation in _WRITTEN else ""
    except (ValueError, KeyError, TypeError, AttributeError):
        return
    if commit.get("collection") != POST or not isinstance(text, str) or not isinstance(did, str):
        return
    if operation == "delete":
        yield from _deleted(_where(did, commit), watches)
    elif operation in _WRITTEN:
        for place, watch in enumerate(watches):
            asks_us = _may_ask(line, text, watch) and is_asking(record, us=watch.us, handle=watch.handle)
            meant = asks_us or did == watch.us or (watch.is_listening and watch.topics.is_met(_said(text, record)))
            if (meant or operation == "update") and (where := _where(did, commit)):
                cid = str(commit.get("cid", ""))
                raw = payload_of(str(where), cid, {"did": did}, record, us=watch.us, asks_us=asks_us)
                yield Caught(place, raw, only_if_kept=not meant)


def _deleted(where: AtUri | None, watches: Sequence[Watch]) -> Iterator[Caught]:
    if where is not None:
        for place in range(len(watches)):
            yield Caught(place, Raw(str(where), DELETED), only_if_kept=True)


def _where(did: str, commit: Mapping[str, Any]) -> AtUri | None:
    """The address of the post; looked at closely only for what is caught."""
    return AtUri.read(f"at://{did}/{POST}/{commit.get('rkey')}")


def moment_of(line: bytes) -> int | None:
    """The `time_us` of an event, microseconds since 1970 by the server's clock; None for what is no event."""
    try:
        moment = orjson.loads(line)["time_us"]
    except (ValueError, KeyError, TypeError):
        return None
    return moment if isinstance(moment, int) else None


def _may_ask(line: bytes, text: str, watch: Watch) -> bool:
    """Whether it is worth a closer look."""
    name, handle = watch.marks
    return name in line or ("@" in text and handle in text.casefold())


def _said(text: str, record: Mapping[str, Any]) -> str:
    """The text with the hashtags that an app keeps beside it."""
    tags = record.get("tags")
    return " ".join([text, *(str(tag) for tag in tags)]) if isinstance(tags, list) else text
