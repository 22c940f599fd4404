"""Thousands of mails come in, the reader is killed again and again, the mailbox counts anew: none lost, none twice.

`ANSWERABLE_TEST_MAILS=10000` sets how many; that many take five minutes on two busy cores.
"""

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator

import pytest
from django.conf import settings
from django.db import connection

from answerable.channels.credentials import lock
from answerable.channels.models import Channel
from answerable.listening.models import Bookmark, Payload, Post
from tests.integration.answers import made_answers as made
from tests.integration.networks.mail_exercise import Exercise, opened
from tests.servers.mail import PASSWORD

COUNT = int(os.environ.get("ANSWERABLE_TEST_MAILS", "600"))
KILLS = 12
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


@pytest.fixture
def post() -> Exercise:
    return opened()


@pytest.fixture
def channel(post: Exercise) -> Channel:
    given = post.network.settings
    channel = made.channel(made.people().clearer, kind="email")
    Channel.objects.filter(pk=channel.pk).update(
        settings={"address": given.address, "imap": given.imap, "smtp": given.smtp},
        credentials=lock({"password": PASSWORD}, channel_id=channel.public_id, keys=settings.KEYS),
    )
    return channel


@pytest.fixture
def reader() -> Iterator[list[subprocess.Popen[bytes]]]:
    running: list[subprocess.Popen[bytes]] = []
    yield running
    for process in running:
        process.kill()
        process.wait()


def start(running: list[subprocess.Popen[bytes]]) -> subprocess.Popen[bytes]:
    told = connection.settings_dict
    address = f"postgresql://{told['USER']}@/{told['NAME']}?host={told['HOST']}&port={told['PORT'] or 5432}"
    environment = os.environ | {"DATABASE_URL": address}
    command = [sys.executable, "-m", "tests.integration.listening.mail_reader"]
    process = subprocess.Popen(command, env=environment)
    running.append(process)
    return process


def test_thousands_of_mails_are_each_a_post_across_kills_and_a_new_count_of_uids(post, channel, reader) -> None:
    chance = random.Random(7)  # noqa: S311  the same each time
    post.ask_many(COUNT // 2)
    for _ in range(KILLS // 2):
        _let_read_and_kill(start(reader), chance)
    post.count_uids_anew()
    post.ask_many_from(COUNT // 2, COUNT)
    for _ in range(KILLS // 2):
        _let_read_and_kill(start(reader), chance)
    process = start(reader)
    _until(lambda: Post.objects.count() >= COUNT)
    process.kill()
    texts = sorted(Post.objects.values_list("text", flat=True))
    assert texts == sorted(f"Question {number}?" for number in range(COUNT))
    assert Payload.objects.filter(parsed_at=None).count() == 0
    assert Bookmark.objects.get(channel=channel).failing_why == ""


def _let_read_and_kill(process: subprocess.Popen[bytes], chance: random.Random) -> None:
    """Killed after it surely began to read, in the middle of whatever it is doing then."""
    before = Payload.objects.count()
    _until(lambda: Payload.objects.count() > before or Post.objects.count() >= COUNT // 2)
    time.sleep(chance.uniform(0.0, 0.4))
    process.send_signal(signal.SIGKILL)
    process.wait()


def _until(look, *, seconds: float = 300.0) -> None:
    ends = time.monotonic() + seconds
    while not look():
        assert time.monotonic() < ends, f"{Payload.objects.count()} payloads, {Post.objects.count()} posts"
        time.sleep(0.05)
