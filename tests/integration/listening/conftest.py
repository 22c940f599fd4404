"""People, channels, pages of payloads and files for the tests of listening."""

import io
import itertools
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import django
import pytest

django.setup()  # pytest reads this file before pytest-django is ready when the folder is named on the command line

from django.test import Client  # noqa: E402
from practice_payloads import NOW  # noqa: E402

from answerable.accounts.models import Body, Person  # noqa: E402
from answerable.accounts.roles import Role  # noqa: E402
from answerable.channels.models import Channel, Objective  # noqa: E402
from answerable.listening.bring_in import begin_import, read_waiting_files  # noqa: E402
from answerable.listening.ingest import Ingested, ingest  # noqa: E402
from answerable.listening.models import FileImport, Post  # noqa: E402
from answerable.listening.parse import parse_waiting  # noqa: E402
from answerable.networks.contract import Page, Raw  # noqa: E402

Tell = Callable[..., Ingested]
Listen = Callable[..., list[Post]]


@pytest.fixture
def body(db: None) -> Body:
    return Body.objects.create(name="Ambridge Council", set_up_at=NOW)


@pytest.fixture
def person(body: Body) -> Person:
    return Person.objects.create(
        email="lin@ambridge.example", name="Lin", roles=[Role.LISTENER, Role.ADMINISTRATOR], joined_at=NOW
    )


@pytest.fixture
def author(body: Body) -> Person:
    return Person.objects.create(email="ada@ambridge.example", name="Ada", roles=[Role.AUTHOR], joined_at=NOW)


@pytest.fixture
def make_channel(person: Person) -> Callable[..., Channel]:
    def make(kind: str, name: str = "", **more: Any) -> Channel:
        name = name or f"The {kind}"
        return Channel.objects.create(
            public_id=f"ch_{abs(hash(name)) % 10**10}",
            name=name,
            kind=kind,
            objective=Objective.SERVICE,
            keeper=person,
            rules_read_at=NOW,
            opened_at=NOW,
            **more,
        )

    return make


@pytest.fixture
def square(make_channel: Callable[..., Channel]) -> Channel:
    """A channel on the practice network, whose server need not run to read payloads."""
    settings = {"address": "http://127.0.0.1:1", "account": "council", "token": "token-of-tests"}
    return make_channel("practice", "Square", settings=settings)


@pytest.fixture
def files(make_channel: Callable[..., Channel]) -> Channel:
    return make_channel("file", "Inbox exports")


@pytest.fixture
def web(make_channel: Callable[..., Channel]) -> Channel:
    return make_channel("web", "Our own page")


@pytest.fixture
def desk(person: Person) -> Client:
    """A browser in which Lin is signed in."""
    client = Client()
    client.force_login(person)
    return client


@pytest.fixture
def tell(square: Channel) -> Tell:
    """What the network tells next, stored with its bookmark; nothing is read yet."""
    numbers = itertools.count(1)

    def one_page(*items: Raw, on: Channel = square) -> Ingested:
        number = next(numbers)
        return ingest(channel=on, page=Page(items, bookmark=str(number)), at=NOW + timedelta(minutes=number))

    return one_page


@pytest.fixture
def listen(tell: Tell) -> Listen:
    """Tells and reads, and gives the posts there are."""

    def posts(*items: Raw, **more: Any) -> list[Post]:
        if items:
            tell(*items, **more)
        parse_waiting(at=NOW + timedelta(hours=1), limit=1_000)
        return list(Post.objects.order_by("id"))

    return posts


@pytest.fixture
def written(tmp_path: Path) -> Callable[[str | bytes], Path]:
    """A file with this content."""

    def write(content: str | bytes, name: str = "posts.csv") -> Path:
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return write


@pytest.fixture
def bring(files: Channel, person: Person) -> Callable[..., FileImport]:
    """Brings in a file of this content and reads all of it."""

    def whole(content: str | bytes, columns: dict[str, str] | None = None, *, on: Channel = files) -> FileImport:
        raw = io.BytesIO(content.encode() if isinstance(content, str) else content)
        begun = begin_import(
            channel=on, file=raw, name="posts.csv", columns=columns or {"text": "text"}, person=person, at=NOW
        )
        read_waiting_files(at=NOW)
        parse_waiting(at=NOW, limit=10_000)
        begun.refresh_from_db()
        return begun

    return whole


@pytest.fixture(autouse=True)
def _own_folders(settings: Any, tmp_path: Path) -> None:
    """Files go to the test's folder; styles keep their plain names, as before they are gathered at start."""
    settings.MEDIA_ROOT = tmp_path / "kept"
    settings.STATIC_ROOT.mkdir(exist_ok=True)
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = settings.STORAGES | {"staticfiles": plain}
