"""Whose account is whose: handles and permanent names, our own sign-in proven, and the mark of an automated account."""

from collections.abc import Iterable, Mapping
from typing import Any

from answerable.networks.bluesky.calls import Calls
from answerable.networks.bluesky.names import PROFILE, is_did
from answerable.networks.contract import Account, Closed, Rejected, TryLater, Uncertain
from answerable.networks.outgoing import WAIT_SECONDS

BOT = "bot"


def own_did(calls: Calls) -> str:
    """Our permanent name, without signing in. Raises `TryLater` or `Closed`."""
    if calls.seat.session is not None:
        return calls.seat.session.did
    found = did_of(calls, calls.settings.handle)
    if found is None:
        raise Closed("there is no account of this handle")
    return found


def did_of(calls: Calls, handle: str) -> str | None:
    """The permanent name behind a handle; None where nobody has it. Raises `TryLater`."""
    try:
        found = calls.ask("com.atproto.identity.resolveHandle", {"handle": handle}, signed=False)
        return str(found["did"]) if is_did(str(found["did"])) else None
    except Rejected:
        return None
    except (KeyError, TypeError) as error:
        raise TryLater("Bluesky did not say whose handle it is", after_seconds=WAIT_SECONDS) from error


def dids_of(calls: Calls, handles: Iterable[str]) -> dict[str, str]:
    """The handles that somebody has. Raises `TryLater`."""
    found = {handle: did_of(calls, handle) for handle in handles}
    return {handle: did for handle, did in found.items() if did}


def current_handle(calls: Calls, did: str) -> str:
    """The handle of an account now. Raises `Rejected` where the account is gone, `TryLater`, `Closed`."""
    profile = calls.ask("app.bsky.actor.getProfile", {"actor": did})
    try:
        return str(profile["handle"])
    except (KeyError, TypeError) as error:
        raise TryLater("Bluesky did not say whose account it is", after_seconds=WAIT_SECONDS) from error


def prove_account(calls: Calls) -> Account:
    """Signs in and says as whom; changes nothing. Raises `TryLater` or `Closed`."""
    session = calls.session()
    notes = []
    if BOT not in _labels(_own_profile(calls, session.did)[0]):
        marked = "It is added before the first reply." if wants_label(calls) else "Bluesky asks for it."
        notes.append(f"The account does not carry the label for automated accounts yet. {marked}")
    return Account(
        name=f"@{session.handle}", url=f"https://bsky.app/profile/{session.did}", expires_at=None, notes=tuple(notes)
    )


def wants_label(calls: Calls) -> bool:
    """Whether the keeper lets us mark the account."""
    return calls.settings.bot_label.strip().lower() == "yes"


def ensure_label(calls: Calls) -> None:
    """Marks our own account as automated, as Bluesky asks (docs.bsky.app, "Bots", repository of 2026-04-21).

    Looked up once for each session of a process; the rest of the profile stays as it is. Raises `TryLater`, `Closed`.
    """
    if calls.seat.labelled or not wants_label(calls):
        return
    did = calls.session().did
    profile, cid = _own_profile(calls, did)
    if BOT not in _labels(profile):
        _put_label(calls, did, profile, cid)
    calls.seat.labelled = True


def _put_label(calls: Calls, did: str, profile: Mapping[str, Any], cid: str | None) -> None:
    labels = [{"val": label} for label in (*_labels(profile), BOT)]
    record = {**profile, "$type": PROFILE, "labels": {"$type": "com.atproto.label.defs#selfLabels", "values": labels}}
    content = {"repo": did, "collection": PROFILE, "rkey": "self", "record": record, "swapRecord": cid}
    try:
        calls.tell("com.atproto.repo.putRecord", content)
    except (Uncertain, Rejected) as failed:
        # Nobody was told anything yet, and the profile may have been changed by a person at the same moment.
        raise TryLater("the account could not be marked as automated", after_seconds=WAIT_SECONDS) from failed


def _own_profile(calls: Calls, did: str) -> tuple[Mapping[str, Any], str | None]:
    """Our profile record and its version; empty where there is none yet."""
    try:
        found = calls.ask(
            "com.atproto.repo.getRecord", {"repo": did, "collection": PROFILE, "rkey": "self"}, signed=False
        )
        return dict(found["value"]), str(found["cid"])
    except Rejected:
        return {}, None
    except (KeyError, TypeError, ValueError) as error:
        raise TryLater("Bluesky did not answer with a profile", after_seconds=WAIT_SECONDS) from error


def _labels(profile: Mapping[str, Any]) -> tuple[str, ...]:
    try:
        return tuple(str(one["val"]) for one in profile["labels"]["values"])
    except (KeyError, TypeError):
        return ()
