"""Writing on Bluesky: one reply under a key made from our own reference, so that a repeat is the same record."""

from collections.abc import Mapping
from datetime import UTC
from typing import Any

from answerable.networks.bluesky.accounts import current_handle, did_of, dids_of, ensure_label, own_did
from answerable.networks.bluesky.calls import Calls
from answerable.networks.bluesky.facets import facets_of, mentioned_handles
from answerable.networks.bluesky.names import POST, AtUri, is_did, record_key
from answerable.networks.bluesky.payloads import mentioned
from answerable.networks.bluesky.pictures import embed_of
from answerable.networks.bluesky.target import Thread, find_target, where_of
from answerable.networks.contract import Receipt, Rejected, Reply, TryLater, Uncertain
from answerable.networks.outgoing import WAIT_SECONDS


def publish_reply(calls: Calls, reply: Reply) -> Receipt:
    """Puts `reply` at its own place, once. Raises every child of `Failed`."""
    try:
        return _put(calls, reply)
    except Rejected:
        # The refusal may be the trace of an earlier try that did arrive: since then the question was deleted, or
        # edited so that our record would now point at another version of it. Then the reply is there, unchanged.
        found = find_reply(calls, reply)
        if found is None:
            raise
        return Receipt(found.uid, found.url, "already there")


def _put(calls: Calls, reply: Reply) -> Receipt:
    """`swapRecord: null` makes it a true compare-and-create: the same record again changes nothing, another is refused.

    (`createRecord` answers 500 on a key that is taken, measured on PDS 0.5.35; so it is not used.)
    """
    thread = find_target(calls, reply.target_uid) if reply.target_uid is not None else None
    record = _record(calls, reply, thread)
    if reply.pictures:
        record["embed"] = embed_of(calls, reply)
    ensure_label(calls)
    where = _place(reply, calls.session().did)
    told = calls.tell("com.atproto.repo.putRecord", {**where_of(where), "record": record, "swapRecord": None})
    if not isinstance(told, Mapping) or told.get("uri") != str(where):
        raise Uncertain("Bluesky did not say what it made of the message")
    return Receipt(str(where), where.link, "created" if told.get("commit") else "already there")


def find_reply(calls: Calls, reply: Reply) -> Receipt | None:
    """Looks at the reply's own place, without signing in; another message standing there is not it.

    Raises `TryLater` or `Closed`.
    """
    where = _place(reply, own_did(calls))
    try:
        found = calls.ask("com.atproto.repo.getRecord", where_of(where), signed=False)
    except Rejected:
        return None
    try:
        record = found["value"]
        same = record["text"].endswith(reply.text) and _is_for(reply, record, calls)
    except (KeyError, TypeError, AttributeError) as error:
        raise TryLater("Bluesky did not answer with a record", after_seconds=WAIT_SECONDS) from error
    return Receipt(str(where), where.link, "found") if same else None


def retract_post(calls: Calls, uri: str) -> None:
    """Deletes what we wrote; deleting it twice is no error there. Raises every child of `Failed`."""
    where = AtUri.read(uri)
    if where is None or where.did != calls.session().did:
        raise Rejected("this is no post of our account")
    calls.tell("com.atproto.repo.deleteRecord", where_of(where))


def _place(reply: Reply, us: str) -> AtUri:
    return AtUri(us, POST, record_key(reply.key, frozen_at=reply.frozen_at))


def _is_for(reply: Reply, record: Mapping[str, Any], calls: Calls) -> bool:
    """Whether the record goes to whom the reply goes to."""
    if reply.target_uid is not None:
        return bool(record["reply"]["parent"]["uri"] == reply.target_uid)
    if reply.recipient_uid is None:
        return "reply" not in record
    return _did_of_recipient(calls, reply.recipient_uid) in mentioned(record)


def _record(calls: Calls, reply: Reply, thread: Thread | None) -> dict[str, Any]:
    """The post; nothing in it depends on when it is made, but for the versions of the posts it answers."""
    if any("\ud800" <= letter <= "\udfff" for letter in reply.text):
        raise Rejected("the text holds characters that are not text")
    to = {} if thread or reply.recipient_uid is None else _recipient(calls, reply.recipient_uid)
    text = "".join(f"@{handle} " for handle in to) + reply.text
    facets = facets_of(text, accounts=dids_of(calls, mentioned_handles(reply.text)) | to)
    record: dict[str, Any] = {
        "$type": POST,
        "text": text,
        "createdAt": reply.frozen_at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z"),
        "langs": [reply.language],
    }
    if facets:
        record["facets"] = facets
    if thread:
        record["reply"] = {"root": dict(thread.root), "parent": dict(thread.parent)}
    return record


def _recipient(calls: Calls, recipient: str) -> dict[str, str]:
    """Handle and permanent name of an account that is written to without a post of theirs to reply to."""
    did = _did_of_recipient(calls, recipient)
    return {current_handle(calls, did).lower(): did}


def _did_of_recipient(calls: Calls, recipient: str) -> str:
    if is_did(recipient):
        return recipient
    did = did_of(calls, recipient.lstrip("@").lower())
    if did is None:
        raise Rejected("no account can have the name we wrote to")
    return did
