"""The Mastodon servers that the tests open: the stand-in for Mastodon 4.6, and a real snac2."""

import hashlib
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from answerable.networks.contract import Heard, Raw, Reply
from answerable.networks.mastodon.kind import KIND, Mastodon
from answerable.networks.mastodon.settings import MastodonSettings
from tests.fakes.mastodon import Fake
from tests.fakes.mastodon_door import TOKEN, running_mastodon
from tests.servers.snac2 import Snac, snac2

ARRIVES_WITHIN = 30.0
"""Seconds for a mention on snac2 that is as patient as it was made: 7.6 were seen, on a busy machine more."""


@dataclass
class Reading:
    """A network read on and on from the bookmark, as the desk does."""

    network: Mastodon
    bookmark: str | None = None

    def sweep(self) -> list[Raw]:
        items: list[Raw] = []
        while True:
            page = self.network.read(self.bookmark)
            self.bookmark = page.bookmark
            items += page.items
            if not page.more:
                return items

    def hear(self) -> list[Heard]:
        return [self.network.parse(raw) for raw in self.sweep()]


def reply_to(target: str | None, text: str = "On Tuesday.", **more: Any) -> Reply:
    key = hashlib.sha1(f"{target} {text}".encode("utf-8", "replace"), usedforsecurity=False).hexdigest()
    return Reply(key=key, text=text, frozen_at=more.pop("at", datetime.now(UTC)), target_uid=target, **more)


@contextmanager
def opened_fake(**chosen: Any) -> Iterator[tuple[Fake, Mastodon]]:
    with running_mastodon(**chosen) as fake:
        yield fake, KIND.connect(MastodonSettings(address=fake.address, token=TOKEN))


@dataclass
class SnacWorld:
    """A real snac2 with the council on it, and Anna, who asks; what she does has arrived when it returns."""

    there: Snac
    network: Mastodon

    def ask(self, text: str) -> str:
        return str(self.asked([text])[0])

    def asked(self, texts: list[str]) -> list[str]:
        uris = [self.there.post("anna", f"@council {text}")["uri"] for text in texts]
        # Its listing of notifications is the latest 64.
        wait_until(lambda: set(uris[-60:]) <= set(self.there.notified("council")))
        return uris

    def edit(self, uri: str, text: str) -> None:
        self.there.edit("anna", self._local_id(uri), f"@council {text}")

    def delete(self, uri: str) -> None:
        """Asked again until it is gone: what the server's queue still carries may bring the post back."""

        def is_gone() -> bool:
            self.there.delete("anna", uri)
            time.sleep(0.5)
            return uri not in self.there.notified("council")

        wait_until(is_gone)

    def _local_id(self, uri: str) -> str:
        return next(one["id"] for one in self.there.statuses("anna") if one["uri"] == uri)


@contextmanager
def opened_snac2(folder: Path) -> Iterator[SnacWorld]:
    with snac2(folder / "snac2") as there:
        settings = MastodonSettings(address=there.address, token=there.tokens["council"])
        yield SnacWorld(there, KIND.connect(settings))


def wait_until(holds: Any, *, seconds: float = ARRIVES_WITHIN) -> None:
    ends = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < ends, "it did not happen in time"
        time.sleep(0.05)
