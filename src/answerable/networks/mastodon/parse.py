"""What one stored payload says."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

from answerable.networks.contract import Heard, Raw, Unreadable
from answerable.networks.mastodon.place import Me
from answerable.networks.mastodon.statuses import visibility_of, without_leading_mentions, words_of


def parse_item(raw: Raw) -> Heard:
    """Raises `Unreadable` for a payload that is not one of ours."""
    payload = raw.payload
    try:
        if payload["change"] == "deletion":
            return Heard(uid=raw.uid, change="deletion")
        return _heard(raw.uid, payload)
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        raise Unreadable(f"the payload lacks or misshapes a field ({type(error).__name__})") from error


def _heard(uid: str, payload: Mapping[str, Any]) -> Heard:
    status = payload["status"]
    account, me = status["account"], Me(*payload["me"])
    ours = account["id"] == me.local_id
    handle = whole_name(account)
    return Heard(
        uid=uid,
        change="post",
        text=_text(status, me, ours=ours),
        author_uid=handle,
        author_name=str(account.get("display_name") or account.get("username") or handle),
        url=_web_address(status.get("url")) or _web_address(status["uri"]),
        claimed_at=_moment(status.get("created_at")),
        parent_uid=payload["parent"],
        root_uid=payload["root"],
        language=_language(status.get("language")),
        asks_us=not ours,
        ours=ours,
        visibility=visibility_of(status),
        media_alt=tuple(str(one.get("description") or "") for one in status["media_attachments"]),
    )


def whole_name(account: Mapping[str, Any]) -> str:
    """An account's whole name, such as anna@town.example: servers leave their own domain out."""
    acct = account["acct"]
    if not isinstance(acct, str) or not acct:
        raise TypeError("acct")
    return acct if "@" in acct else f"{acct}@{urlsplit(str(account.get('url') or '')).netloc}"


def _text(status: Mapping[str, Any], me: Me, *, ours: bool) -> str:
    """The content warning, an empty line, the words; without the mention of us that a post to us begins with.

    A post of ours is read without any mention at its beginning: they are how it was sent, and not what was cleared.
    """
    if not isinstance(status["content"], str):
        raise TypeError("content")
    words = without_leading_mentions(words_of(status), lambda user, domain: ours or _is_me(me, user, domain))
    warning = str(status.get("spoiler_text") or "").strip()
    return f"{warning}\n\n{words}".strip() if warning else words


def _is_me(me: Me, user: str, domain: str) -> bool:
    """Most servers show a mention without its domain, whosoever it names."""
    return user.casefold() == me.user.casefold() and domain.casefold() in {"", me.domain.casefold()}


def _web_address(told: object) -> str:
    return told if isinstance(told, str) and told.startswith(("https://", "http://")) else ""


def _language(told: object) -> str | None:
    return told if isinstance(told, str) and told else None


def _moment(claimed: object) -> datetime | None:
    """A moment in UTC; None when the claim cannot be read, which is no reason to lose a post."""
    try:
        moment = datetime.fromisoformat(str(claimed))
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None
