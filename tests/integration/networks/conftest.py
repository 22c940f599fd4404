"""A practice network for each test, and for each kind of network a world in which the contract can be tried."""

import hashlib
import json
import ssl
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx
import pytest

from answerable.networks.bluesky.kind import KIND as BLUESKY
from answerable.networks.contract import Can, Heard, Kind, Network, Page, Reply
from answerable.networks.email.kind import KIND as EMAIL
from answerable.networks.feed.kind import KIND as FEED
from answerable.networks.feed.kind import FeedSettings
from answerable.networks.kinds import KINDS
from answerable.networks.mastodon.kind import KIND as MASTODON
from answerable.networks.practice.kind import KIND, Practice
from answerable.networks.practice.server.running import Running, running
from answerable.networks.practice.settings import PracticeSettings
from answerable.networks.x.kind import KIND as X
from tests.fakes.x import running_x
from tests.integration.networks.bluesky_town import new_town
from tests.integration.networks.mail_exercise import opened as opened_mailbox
from tests.integration.networks.mastodon_worlds import opened_fake, opened_snac2
from tests.servers.feed import running_feed

NO_TLS = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
"""Loading the world's authorities for each test would be half of the time they take."""


@dataclass
class Exercise:
    """A running practice network, an account on it, and the trainer's levers."""

    there: Running
    network: Practice

    def client(self, **chosen: Any) -> httpx.Client:
        """A browser, or with headers any other program, that calls the network as it is."""
        return httpx.Client(base_url=self.there.address, trust_env=False, verify=NO_TLS, **chosen)

    def call(self, path: str, **content: Any) -> Any:
        with self.client(headers={"Authorization": f"Bearer {self.there.token()}"}) as client:
            response = client.post(f"/api/admin/{path}", content=json.dumps(content))
        assert response.status_code in {200, 201}, response.text
        return response.json()

    def ask(self, text: str = "When are the bins collected?", *, handle: str = "anna", **more: Any) -> str:
        return str(self.call("posts", posts=[{"handle": handle, "text": text, **more}])["uids"][0])

    def edit(self, uid: str, text: str) -> None:
        self.call(f"posts/{uid}", text=text)

    def delete(self, uid: str) -> None:
        self.call(f"posts/{uid}", deleted=True)

    def fault(self, name: str, **more: Any) -> None:
        self.call("faults", writes={name: 1.0}, **more)

    def hear(self) -> list[Heard]:
        return [self.network.parse(raw) for page in read_all(self.network) for raw in page.items]

    def reply(self, target: str | None, text: str = "On Tuesday.", **more: Any) -> Reply:
        key = hashlib.sha1(f"{target} {text}".encode("utf-8", "replace"), usedforsecurity=False).hexdigest()
        return Reply(key=key, text=text, frozen_at=datetime(2026, 11, 21, tzinfo=UTC), target_uid=target, **more)

    def told(self) -> list[str]:
        """Our own posts as the network has them, whatever the faults."""
        self.call("faults")
        return [heard.text for heard in self.hear() if heard.ours]


def read_all(network: Network, bookmark: str | None = None) -> Iterator[Page]:
    """One sweep."""
    while True:
        page = network.read(bookmark)
        yield page
        if not page.more:
            return
        bookmark = page.bookmark


@dataclass
class Clock:
    """A clock that stands until it is moved."""

    now: float = 1_790_000_000.0

    def __call__(self) -> float:
        return self.now


@contextmanager
def opened(path: Path, **chosen: Any) -> Iterator[Exercise]:
    """A practice network in this process, on a port of its own."""
    with running(path / "practice.db", poll_seconds=0.005, **chosen) as there:
        settings = PracticeSettings(address=there.address, token=there.token())
        yield Exercise(there, KIND.connect(settings))


@pytest.fixture
def practice(tmp_path: Path) -> Iterator[Exercise]:
    with opened(tmp_path) as exercise:
        yield exercise


@pytest.fixture
def open_practice() -> Callable[..., AbstractContextManager[Exercise]]:
    """Opens a practice network in the middle of a test: `open_practice(folder, seeds=..., pace=..., clock=...)`."""
    return opened


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def still(tmp_path: Path, clock: Clock) -> Iterator[Exercise]:
    """A practice network whose clock the test moves."""
    with opened(tmp_path, clock=clock) as exercise:
        yield exercise


# ---------------------------------------------------------------------------- one world for every kind in the table


@dataclass
class World:
    """A kind of network with one account opened, and what citizens do there; None is what nobody can do there.

    `someone` is an account to be written to, on networks where no message goes to everyone.
    """

    kind: Kind
    network: Network
    ask: Callable[[str], str]
    edit: Callable[[str, str], None] | None = None
    delete: Callable[[str], None] | None = None
    someone: str | None = None


@contextmanager
def _practice_world(path: Path) -> Iterator[World]:
    with opened(path) as exercise:
        yield World(KIND, exercise.network, exercise.ask, exercise.edit, exercise.delete)


@contextmanager
def _mastodon_world(_path: Path) -> Iterator[World]:
    with opened_fake() as (fake, network):
        yield World(MASTODON, network, fake.ask, lambda uid, text: fake.edit(uid, f"@council {text}"), fake.delete)


@contextmanager
def _feed_world(path: Path) -> Iterator[World]:
    with running_feed() as there:
        network = FEED.connect(FeedSettings(address=there.address, questions="yes"))
        yield World(FEED, network, there.ask, there.edit, None)


@contextmanager
def _email_world(_path: Path) -> Iterator[World]:
    exercise = opened_mailbox()
    yield World(EMAIL, exercise.network, exercise.ask, someone="anna@cit.test")


@contextmanager
def _bluesky_world(_path: Path) -> Iterator[World]:
    town = new_town()
    yield World(BLUESKY, town.network, town.ask, town.edit, town.delete)


@contextmanager
def _snac2_world(path: Path) -> Iterator[World]:
    """It does not let programs delete."""
    with opened_snac2(path) as there:
        kind = replace(MASTODON, can=MASTODON.can - {Can.RETRACT})
        yield World(kind, there.network, there.ask, there.edit, there.delete)


@contextmanager
def _x_world(_path: Path) -> Iterator[World]:
    with running_x() as (fake, settings):
        yield World(X, X.connect(settings), lambda text: fake.ask(text, names_us_apart=True), None, None)


WORLDS: dict[str, Callable[[Path], AbstractContextManager[World]]] = {
    "practice": _practice_world,
    "bluesky": _bluesky_world,
    "feed": _feed_world,
    "email": _email_world,
    "x": _x_world,
    "mastodon": _mastodon_world,
    "mastodon on snac2": _snac2_world,
}


@pytest.fixture(params=sorted({*WORLDS, *(name for name, kind in KINDS.items() if kind.reads)}))
def world(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[World]:
    with WORLDS[request.param](tmp_path) as opened_world:
        yield opened_world
