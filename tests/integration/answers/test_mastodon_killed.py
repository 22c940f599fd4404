"""Real workers, really killed, on a real snac2 with a lossy way to it: what arrived is counted on the server."""

import hashlib
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from django.db import connection
from psycopg.conninfo import make_conninfo

from answerable.answers.audit import audit
from answerable.answers.models import Delivery
from answerable.answers.plan import publish_cleared
from answerable.jobs import clock
from tests.integration.answers import made_answers as made
from tests.servers.lossy import LOST_AFTER, LOST_BEFORE, Line, lossy
from tests.servers.snac2 import Snac, snac2

ROOT = Path(__file__).resolve().parents[3]
ASKERS = int(os.environ.get("ANSWERABLE_TEST_ASKERS", "60"))
KILLS = int(os.environ.get("ANSWERABLE_TEST_KILLS", "30"))

pytestmark = pytest.mark.django_db(transaction=True)


def _line(there: Snac, chances: dict[str, float]) -> Line:
    return Line(f"http://127.0.0.1:{there.port}", "/api/v1/statuses", chances)


def _ready(there: Snac, address: str, askers: int) -> list[str]:
    """So many questions stand on the server, each by an asker of its own, and the answer is about to be told."""
    who = made.people()
    uids = [
        str(there.post("anna", f"@council When are the bins collected in street {n}?")["uri"]) for n in range(askers)
    ]
    channel = made.channel(who.clearer, kind="mastodon", address=address, token=there.tokens["council"])
    posts = made.posts(channel, uids, at=clock.now())
    made.cleared(who, made.question(posts, at=clock.now()), text="On *Tuesdays*, at 7 o'clock.", at=clock.now())
    assert publish_cleared(at=clock.now()) == 1
    return uids


def _work(kills: int, *more: str) -> None:
    """Two workers at once, each killed so often, each left to finish in the end."""
    made_of = connection.settings_dict
    address = make_conninfo(
        dbname=made_of["NAME"], user=made_of["USER"], host=made_of["HOST"], port=made_of["PORT"] or None
    )
    environment = os.environ | {"DATABASE_URL": address}
    command = [sys.executable, "-m", "tests.integration.answers.killed_worker", str(kills // 2)]
    workers = [
        subprocess.Popen([*command, str(seed), *more], cwd=ROOT, env=environment, stderr=subprocess.DEVNULL)
        for seed in (1, 2)
    ]
    for worker in workers:
        worker.wait(timeout=240)


def _answers(there: Snac, uids: list[str]) -> Counter[str]:
    """How often each question is answered by us, as the server itself lists our posts."""
    names = {hashlib.md5(uid.encode(), usedforsecurity=False).hexdigest(): uid for uid in uids}
    replies = [str(one["in_reply_to_id"])[10:] for one in there.statuses("council")]
    return Counter(names[reply] for reply in replies)


def test_killed_workers_on_a_lossy_way_tell_everyone_exactly_once(tmp_path: Path) -> None:
    chances = {LOST_BEFORE: 0.1, LOST_AFTER: 0.1}
    with snac2(tmp_path / "snac2") as there, lossy(_line(there, chances)) as way:
        uids = _ready(there, way.address, ASKERS)
        _work(KILLS)
        answered = _answers(there, uids)
    assert set(way.fates) >= {LOST_BEFORE, LOST_AFTER}
    assert Counter(Delivery.objects.values_list("state", flat=True)) == {"told": ASKERS}
    assert set(answered) == set(uids)
    assert [uid for uid, count in answered.items() if count > 1] == []
    assert audit(at=clock.now()).is_whole


def test_without_reading_back_the_same_run_doubles(tmp_path: Path) -> None:
    """The negative control: our Idempotency-Key goes along, and this server does not mind it."""
    with snac2(tmp_path / "snac2") as there, lossy(_line(there, {LOST_AFTER: 0.3})) as way:
        uids = _ready(there, way.address, 20)
        _work(2, "without-read-back")
        answered = _answers(there, uids)
    assert any(count > 1 for count in answered.values())
