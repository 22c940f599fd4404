"""The commands about the record, run as a person runs them, and killed outright in the middle."""

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

COMMAND = [sys.executable, "-m", "answerable.server.command"]
MOMENT = 0.05
KILLS = 5

FILL = """
import json, sys
from datetime import timedelta
from answerable.server.environment import environment
from answerable.server.command import _open_database, _let_go
server = _open_database(environment())
from django.conf import settings
from django.core.management import call_command
call_command("migrate", verbosity=0)
from answerable.jobs import clock
from answerable.record.export.nightly import export_if_grown
from tests.integration.record import record_story
for number in range(int(sys.argv[1]), int(sys.argv[2])):
    record_story.tell(number, clock.now().date())
record_story.sealed(settings.KEYS, clock.now())
# Days later each time: files that took long to make are left alone for a while.
export_if_grown(at=clock.now() + timedelta(days=int(sys.argv[1])))
from answerable.record.models import Entry
print(json.dumps({"size": Entry.objects.count()}))
_let_go(server)
"""


def surroundings(data: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "ANSWERABLE_POOL_SIZE"}}
    return kept | {"ANSWERABLE_DATA": str(data), "PYTHONPATH": str(Path(__file__).parents[3])}


def run(data: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*COMMAND, *arguments], env=surroundings(data), capture_output=True, text=True, timeout=120, check=False
    )


def fill(data: Path, first: int, end: int) -> int:
    """Add stories to the record, seal and export them; how long it is then."""
    said = subprocess.run(
        [sys.executable, "-c", FILL, str(first), str(end)],
        env=surroundings(data),
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert said.returncode == 0, said.stderr
    return int(json.loads(said.stdout)["size"])


def kill_in_the_middle(data: Path, after: float, *arguments: str) -> bool:
    """Start a command and kill it outright after so many seconds; whether it was killed before it had ended."""
    started = subprocess.Popen(
        [*COMMAND, *arguments], env=surroundings(data), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    time.sleep(after)
    started.kill()
    return started.wait(timeout=60) == -signal.SIGKILL


@pytest.fixture
def data() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="answerable-record-", ignore_cleanup_errors=True) as name:
        Path(name).chmod(0o755)
        yield Path(name) / "data"
        run(Path(name) / "data", "keys", "show")  # whoever leaves last stops the database, also after a kill


def moments(seconds: float) -> list[float]:
    """When to kill, spread over as long as a command takes, more of them towards its end, where it writes."""
    chance = random.Random(7)  # noqa: S311  it decides when to kill
    return sorted(seconds * (1 - 0.6 * chance.random() ** 2) + MOMENT * chance.random() for _ in range(KILLS))


def copy_as_it_is(source: Path, target: Path) -> None:
    """Copy a stopped database with its owners, which the server insists on."""
    shutil.copytree(source, target, symlinks=True)
    for path in [source, *source.rglob("*")]:
        owner = path.lstat()
        os.chown(target / path.relative_to(source), owner.st_uid, owner.st_gid, follow_symlinks=False)


def timed(data: Path, *arguments: str) -> float:
    began = time.perf_counter()
    run(data, *arguments)
    return time.perf_counter() - began


@pytest.mark.slow
class TestKilled:
    def test_a_change_of_keys_killed_at_any_moment_leaves_a_record_that_can_be_checked(self, data: Path) -> None:
        fill(data, 1, 3)
        former = run(data, "keys", "show").stdout.split(": ")[1]
        (data / "old.txt").write_text(f"log {former}quorum 0\n")
        for moment in moments(timed(data, "keys", "show")):
            kill_in_the_middle(data, moment, "keys", "rotate")
        said = run(data, "keys", "rotate")
        assert "new key" in said.stdout or "changed a short while ago" in said.stdout, said.stderr
        size = fill(data, 3, 5)
        shown = run(data, "keys", "show").stdout
        assert former.strip() in shown.splitlines()[1]
        checked = run(data, "verify", str(data / "files" / "record.zip"), "--trust", str(data / "old.txt"))
        assert checked.returncode == 0, checked.stdout
        assert size == 21, "twenty entries of four stories, and one change of keys"

    def test_a_recovery_killed_at_any_moment_ends_with_the_whole_record(self, data: Path) -> None:
        fill(data, 1, 3)
        backup = data.parent / "backup"
        copy_as_it_is(data / "postgres", backup)
        size = fill(data, 3, 40)
        shutil.rmtree(data / "postgres")
        copy_as_it_is(backup, data / "postgres")
        for moment in moments(timed(data, "keys", "show") + 0.3):
            kill_in_the_middle(data, moment, "recover")
        said = run(data, "recover")
        assert f"holds all {size} entries" in said.stdout or "were taken from" in said.stdout, said.stderr
        assert fill(data, 40, 41) == size + 5
        assert run(data, "verify", str(data / "files" / "record.zip")).returncode == 0

    def test_what_a_person_is_told(self, data: Path) -> None:
        fill(data, 1, 2)
        asked = run(data, "keys", "compromised")
        assert asked.returncode == 2
        assert "Nothing was done" in asked.stdout
        done = run(data, "keys", "compromised", "--reason", "LOST", "--yes")
        assert "/record/2+" in done.stdout, done.stderr
        assert run(data, "recover", "nowhere.zip").returncode == 2
        assert fill(data, 2, 3) == 6
        checked = run(data, "verify", str(data / "files" / "record.zip"))
        assert checked.returncode == 0
        assert "succeeds another of 5 entries" in checked.stdout
