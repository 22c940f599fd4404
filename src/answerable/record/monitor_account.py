"""Compares an account's public posts with a public record, as any citizen can: nothing here needs a database.

The record is verified first, against the keys that the reader knows where some are given; what cannot be verified is
not compared with anything.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from email.utils import parsedate_to_datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import urljoin, urlsplit

from answerable.errors import Refused
from answerable.networks.bluesky.seen import see_account as see_bluesky
from answerable.networks.contract import Rejected
from answerable.networks.feed.seen import see_feed
from answerable.networks.mastodon.seen import see_account as see_mastodon
from answerable.networks.outgoing import Outgoing
from answerable.networks.reach import reach_of
from answerable.networks.seen import SeenAccount, fetch
from answerable.pure.ledger.checkpoint import Head, parse_checkpoint
from answerable.pure.ledger.comparing import Comparison, Shown, compare
from answerable.pure.ledger.layout import CHECKPOINT
from answerable.pure.ledger.published import Published, RecordedChannel, read_published
from answerable.pure.ledger.signing import WITH_LIBRARY
from answerable.pure.ledger.trust import Trust
from answerable.record.verify import open_archive, verify_archive

MOST_ARCHIVE_BYTES = 1_000_000_000
DOWNLOAD_SECONDS = 900.0
ARCHIVE = "archive.zip"
OFFICIAL = "/.well-known/official-accounts.json"
LAG = timedelta(hours=48)
"""How old the copy may be that a body offers: it is made nightly at least. A post older than this must be in it."""
_FINE = 200
_KEY_UNKNOWN = "The record's key was taken from the record itself. Compare it with what the body publishes elsewhere."


@dataclass(frozen=True)
class Monitored:
    """What was read, and what came of it. `doubts` are sentences on what could not be made sure of."""

    head: Head
    body: str
    account: SeenAccount
    since: date | None
    comparison: Comparison
    doubts: tuple[str, ...]


def monitor_account(
    record: str,
    account: str,
    *,
    trust: Trust | None = None,
    kept: Sequence[bytes] = (),
    server: str = "",
    any_account: bool = False,
    at: datetime,
) -> Monitored:
    """Verifies `record` (an address, or the path of an archive) and holds the posts of `account` against it.

    `server` is asked in place of Bluesky's own; `any_account` compares also what the body does not name as its own.
    Raises `Refused` where the record does not verify, is of another body, or does not know the account; `Failed` where
    the world does not cooperate.
    """
    with TemporaryDirectory(prefix="answerable-monitor-") as folder:
        is_address = record.startswith(("http://", "https://"))
        path, made_at = _download(record, Path(folder), at) if is_address else _on_disk(Path(record), at)
        head, published = _verified(path, trust, kept)
    if is_address and trust is None:
        _check_origin(head, record)
    seen = see(account, server=server)
    official = _official(record) if is_address else []
    known = _channels_of(seen, published)
    doubts = [] if trust else [_KEY_UNKNOWN]
    doubts += _check_account(seen, known, published, official, any_account=any_account)
    since = min((one.opened_on for one in known), default=published.began_on)
    shown = [Shown(post.url, post.text, post.at) for post in seen.posts]
    names = frozenset(one.channel for one in known)
    # What lies beyond the end of the list cannot be missed in it.
    channels, until = names if seen.is_whole else frozenset(), max(made_at, at - LAG)
    comparison = compare(shown, published, channels=channels, since=since, until=until)
    if not seen.is_whole:
        doubts.append("Only the latest posts can be seen, so nobody can say whether an earlier one was taken down.")
    return Monitored(head, published.body, seen, since, comparison, (*doubts, *seen.notes))


def see(account: str, *, server: str = "") -> SeenAccount:
    """An account as it is written on the command line. Raises `Refused` for what names none."""
    kind, _, rest = account.strip().partition(":")
    if kind == "bluesky":
        return see_bluesky(rest, server=server)
    if account.startswith("https://bsky.app/profile/"):
        return see_bluesky(account.removeprefix("https://bsky.app/profile/").strip("/"), server=server)
    if kind == "feed":
        return see_feed(rest)
    if kind in {"http", "https"}:
        return see_mastodon(account)
    raise Refused(
        "Name the account as bluesky:council.example, https://mastodon.example/@name, or feed:https://example.org/rss."
    )


def _on_disk(path: Path, at: datetime) -> tuple[Path, datetime]:
    """A copy that the reader has, and when it was written."""
    signed = path / CHECKPOINT if path.is_dir() else path
    if not signed.exists():
        raise Refused(f"There is no archive of a record at {path}.")
    return path, datetime.fromtimestamp(signed.stat().st_mtime, at.tzinfo)


def _download(record: str, folder: Path, at: datetime) -> tuple[Path, datetime]:
    """The archive of the record at this address, and when it was made. Raises `Refused` where there is none."""
    address = record if record.endswith(".zip") else urljoin(record.rstrip("/") + "/", ARCHIVE)
    outgoing = Outgoing(reach_of(address), timeout_seconds=DOWNLOAD_SECONDS, most_bytes=MOST_ARCHIVE_BYTES)
    response = outgoing.read(address)
    if response.status != _FINE:
        raise Refused(f"There is no record to download at {address} (the answer was {response.status}).")
    path = folder / ARCHIVE
    path.write_bytes(response.body)
    try:
        return path, parsedate_to_datetime(response.headers.get("last-modified", ""))
    except ValueError:
        return path, at


def _verified(path: Path, trust: Trust | None, kept: Sequence[bytes]) -> tuple[Head, Published]:
    try:
        report = verify_archive(path, trust=trust, kept=kept, verify=WITH_LIBRARY)
    except (OSError, ValueError) as error:
        raise Refused(f"The record cannot be read: {error}.") from error
    if not report.good:
        why = "; ".join(report.problems[:3])
        raise Refused(f"The record does not verify, so nothing is compared with it: {why}. See: answerable verify")
    with open_archive(path) as archive:
        head, _note = parse_checkpoint(archive.read(CHECKPOINT))
        return head, read_published(archive, head.size)


def _check_origin(head: Head, record: str) -> None:
    """A record names the place where it stands; one that is found elsewhere is somebody else's."""
    host = urlsplit(record).netloc.lower()
    if head.origin.split("/")[0].lower() != host:
        raise Refused(
            f"The record found at {host} is that of {head.origin}: of another body, or of one that has moved. If you "
            "know its key to be right, give it with --trust."
        )


def _official(record: str) -> list[str]:
    """The addresses of accounts that the body calls its own beside the record; none where it has no such list."""
    parts = urlsplit(record)
    try:
        told = fetch(f"{parts.scheme}://{parts.netloc}{OFFICIAL}")
        return [str(one["url"]) for one in told["accounts"]]
    except (Rejected, KeyError, TypeError):
        return []


def _channels_of(seen: SeenAccount, published: Published) -> list[RecordedChannel]:
    """The channels of the record that are this account."""
    return [one for one in published.channels.values() if is_of(seen, one.address)]


def is_of(seen: SeenAccount, address: str) -> bool:
    """Whether an address is that of the account; of a feed, whether it is the feed of the same place."""
    if seen.network == "feed":
        return bool(address) and urlsplit(address).netloc.lower() == urlsplit(seen.name).netloc.lower()
    return address.rstrip("/").lower() in seen.names


def _check_account(
    seen: SeenAccount,
    known: Sequence[RecordedChannel],
    published: Published,
    official: Sequence[str],
    *,
    any_account: bool,
) -> list[str]:
    """What is doubtful about whose account it is. Raises `Refused` where the body names its accounts, and not this."""
    if known:
        return []
    if any(is_of(seen, address) for address in official):
        return ["The record does not name the account; the body's own list of its accounts does."]
    named = sorted({one.address for one in published.channels.values() if one.address} | set(official))
    doubt = f"Neither the record nor the body's own list of accounts knows {seen.name}."
    if any_account or not named:
        return [doubt]
    raise Refused(
        f"{doubt} They name: {', '.join(named)}. If you believe that it is the body's all the same, add --any-account."
    )


def as_json(found: Monitored) -> Mapping[str, Any]:
    """The same for programs. `verdict` is the name of each post's verdict, `entry` the number of what it says."""
    return {
        "record": {"origin": found.head.origin, "size": found.head.size, "root": found.head.root.hex()},
        "account": {"network": found.account.network, "name": found.account.name},
        "since": found.since and found.since.isoformat(),
        "alarm": found.comparison.is_alarm,
        "good": found.comparison.is_good,
        "doubts": list(found.doubts),
        "shared": found.account.shared_count,
        "posts": [
            {
                "url": one.post.url,
                "written_at": one.post.at and one.post.at.isoformat(),
                "verdict": one.verdict.name.lower(),
                "entry": one.said and one.said.index,
                "answer": one.said and one.said.answer,
                "version": one.said and one.said.version,
            }
            for one in found.comparison.posts
        ],
        "unseen": [
            {"entry": one.index, "answer": one.answer, "version": one.version} for one in found.comparison.unseen
        ],
    }
