"""The promise: what people say to us is kept once, whatever breaks on the way, and is gone when they delete it."""

import io
import os
import random
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import django
import httpx
import pytest

django.setup()  # pytest reads this file before pytest-django is ready when the folder is named on the command line

from django.apps import apps  # noqa: E402
from django.db import OperationalError, connection, connections  # noqa: E402

from answerable.accounts.models import Body, Person  # noqa: E402
from answerable.accounts.roles import Role  # noqa: E402
from answerable.channels.connect import connect  # noqa: E402
from answerable.channels.models import Channel, Objective  # noqa: E402
from answerable.listening.ask import ask  # noqa: E402
from answerable.listening.bring_in import begin_import, read_waiting_files  # noqa: E402
from answerable.listening.collect import collect_due  # noqa: E402
from answerable.listening.ingest import ingest  # noqa: E402
from answerable.listening.models import Bookmark, FileImport, ImportState, Payload, Post  # noqa: E402
from answerable.listening.parse import parse_waiting  # noqa: E402
from answerable.networks.contract import Page, Raw, Reply  # noqa: E402
from answerable.networks.practice.server.running import Running, running  # noqa: E402

NOW = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
ROWS = 1_200
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def there(tmp_path: Path) -> Iterator[Running]:
    with running(tmp_path / "practice.db") as network:
        yield network


@pytest.fixture
def open_channel(transactional_db: None, settings, tmp_path: Path) -> Callable[..., Channel]:
    settings.MEDIA_ROOT = tmp_path / "kept"
    Body.objects.create(name="Ambridge Council", set_up_at=NOW)
    keeper = Person.objects.create(email="lin@ambridge.example", name="Lin", roles=[Role.LISTENER], joined_at=NOW)

    def make(kind: str, **chosen: str) -> Channel:
        return Channel.objects.create(
            public_id=f"ch_{kind}",
            name=kind,
            kind=kind,
            settings=chosen,
            objective=Objective.SERVICE,
            keeper=keeper,
            rules_read_at=NOW,
            opened_at=NOW,
        )

    return make


@pytest.fixture
def square(there: Running, open_channel: Callable[..., Channel]) -> Channel:
    return open_channel("practice", address=there.address, account="council", token=there.token("council"))


def call(there: Running, path: str, **content: object) -> httpx.Response:
    headers = {"Authorization": f"Bearer {there.token('council')}"}
    return httpx.post(f"{there.address}/api/admin/{path}", json=content, headers=headers, trust_env=False)


def people_ask(there: Running, count: int) -> list[str]:
    posts = [{"handle": f"asker{number}", "text": f"Question number {number}?"} for number in range(count)]
    return list(call(there, "posts", posts=posts).json()["uids"])


def a_large_file(channel: Channel) -> FileImport:
    rows = "".join(f"{number},When is bin number {number} collected?\n" for number in range(ROWS))
    file = io.BytesIO(f"id,text\n{rows}".encode())
    return begin_import(channel=channel, file=file, name="x", columns={"id": "id", "text": "text"}, person=None, at=NOW)


def the_file_is_here_once(begun: FileImport) -> bool:
    begun.refresh_from_db()
    counted = (begun.state, begun.new_count, begun.same_count) == (ImportState.DONE, ROWS, 0)
    return counted and Payload.objects.count() == Post.objects.count() == ROWS


def read_to_the_end() -> None:
    read_waiting_files(at=NOW)
    parse_waiting(at=NOW, limit=ROWS * 2)


# ---------------------------------------------------------------------------------------------------------- networks


def test_a_network_that_repeats_itself_is_kept_once(there, square):
    people_ask(there, 30)
    for minute in range(5):
        collect_due(at=NOW + timedelta(minutes=minute))
    parse_waiting(at=NOW, limit=100)
    assert Post.objects.count() == 30


def test_a_network_that_fails_half_of_the_time_is_read_whole(there, square):
    uids = people_ask(there, 150)
    call(there, "faults", seed=7, reads={"unavailable_before": 0.5})
    for hour in range(15):
        collect_due(at=NOW + timedelta(hours=hour))
    parse_waiting(at=NOW, limit=1_000)
    assert sorted(Post.objects.values_list("uid", flat=True)) == sorted(uids)


def test_a_worker_that_stops_after_any_page_is_followed_by_another_that_goes_on(there, square):
    uids = people_ask(there, 250)
    network = connect(square)
    position = None
    for _stop in range(2):
        page = network.read(position)
        ingest(channel=square, page=page, at=NOW)
        position = Bookmark.objects.get().position
    assert 0 < Payload.objects.count() < 250
    Bookmark.objects.update(due_at=NOW + timedelta(minutes=2))
    collect_due(at=NOW + timedelta(minutes=3))
    parse_waiting(at=NOW, limit=1_000)
    assert sorted(Post.objects.values_list("uid", flat=True)) == sorted(uids)


def test_a_page_that_cannot_be_stored_moves_no_bookmark(there, square):
    people_ask(there, 30)
    collect_due(at=NOW)
    before = Bookmark.objects.get().position
    people_ask(there, 10)
    page = connect(square).read(before)
    broken = Page((*page.items, Raw("x", {"text": object()})), page.bookmark)
    with pytest.raises(TypeError):
        ingest(channel=square, page=broken, at=NOW)
    assert (Payload.objects.count(), Bookmark.objects.get().position) == (30, before)
    collect_due(at=NOW + timedelta(minutes=1))
    assert Payload.objects.count() == 40


def test_our_own_answers_coming_back_never_wait_for_a_question(there, square):
    [uid] = people_ask(there, 1)
    reply = Reply(key="a" * 40, text="On Tuesday.", frozen_at=NOW, target_uid=uid)
    connect(square).publish(reply)
    collect_due(at=NOW)
    parse_waiting(at=NOW, limit=10)
    assert [post.uid for post in Post.objects.filter(placed_at=None)] == [uid]
    assert Post.objects.filter(ours=True).count() == 1


def test_what_a_person_deletes_is_nowhere_any_more(there, square):
    [uid] = people_ask(there, 1)
    call(there, f"posts/{uid}", text="the regretted words")
    collect_due(at=NOW)
    parse_waiting(at=NOW, limit=10)
    call(there, f"posts/{uid}", text="other words")
    collect_due(at=NOW + timedelta(minutes=1))
    parse_waiting(at=NOW, limit=10)
    assert "regretted" in everything_we_hold()
    call(there, f"posts/{uid}", deleted=True)
    collect_due(at=NOW + timedelta(minutes=2))
    parse_waiting(at=NOW, limit=10)
    assert "regret" not in everything_we_hold()
    assert "other" not in everything_we_hold()
    assert Post.objects.count() == 1


def everything_we_hold() -> str:
    """Every row of every table of listening, as PostgreSQL writes it."""
    words = []
    with connection.cursor() as cursor:
        for model in apps.get_app_config("listening").get_models():
            cursor.execute(f'SELECT held::text FROM "{model._meta.db_table}" AS held')
            words += [row[0] for row in cursor.fetchall()]
    return "\n".join(words)


# ------------------------------------------------------------------------------------------------------ our own page


def test_a_form_sent_again_and_again_is_one_question(open_channel):
    page = open_channel("web")
    for second in range(3):
        ask(
            channel=page, text="When are the bins collected?", name="", at=NOW + timedelta(seconds=second), form_key="k"
        )
    parse_waiting(at=NOW, limit=10)
    assert Post.objects.count() == 1


# ------------------------------------------------------------------------------------------------------------- files

WORKER = """
import django
django.setup()
from datetime import UTC, datetime
from answerable.listening.bring_in import read_waiting_files
from answerable.listening.parse import parse_waiting
now = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
print("ready", flush=True)
while True:
    read_waiting_files(at=now)
    parse_waiting(at=now, limit=200)
"""


def start_worker() -> subprocess.Popen[str]:
    """A process of its own that reads files and payloads in the test's database until it is killed."""
    database = connection.settings_dict
    address = " ".join(
        f"{name}='{database[key]}'"
        for name, key in [
            ("host", "HOST"),
            ("port", "PORT"),
            ("user", "USER"),
            ("password", "PASSWORD"),
            ("dbname", "NAME"),
        ]
        if database[key]
    )
    worker = subprocess.Popen(
        [sys.executable, "-c", WORKER], env={**os.environ, "DATABASE_URL": address}, stdout=subprocess.PIPE, text=True
    )
    assert worker.stdout is not None
    assert worker.stdout.readline() == "ready\n"
    return worker


def test_workers_killed_in_the_middle_of_a_file_lose_and_double_nothing(open_channel):
    begun = a_large_file(open_channel("file"))
    chance = random.Random(7)  # noqa: S311  moments to stop at
    for _kill in range(2):
        worker = start_worker()
        time.sleep(chance.uniform(0.1, 0.5))
        worker.kill()
        worker.communicate()
    read_to_the_end()
    assert the_file_is_here_once(begun)


def test_a_database_that_goes_away_in_the_middle_loses_and_doubles_nothing(open_channel):
    begun = a_large_file(open_channel("file"))
    done, failures = threading.Event(), []

    def work() -> None:
        while not done.is_set():
            try:
                read_to_the_end()
                done.set()
            except OperationalError as error:
                failures.append(error)
            finally:
                connections.close_all()

    worker = threading.Thread(target=work)
    worker.start()
    for _cut in range(3):
        done.wait(0.15)
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
    worker.join()
    assert failures
    assert the_file_is_here_once(begun)


def test_two_workers_and_two_files_with_the_same_rows_keep_each_row_once(open_channel):
    channel = open_channel("file")
    a_large_file(channel)
    a_large_file(channel)
    workers = [threading.Thread(target=lambda: (read_to_the_end(), connections.close_all())) for _ in range(3)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    read_to_the_end()
    assert Post.objects.count() == ROWS
    assert sum(FileImport.objects.values_list("new_count", flat=True)) == ROWS
