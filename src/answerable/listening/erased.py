"""What was erased and must not come back: it is known again by a keyed name, never by the one it had on the network."""

import hmac
import os
import secrets
from collections.abc import Iterable
from datetime import datetime
from hashlib import sha256
from itertools import chain

from django.conf import settings
from django.db import transaction

from answerable.accounts.secret_file import kept_secret
from answerable.listening.models import Payload, Post

ERASED = "erased-"
LIST = "erased.list"
"""The file beside the keys that outlives the database: see `remembered`."""


def erased_name(channel_id: int, uid: str) -> str:
    """`erased-` and 43 hex digits: HMAC-SHA-256 under a key outside the database, so that names cannot be tried.

    The same thing on the same channel always has the same; without the key file nothing erased is known again.
    """
    secret = kept_secret(settings.KEYS / "erasure_key", lambda: secrets.token_bytes(32))
    return ERASED + hmac.new(secret, f"{channel_id}/{uid}".encode(), sha256).hexdigest()[:43]


def remember_erased(names: Iterable[str]) -> None:
    """Writes keyed names of posts beside the keys once the transaction is over: a restored database lacks them."""
    lines = "".join(f"{name}\n" for name in names)

    def write() -> None:
        with (settings.KEYS / LIST).open("a", encoding="ascii") as file:
            file.write(lines)
            file.flush()
            os.fsync(file.fileno())

    transaction.on_commit(write)


def remembered() -> set[str]:
    """All keyed names that were ever erased here; what a crash left half-written is no name."""
    path = settings.KEYS / LIST
    return set(path.read_text(encoding="ascii").splitlines()) if path.exists() else set()


def empty_payloads(keys: Iterable[tuple[int, str]], *, at: datetime) -> int:
    """Takes away all that networks told under these names (channel and name of a post); how many payloads.

    The rows stay under their keyed names, so that the same is not taken in again; their hashes are keyed as well,
    because a hash of few words can be tried out.
    """
    count = 0
    for channel_id, uid in keys:
        for payload in Payload.objects.filter(channel=channel_id, uid=uid).only("content_hash"):
            hashed = erased_name(channel_id, payload.content_hash)
            told = {"content": "", "content_hash": hashed, "uid": erased_name(channel_id, uid)}
            count += Payload.objects.filter(pk=payload.pk).update(**told, parsed_at=at, unreadable_why="")
    return count


def erased_among(channel_id: int, uids: Iterable[str]) -> set[str]:
    """Which of these names of posts on the channel are of something erased; two look-ups by index."""
    names = {erased_name(channel_id, uid): uid for uid in uids}
    wanted = {"channel": channel_id, "uid__in": list(names)}
    found = chain(*(rows.filter(**wanted).values_list("uid", flat=True) for rows in (Payload.objects, Post.objects)))
    return {names[name] for name in found}
