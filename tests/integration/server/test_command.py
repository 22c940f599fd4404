"""The command line, as a person uses it: what it says when something is in the way, and what it starts and stops."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from answerable.errors import Refused
from answerable.server.database import start_embedded

COMMAND = [sys.executable, "-m", "answerable.server.command"]
START_SECONDS = 90


def surroundings(data: Path, **more: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "ANSWERABLE_POOL_SIZE"}}
    return kept | {"ANSWERABLE_DATA": str(data), "ANSWERABLE_PORT": str(free_port())} | more


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def run(data: Path, *arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*COMMAND, *arguments], env=surroundings(data, **more), capture_output=True, text=True, timeout=60, check=False
    )


@pytest.fixture
def data(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    import tempfile

    with tempfile.TemporaryDirectory(prefix="answerable-run-", ignore_cleanup_errors=True) as name:
        Path(name).chmod(0o755)
        yield Path(name) / "data"


def test_a_setting_that_is_no_number_is_named(data: Path) -> None:
    said = run(data, "run", ANSWERABLE_PORT="eight")
    assert said.returncode == 2
    assert "ANSWERABLE_PORT" in said.stdout


def test_a_busy_port_is_said_with_another_to_try(data: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        said = run(data, "run", ANSWERABLE_PORT=str(port))
    assert said.returncode == 2
    assert f"ANSWERABLE_PORT={port + 1}" in said.stdout


def test_a_full_disk_is_said_before_anything_is_written(data: Path) -> None:
    with pytest.raises(Refused, match="nearly full"):
        start_embedded(data, least_free_bytes=10**18)
    assert not (data / "postgres").exists()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root's database runs as another user")
def test_a_folder_the_database_may_not_enter_is_named(data: Path) -> None:
    data.parent.chmod(0o700)
    with pytest.raises(Refused, match=re.escape(str(data.parent))):
        start_embedded(data)


def test_a_file_in_place_of_the_folder_is_a_sentence(data: Path) -> None:
    data.write_text("not a folder")
    with pytest.raises(Refused, match="ANSWERABLE_DATA"):
        start_embedded(data)


@pytest.mark.slow
class TestRun:
    def start(self, data: Path, port: int) -> tuple[subprocess.Popen[str], str]:
        process = subprocess.Popen(
            [*COMMAND, "run"],
            env=surroundings(data, ANSWERABLE_PORT=str(port)),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        assert process.stdout is not None
        said = ""
        for line in process.stdout:
            said += line
            if "Ctrl-C" in line:
                break
        self.wait_until_well(port)
        return process, said

    def wait_until_well(self, port: int) -> None:
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline:
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=5) as answer:
                    if answer.read() == b"well\n":
                        return
            except OSError:
                pass
            time.sleep(0.3)
        pytest.fail("it did not become well")

    def test_it_starts_stops_and_carries_on_with_the_same_data(self, data: Path) -> None:
        port = free_port()
        first, said = self.start(data, port)
        tree = psutil.Process(first.pid).children(recursive=True)
        assert "/way-in/" in said
        assert str(data) in said

        first.send_signal(signal.SIGINT)
        rest = first.communicate(timeout=60)[0]
        assert first.returncode == 0, rest
        assert "Traceback" not in rest
        psutil.wait_procs(tree, timeout=10)
        assert [one.name() for one in tree if one.is_running()] == []

        again, said_again = self.start(data, port)
        again.send_signal(signal.SIGTERM)
        again.communicate(timeout=60)
        assert "/way-in/" in said_again
        assert again.returncode == 0

    def test_killed_outright_it_leaves_no_process_but_the_database_and_starts_again(self, data: Path) -> None:
        port = free_port()
        first, _said = self.start(data, port)
        ours = [one for one in psutil.Process(first.pid).children(recursive=True) if one.name() != "postgres"]
        first.kill()
        first.wait(timeout=30)
        assert first.stdout is not None
        first.stdout.close()  # the database holds its other end
        _gone, alive = psutil.wait_procs(ours, timeout=15)
        assert [one.cmdline() for one in alive if one.name() != "postgres"] == []

        again, _said = self.start(data, port)
        again.send_signal(signal.SIGINT)
        again.communicate(timeout=60)
        assert again.returncode == 0

    def test_a_database_that_goes_away_is_said_and_brought_back(self, data: Path) -> None:
        port = free_port()
        running, said = self.start(data, port)
        postmaster = int((data / "postgres" / "postmaster.pid").read_text().split()[0])
        os.kill(postmaster, signal.SIGKILL)
        answers = set()
        deadline = time.monotonic() + 30
        while time.monotonic() < deadline and 503 not in answers:
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=20) as answer:
                    answers.add(answer.status)
            except urllib.error.HTTPError as error:
                answers.add(error.code)
                said = error.read().decode()
        self.wait_until_well(port)

        running.send_signal(signal.SIGINT)
        rest = running.communicate(timeout=60)[0]
        assert "The database had stopped and is started again." in rest
        assert 500 not in answers
        assert 503 not in answers or "cannot reach its database" in said
