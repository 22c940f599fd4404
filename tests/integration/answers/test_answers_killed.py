"""Real workers, really killed, on the practice network with every fault: what arrived there is counted there."""

import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

import httpx
import pytest
from django.db import connection
from psycopg.conninfo import make_conninfo

from answerable.answers.audit import audit
from answerable.answers.models import Delivery
from answerable.answers.plan import publish_cleared
from answerable.jobs import clock
from answerable.networks.practice.server.running import Running, running
from answerable.questions.models import Question, State
from tests.integration.answers import made_answers as made

ROOT = Path(__file__).resolve().parents[3]
ASKERS = 100
KILLS = int(os.environ.get("ANSWERABLE_TEST_KILLS", "30"))
FAULTS = {
    "throttled": 0.02,
    "unavailable_before": 0.03,
    "unavailable_after": 0.03,
    "lost_before": 0.03,
    "lost_after": 0.03,
    "late": 0.03,
}

pytestmark = pytest.mark.django_db(transaction=True)


def _call(there: Running, path: str, **content: object) -> dict:
    with httpx.Client(trust_env=False) as client:
        headers = {"Authorization": f"Bearer {there.token()}"}
        response = client.post(f"{there.address}/api/admin/{path}", json=content, headers=headers)
    assert response.status_code in {200, 201}, response.text
    return response.json()


def _ready(there: Running, askers: int) -> Question:
    """So many people have asked, and the answer is about to be told."""
    who = made.people()
    asked = [{"handle": f"asker{number}", "text": "When are the bins collected?"} for number in range(askers)]
    uids = _call(there, "posts", posts=asked)["uids"]
    _call(there, "rates", writes={"count": 0, "window_seconds": 60}, reads={"count": 0, "window_seconds": 60})
    channel = made.channel(who.clearer, address=there.address, token=there.token())
    posts = made.posts(channel, uids, accounts=[one["handle"] for one in asked], at=clock.now())
    about = made.question(posts, at=clock.now())
    made.cleared(who, about, at=clock.now())
    assert publish_cleared(at=clock.now()) == 1
    return about


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


def _arrived(there: Running) -> Counter[str]:
    """How often each reference of ours truly stands on the network."""
    _call(there, "faults")
    seen: Counter[str] = Counter()
    after, more = "0", True
    with httpx.Client(trust_env=False) as client:
        while more:
            url = f"{there.address}/api/accounts/council/posts"
            told = client.get(
                url, params={"min_id": after}, headers={"Authorization": f"Bearer {there.token()}"}
            ).json()
            seen.update(item["reference"] for item in told["items"])
            more, after = bool(told["more"]), told["items"][-1]["id"] if told["items"] else after
    return seen


def test_killed_workers_tell_everyone_exactly_once(tmp_path: Path) -> None:
    with running(tmp_path / "practice.db") as there:
        about = _ready(there, ASKERS)
        _call(there, "faults", seed=7, writes=FAULTS, slow_seconds=0.1, lag_seconds=0.1)
        _work(KILLS)
        arrived = _arrived(there)
    keys = set(Delivery.objects.values_list("key", flat=True))
    assert Counter(Delivery.objects.values_list("state", flat=True)) == {"told": ASKERS}
    assert set(arrived) == keys
    assert [key for key, count in arrived.items() if count > 1] == []
    about.refresh_from_db()
    assert about.state == State.ANSWERED
    assert audit(at=clock.now()).is_whole


def test_without_reading_back_the_same_run_doubles(tmp_path: Path) -> None:
    """The negative control: if this finds nothing doubled, the test above proves nothing."""
    with running(tmp_path / "practice.db") as there:
        _ready(there, 15)
        _call(
            there,
            "faults",
            seed=7,
            writes={"lost_after": 0.2, "unavailable_after": 0.2},
            slow_seconds=0.1,
            lag_seconds=0.1,
        )
        _work(2, "without-read-back")
        arrived = _arrived(there)
    assert any(count > 1 for count in arrived.values())
