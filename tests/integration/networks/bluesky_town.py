"""A council on a real AT Protocol network, and the people who write to it; the network runs once for all tests."""

import atexit
import functools
import hashlib
import os
import shutil
import tempfile
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from answerable.networks.bluesky.kind import KIND, Bluesky
from answerable.networks.bluesky.settings import BlueskySettings
from answerable.networks.contract import Heard, Raw, Reply
from tests.servers.atproto import AtProto, Person, database_beside, network

POST = "app.bsky.feed.post"
WRITTEN = "2026-11-28T10:00:00.000Z"


@functools.cache
def shared_network() -> AtProto:
    """Started by the first test that needs it; ends with the run."""
    stack = ExitStack()
    folder = Path(tempfile.mkdtemp(prefix="answerable-atproto-"))
    stack.callback(shutil.rmtree, folder, ignore_errors=True)
    database = stack.enter_context(database_beside(os.environ["DATABASE_URL"]))
    atexit.register(stack.close)
    return stack.enter_context(network(folder, database=database))


@dataclass
class Town:
    """The council's account as our network has it, and people around it."""

    net: AtProto
    council: Person
    anna: Person
    network: Bluesky
    settings: BlueskySettings

    def mention(self, **more: Any) -> dict[str, Any]:
        """A post's parts that mention the council, by a facet over its first letters."""
        feature = {"$type": "app.bsky.richtext.facet#mention", "did": self.council.did}
        facet = {"index": {"byteStart": 0, "byteEnd": 1}, "features": [feature]}
        return {
            "text": "When are the bins collected?",
            "createdAt": WRITTEN,
            "langs": ["en"],
            "facets": [facet],
            **more,
        }

    def ask(self, text: str = "When are the bins collected?", *, by: Person | None = None, **more: Any) -> str:
        """A mention of the council, which the app view has taken in."""
        uri = (by or self.anna).put(POST, self.mention(text=text, **more))
        self.net.settled()
        return uri

    def say(self, text: str, *, by: Person | None = None, **more: Any) -> str:
        """A post that mentions nobody."""
        uri = (by or self.anna).put(POST, {"text": text, "createdAt": WRITTEN, **more})
        self.net.settled()
        return uri

    def announce(self, text: str = "Roadworks in Mill Lane.") -> str:
        """A post of our own, taken in before anyone answers it: the app view indexes two accounts at once, and sends no
        notification of a reply that it takes in beside the post it replies to."""
        uri = self.network.publish(self.reply(None, text)).uid
        self.net.settled()
        return uri

    def edit(self, uri: str, text: str, *, by: Person | None = None) -> None:
        (by or self.anna).put(POST, self.mention(text=text), key=uri.rpartition("/")[2])
        self.net.settled()

    def delete(self, uri: str, *, by: Person | None = None) -> None:
        (by or self.anna).delete(uri)
        self.net.settled()

    def reference(self, uri: str) -> dict[str, str]:
        """A strong reference to a post as it is now."""
        _, _, did, collection, key = uri.split("/")
        found = self.net.get("com.atproto.repo.getRecord", repo=did, collection=collection, rkey=key)
        return {"uri": uri, "cid": found["cid"]}

    def reply_parts(self, parent: str, root: str | None = None) -> dict[str, Any]:
        return {"reply": {"root": self.reference(root or parent), "parent": self.reference(parent)}}

    def read(self, bookmark: str | None = None) -> tuple[list[Raw], str]:
        """One whole pass."""
        items: list[Raw] = []
        while True:
            page = self.network.read(bookmark)
            items += page.items
            bookmark = page.bookmark
            if not page.more:
                return items, bookmark

    def hear(self) -> list[Heard]:
        return [self.network.parse(raw) for raw in self.read()[0]]

    def reply(self, target: str | None, text: str = "On Tuesday.", **more: Any) -> Reply:
        key = hashlib.sha1(f"{target} {text}".encode("utf-8", "replace"), usedforsecurity=False).hexdigest()
        return Reply(key=key, text=text, frozen_at=datetime(2026, 11, 28, 11, tzinfo=UTC), target_uid=target, **more)

    def told(self) -> list[dict[str, Any]]:
        """What our account has written, as the server has it."""
        return [one["value"] for one in self.net.records(self.council.did)]

    def through(self, service: str) -> Bluesky:
        """The same account by another address, such as a proxy that loses things."""
        return KIND.connect(replace(self.settings, service=service))


def new_town(net: AtProto | None = None) -> Town:
    """Accounts that no other test has."""
    net = net or shared_network()
    council, anna = net.join("council"), net.join("anna")
    settings = BlueskySettings(account=council.handle, password=council.app_password(), service=net.pds)
    return Town(net, council, anna, KIND.connect(settings), settings)
