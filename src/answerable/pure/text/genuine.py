"""Whether an account or a link that somebody pasted is one of the body's own, and what is odd about it if not."""

import re
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from enum import Enum
from urllib.parse import urlsplit

from answerable.pure.text.look_alike import is_close, odd_letters, skeleton

LONGEST = 500
_MIRRORS = {
    "twitter.com": "x.com",
    "mobile.twitter.com": "x.com",
    "fb.com": "facebook.com",
    "m.facebook.com": "facebook.com",
}
_BEFORE_NAMES = {"profile", "users", "user", "company", "in", "pages", "channel", "c"}
_EMAIL = re.compile(r"[^@\s/]+@[^@\s/]+\.[^@\s/]+")


@dataclass(frozen=True)
class Official:
    """One account of the body's: the network in words, its name there, the server, other names it goes by."""

    network: str
    name: str
    host: str
    url: str
    is_open: bool = True
    also: tuple[str, ...] = ()


@dataclass(frozen=True)
class Claim:
    """What was pasted, taken apart: the account's name, and the server if it says one."""

    name: str
    host: str = ""


class Verdict(Enum):
    """What we can say about a claim."""

    OURS = "ours"
    WAS_OURS = "was ours"
    LOOKS_LIKE_OURS = "looks like ours"
    UNKNOWN = "not ours"
    UNREADABLE = "unreadable"


class Oddity(Enum):
    """Why something that looks like ours is not."""

    LETTERS = "letters of another script"
    SPELLING = "spelt differently"
    SERVER = "another server"
    ADDRESS = "an address that only looks like ours"
    NAME = "our name"


@dataclass(frozen=True)
class Judgement:
    """The verdict, the official account it is or resembles most, and what is odd, with the letters that are."""

    verdict: Verdict
    official: Official | None = None
    oddities: tuple[Oddity, ...] = ()
    letters: tuple[str, ...] = ()


def judge(given: str, officials: Sequence[Official], *, own_host: str = "", body_name: str = "") -> Judgement:
    """Judges what was pasted: a name, `@name`, `@name@server`, an email address, or the link of a profile or a post.

    `own_host` is where the body's own pages stand; `body_name` is what an account may pretend with where no account of
    the body's is like it.
    """
    claim = read_claim(given)
    if claim is None:
        return Judgement(Verdict.UNREADABLE)
    if own_host and claim.host == own_host and not _same_account_host(claim, officials):
        return Judgement(Verdict.OURS)
    for official in sorted(officials, key=lambda one: not one.is_open):
        if _is_same(claim, official):
            return Judgement(Verdict.OURS if official.is_open else Verdict.WAS_OURS, official)
    return _resembling(claim, officials, own_host, body_name)


def read_claim(given: str) -> Claim | None:
    """Takes apart what was pasted; None for what is no account and no link."""
    text = given.strip().strip("<>")[:LONGEST]
    if not text or any(one.isspace() for one in text):
        return None
    if text.lower().startswith("mailto:"):
        text = text[7:]
    elif "://" in text or re.match(r"(?:www\.)?[^@/]+\.[^@/.]+/", text):
        return _from_link(text if "://" in text else f"https://{text}")
    name, _at, host = text.removeprefix("@").partition("@")
    return Claim(name, _host(host)) if name else None


def _from_link(link: str) -> Claim | None:
    try:
        parts = urlsplit(link)
        host = _host(parts.hostname or "")
    except ValueError:
        return None
    steps = [one for one in parts.path.split("/") if one]
    while steps and steps[0].lower() in _BEFORE_NAMES:
        steps.pop(0)
    name, _at, server = (steps[0].removeprefix("@") if steps else "").partition("@")
    # One server shows accounts of another as /@name@other.
    return Claim(name, _host(server) if server else host) if host else None


def _host(host: str) -> str:
    """In the form people read, small, without www; other names of the same network are one."""
    plain = host.lower().rstrip(".")
    with suppress(UnicodeError):
        plain = plain.encode("ascii").decode("idna") if "xn--" in plain else plain
    plain = plain.removeprefix("www.")
    return _MIRRORS.get(plain, plain)


def _names(official: Official) -> set[str]:
    return {one.casefold() for one in (official.name, *official.also)}


def _is_same(claim: Claim, official: Official) -> bool:
    """The same name on the same server; a name alone only where it says its server itself, as handles of Bluesky do."""
    if claim.host:
        whole = f"{claim.name}@{claim.host}".casefold()
        return whole in _names(official) or (claim.host == official.host and claim.name.casefold() in _names(official))
    return claim.name.casefold() in _names(official)


def _same_account_host(claim: Claim, officials: Sequence[Official]) -> bool:
    return any(claim.host == official.host for official in officials)


def _resembling(claim: Claim, officials: Sequence[Official], own_host: str, body_name: str) -> Judgement:
    letters = tuple(odd_letters(claim.name + claim.host))
    found = [(official, oddities) for official in officials if (oddities := _oddities(claim, official, letters))]
    if found:
        # The one it is most like: on the same server first, on one that looks like it next, on another last.
        official, oddities = min(
            found, key=lambda one: (Oddity.SERVER in one[1], Oddity.ADDRESS in one[1], len(one[1]))
        )
        return Judgement(Verdict.LOOKS_LIKE_OURS, official, oddities, letters)
    if own_host and claim.host and _is_like_host(claim.host, own_host):
        return Judgement(Verdict.LOOKS_LIKE_OURS, None, (Oddity.ADDRESS,), letters)
    if body_name and is_close(skeleton(claim.name), skeleton(body_name)):
        return Judgement(Verdict.LOOKS_LIKE_OURS, None, (Oddity.NAME,), letters)
    return Judgement(Verdict.UNKNOWN)


def _oddities(claim: Claim, official: Official, letters: tuple[str, ...]) -> tuple[Oddity, ...]:
    """What makes the claim resemble this account and not be it; empty where it does not resemble it."""
    own = official.name.partition("@")[0]
    seen, real = skeleton(claim.name), skeleton(own)
    handle = skeleton(own.partition(".")[0])
    if not (seen == real or is_close(seen, real) or is_close(seen, handle)):
        return ()
    found = [Oddity.LETTERS] if letters else []
    if claim.host and claim.host != official.host:
        found.append(Oddity.ADDRESS if _is_like_host(claim.host, official.host) else Oddity.SERVER)
    if claim.name.casefold() not in {own.casefold(), *_names(official)} and not letters:
        found.append(Oddity.SPELLING)
    return tuple(found)


def _is_like_host(host: str, real: str) -> bool:
    """Whether an address only looks like the real one: alike at a glance, or with the real one in front or inside."""
    if host == real or host.endswith(f".{real}"):
        return False
    return skeleton(host) == skeleton(real) or is_close(skeleton(host), skeleton(real))
