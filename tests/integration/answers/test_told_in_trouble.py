"""Real workers, really killed, and a database really stopped under them: what arrived is counted on real networks.

`python -m tests.faults` is the same at length, with frozen workers and a full disk beside.
"""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection
from psycopg.conninfo import make_conninfo

from answerable.questions.models import State
from tests.faults.places import Place, bluesky, mastodon, practice
from tests.faults.trouble import ROOT, SECOND, correct, judge, ready, working
from tests.integration.networks.bluesky_town import shared_network
from tests.servers.lossy import LOST_AFTER

KILLS = int(os.environ.get("ANSWERABLE_TEST_KILLS", "200"))
ASKERS = int(os.environ.get("ANSWERABLE_TEST_ASKERS", "300"))

in_a_database = pytest.mark.django_db(transaction=True)


def _database() -> str:
    made_of = connection.settings_dict
    return make_conninfo(
        dbname=made_of["NAME"], user=made_of["USER"], host=made_of["HOST"], port=made_of["PORT"] or None
    )


def _tell(place: Place, trouble: str, times: int, *more: str) -> None:
    with working(trouble, times, *more, database=_database()):
        pass


@in_a_database
def test_killed_workers_tell_everyone_exactly_once(tmp_path: Path) -> None:
    with practice(tmp_path, ASKERS) as there:
        about = ready(there)
        _tell(there, "kill", KILLS)
        assert judge(there) == []
    about.refresh_from_db()
    assert about.state == State.ANSWERED


@in_a_database
def test_workers_that_were_frozen_past_their_lease_tell_everyone_exactly_once(tmp_path: Path) -> None:
    with practice(tmp_path, 60) as there:
        ready(there)
        _tell(there, "freeze", 4)
        assert judge(there) == []


@in_a_database
def test_on_a_real_mastodon_server_everyone_is_told_and_corrected_exactly_once(tmp_path: Path) -> None:
    with mastodon(tmp_path, 40) as there:
        about = ready(there)
        _tell(there, "kill", 20)
        assert judge(there) == []
        correct(about)
        _tell(there, "kill", 10)
        assert judge(there, words=SECOND) == []
        assert len(there.standing()) == 40


@in_a_database
def test_on_a_real_bluesky_server_everyone_is_told_exactly_once() -> None:
    with bluesky(shared_network(), 40) as there:
        ready(there)
        _tell(there, "kill", 20)
        assert judge(there) == []


def test_a_database_that_is_stopped_under_the_workers_loses_and_doubles_nothing() -> None:
    command = [sys.executable, "-m", "tests.faults", "--trouble", "stop", "--times", "3", "--askers", "60"]
    told = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=300, check=False)
    assert told.returncode == 0, told.stdout + told.stderr[-2000:]


LOSES_ANSWERS = {"lost_after": 0.2, "unavailable_after": 0.2}


@in_a_database
def test_without_reading_back_the_practice_network_sees_doubles(tmp_path: Path) -> None:
    """The negative control: if this finds nothing doubled, the tests above prove nothing."""
    with practice(tmp_path, 20, faults=LOSES_ANSWERS) as there:
        ready(there)
        _tell(there, "kill", 2, "without-read-back")
        assert any(count > 1 for count in there.answered().values())


@in_a_database
def test_without_reading_back_a_real_mastodon_server_has_doubles(tmp_path: Path) -> None:
    """The same: our Idempotency-Key goes along, and this server does not mind it."""
    with mastodon(tmp_path, 20, losses={LOST_AFTER: 0.3}) as there:
        ready(there)
        _tell(there, "kill", 2, "without-read-back")
        assert any(count > 1 for count in there.answered().values())
