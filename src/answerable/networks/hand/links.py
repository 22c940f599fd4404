"""Reads a link that a person pasted: is it of this place, which post does it name, and whose is it."""

from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import SplitResult, parse_qsl, quote, unquote, urlencode, urlsplit

from answerable.errors import Refused
from answerable.networks.hand.place import Place

LONGEST = 280
"""Characters: with room for what we put before or behind it in a name of 300."""

_SAFE = "/:@,()+-._~"
_SNOWFLAKE_BITS = 22
_FIRST_SNOWFLAKE = 1 << 34
"""Numbers below were given out one after another, before they held the moment."""


@dataclass(frozen=True, slots=True)
class Link:
    """`uid` is the same for every form of a link to one post; `url` is what a person opens; `account` may be empty."""

    uid: str
    url: str
    account: str = ""
    posted_at: datetime | None = None


def read_link(place: Place, written: str) -> Link:
    """The link without what only follows people around. Raises `Refused`, saying what is wrong with it."""
    parts = _split(written.strip(), place)
    path = quote(unquote(parts.path), safe=_SAFE).rstrip("/")
    kept = urlencode(sorted((key, value) for key, value in parse_qsl(parts.query) if key in place.kept))
    query = f"?{kept}" if kept else ""
    host = str(parts.hostname)
    link = _named(place, path, query, url=f"https://{host}{path}{query}")
    if link is None and not place.only_named and path:
        link = Link(uid=f"https://{place.hosts[0]}{path}{query}", url=f"https://{host}{path}{query}")
    if link is None:
        raise Refused(f"This is not the link of a post on {place.title}. Open the post itself and copy its link.")
    if len(link.uid) > LONGEST or len(link.url) > LONGEST:
        raise Refused("This link is too long to be that of a post. Open the post itself and copy its link.")
    return link


def is_of(place: Place, host: str) -> bool:
    """Whether the host is the place's own, or stands under one of them (`m.facebook.com`)."""
    return any(host == own or host.endswith("." + own) for own in place.hosts)


def leads_to(place: Place, written: str) -> bool:
    """Whether what was pasted is a web address of this place, of a post or not."""
    try:
        _split(written.strip(), place)
    except Refused:
        return False
    return True


def account_of(place: Place, author: str, link: Link | None) -> str:
    """The account behind a post, in small letters; empty where neither the link nor the name says it for sure."""
    if link is not None and link.account and place.links_name_accounts:
        return link.account.casefold()
    if place.handle is None:
        return ""
    marked = [word.strip("()[],;:").removeprefix("@") for word in author.split() if "@" in word[:2]]
    for name in (marked or [author.strip()])[:1]:
        if place.handle.fullmatch(name):
            return name.casefold()
    return ""


def _split(written: str, place: Place) -> SplitResult:
    if not place.hosts:
        raise Refused(f"There are no links in {place.title}. Leave the link out.")
    try:
        parts = urlsplit(written if "://" in written else f"https://{written}")
        host = (parts.hostname or "").removesuffix(".")
        port = parts.port
    except ValueError as error:
        raise Refused("This is not a link. Copy the whole address of the post.") from error
    if parts.scheme not in {"http", "https"} or parts.username or port not in {None, 80, 443} or not host:
        raise Refused("This is not a link. Copy the whole address of the post.")
    if not is_of(place, host):
        raise Refused(f"This link does not lead to {place.title}. Links there begin with https://{place.hosts[0]}/.")
    return parts._replace(netloc=host)


def _named(place: Place, path: str, query: str, *, url: str) -> Link | None:
    for pattern, address in place.names:
        found = pattern.fullmatch(path)
        if found is not None:
            named = {name: value or "" for name, value in found.groupdict().items()}
            posted_at = _moment(place, named.get("id", ""))
            return Link(address.format(**named) + query, url, named.get("account", ""), posted_at)
    return None


def _moment(place: Place, number: str) -> datetime | None:
    """When it was posted, from the number itself (Snowflake: 41 bits of milliseconds above 22 others)."""
    if not place.epoch_ms or int(number) < _FIRST_SNOWFLAKE:
        return None
    return datetime.fromtimestamp(((int(number) >> _SNOWFLAKE_BITS) + place.epoch_ms) / 1000, UTC)
