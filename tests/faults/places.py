"""Networks on which people have asked, for workers in trouble: each is a real server and is counted by reading it.

The practice network has faults of its own; the ways to the others lose calls and answers.
"""

import json
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx

from answerable.networks.practice.server.running import Running, running
from tests.integration.networks.bluesky_town import POST, Town, new_town
from tests.servers.atproto import AtProto, database_beside, network
from tests.servers.lossy import LOST_AFTER, LOST_BEFORE, Line, lossy
from tests.servers.snac2 import Snac, snac2

ASKED = "When are the bins collected?"
LOSSES = {LOST_BEFORE: 0.1, LOST_AFTER: 0.1}
FAULTS = {
    "throttled": 0.02,
    "unavailable_before": 0.03,
    "unavailable_after": 0.03,
    "lost_before": 0.03,
    "lost_after": 0.03,
    "late": 0.03,
}
MOST_AT_ONCE = 200


@dataclass(frozen=True)
class Standing:
    """One message of ours as it stands there: its name, which post it answers, and its words."""

    uid: str
    target_uid: str
    words: str


@dataclass(frozen=True)
class Place:
    """A network with so many `asked`, each by an account of its own; `channel` opens it on the desk.

    `standing` lists every message of ours that stands there now, as the server itself has it.
    """

    asked: list[str]
    channel: dict[str, Any]
    standing: Callable[[], list[Standing]]

    def answered(self, words: str = "") -> Counter[str]:
        """How often each question is answered by us in such words, under it or under our own earlier answer."""
        standing = self.standing()
        ours = {one.uid: one.target_uid for one in standing}
        return Counter(ours.get(one.target_uid, one.target_uid) for one in standing if words in one.words)


@contextmanager
def practice(folder: Path, askers: int, *, faults: dict[str, float] = FAULTS) -> Iterator[Place]:
    """The practice network, which loses, delays and turns away by its own chances."""
    with running(folder / "practice.db") as there:
        asked = [{"handle": f"asker{number}", "text": ASKED} for number in range(askers)]
        uids: list[str] = []
        for start in range(0, askers, MOST_AT_ONCE):
            uids += _steer(there, "posts", posts=asked[start : start + MOST_AT_ONCE])["uids"]
        free = {"count": 0, "window_seconds": 60}
        _steer(there, "rates", writes=free, reads=free)
        _steer(there, "faults", seed=7, writes=faults, slow_seconds=0.1, lag_seconds=0.1)
        channel = {"kind": "practice", "address": there.address, "token": there.token()}
        yield Place(uids, channel, lambda: list(_on_practice(there)))


def _steer(there: Running, path: str, **content: object) -> dict[str, Any]:
    with httpx.Client(trust_env=False, timeout=60) as client:
        headers = {"Authorization": f"Bearer {there.token()}"}
        response = client.post(f"{there.address}/api/admin/{path}", json=content, headers=headers)
    assert response.status_code in {200, 201}, response.text
    return dict(response.json())


def _on_practice(there: Running) -> Iterator[Standing]:
    _steer(there, "faults")
    after, more = "0", True
    with httpx.Client(trust_env=False, headers={"Authorization": f"Bearer {there.token()}"}) as client:
        while more:
            told = client.get(f"{there.address}/api/accounts/council/posts", params={"min_id": after}).json()
            for item in told["items"]:
                yield Standing(str(item["uid"]), str(item["in_reply_to"]), item["text"])
            more, after = bool(told["more"]), told["items"][-1]["id"] if told["items"] else after


@contextmanager
def mastodon(folder: Path, askers: int, *, losses: dict[str, float] = LOSSES) -> Iterator[Place]:
    """A real snac2, and a way to it that loses one call in ten and one answer in ten."""
    with snac2(folder / "snac2") as there, lossy(_way_to(there, losses)) as way:
        uids = [str(there.post("anna", f"@council {ASKED} Street {n}.")["uri"]) for n in range(askers)]
        channel = {"kind": "mastodon", "address": way.address, "token": there.tokens["council"]}
        yield Place(uids, channel, lambda: _on_snac2(there, folder / "snac2"))


def _way_to(there: Snac, losses: dict[str, float]) -> Line:
    return Line(f"http://127.0.0.1:{there.port}", "/api/v1/statuses", losses)


def _on_snac2(there: Snac, folder: Path) -> list[Standing]:
    """From the server's own files: its listing ends after 256."""
    posts = [json.loads(path.read_text()) for path in (folder / "user/council/public").glob("*.json")]
    assert len(posts) >= min(256, len(there.statuses("council")))
    return [Standing(str(one["id"]), str(one.get("inReplyTo")), str(one["content"])) for one in posts]


@contextmanager
def bluesky(net: AtProto, askers: int) -> Iterator[Place]:
    """A real AT Protocol network with its app view, and a way to it that loses one write in ten and one answer in ten.

    All ask from one account that the desk is told are many: the server lets nobody make hundreds of accounts at once.
    """
    town = new_town(net)
    with lossy(Line(net.pds, "com.atproto.repo.putRecord", LOSSES)) as way:
        yield Place(_asked(town, askers), _bluesky_channel(town, way.address), lambda: _on_pds(town))


def _asked(town: Town, askers: int) -> list[str]:
    create = {"$type": "com.atproto.repo.applyWrites#create", "collection": POST}
    uids: list[str] = []
    for start in range(0, askers, MOST_AT_ONCE):
        numbers = range(start, min(askers, start + MOST_AT_ONCE))
        writes = [{**create, "value": {"$type": POST, **town.mention(text=f"{ASKED} Street {n}.")}} for n in numbers]
        made = town.anna.call("com.atproto.repo.applyWrites", repo=town.anna.did, writes=writes)
        uids += [one["uri"] for one in made["results"]]
    town.net.settled()
    return uids


def _bluesky_channel(town: Town, address: str) -> dict[str, Any]:
    settings = {"account": town.settings.account, "service": address, "bot_label": "no"}
    return {"kind": "bluesky", "settings": settings, "secrets": {"password": town.settings.password}}


def _on_pds(town: Town) -> list[Standing]:
    records = town.net.records(town.council.did)
    return [Standing(one["uri"], one["value"]["reply"]["parent"]["uri"], one["value"]["text"]) for one in records]


@contextmanager
def place(kind: str, folder: Path, askers: int, *, database: str) -> Iterator[Place]:
    """The place of that kind; `database` is any address on the PostgreSQL server at hand."""
    with ExitStack() as stack:
        if kind == "bluesky":
            beside = stack.enter_context(database_beside(database))
            yield stack.enter_context(bluesky(stack.enter_context(network(folder, database=beside)), askers))
        else:
            opened = {"practice": practice, "mastodon": mastodon}[kind]
            yield stack.enter_context(opened(folder, askers))
