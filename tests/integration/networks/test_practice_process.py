"""The practice network as a process of its own: started, killed, started again, and gone with its parent."""

import json
import os
import signal
import socket
import stat
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from answerable.networks.practice.kind import KIND, Practice
from answerable.networks.practice.server.__main__ import is_alive, main
from answerable.networks.practice.server.running import read_tokens
from answerable.networks.practice.settings import PracticeSettings

COMMAND = [sys.executable, "-m", "answerable.networks.practice.server"]

Start = Callable[..., subprocess.Popen[str]]


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    """Starts the command on one store; whatever still runs at the end is stopped."""
    started: list[subprocess.Popen[str]] = []

    def begin(*arguments: str) -> subprocess.Popen[str]:
        own = ["--store", str(tmp_path / "practice.db"), "--ready-file", str(tmp_path / "ready.json"), *arguments]
        started.append(subprocess.Popen([*COMMAND, *own], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True))  # noqa: S603  our own
        return started[-1]

    yield begin
    for process in started:
        if process.poll() is None:
            process.kill()
        process.communicate()


def _wait_until(holds: Callable[[], bool], *, seconds: float = 15) -> None:
    deadline = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def _ready(folder: Path, process: subprocess.Popen[str]) -> Practice:
    """An account on the network that `process` is."""

    def is_ready() -> bool:
        file = folder / "ready.json"
        return file.exists() and json.loads(file.read_text())["pid"] == process.pid

    _wait_until(is_ready)
    told = json.loads((folder / "ready.json").read_text())
    token = read_tokens(Path(told["tokens_file"]))["council"]
    return KIND.connect(PracticeSettings(address=told["address"], token=token))


def test_it_fills_up_stops_cleanly_and_says_only_where_it_is(tmp_path, start):
    process = start("--all")
    network = _ready(tmp_path, process)
    assert len(network.read(None).items) > 0
    process.send_signal(signal.SIGTERM)
    out, errors = process.communicate(timeout=10)
    assert (process.returncode, out, errors) == (0, f"Practice network: {network.calls.settings.address}\n", "")
    assert not (tmp_path / "ready.json").exists()


def test_secrets_are_for_their_owner_alone(tmp_path, start):
    _ready(tmp_path, start("--first", "0"))
    for name in ("practice.db", "practice.db.tokens.json"):
        assert stat.S_IMODE((tmp_path / name).stat().st_mode) == 0o600


def test_after_a_kill_it_carries_on_at_the_same_address_with_everything(tmp_path, start):
    first = start("--first", "3", "--pace", "0")
    network = _ready(tmp_path, first)
    before = network.read(None).items
    first.kill()
    first.wait()
    again = _ready(tmp_path, start("--first", "3", "--pace", "0"))
    assert again.calls.settings == network.calls.settings
    assert again.read(None).items == before


def test_it_goes_when_its_parent_goes(tmp_path):
    script = (
        "import os, subprocess, sys, time\n"
        f"subprocess.Popen({COMMAND!r} + sys.argv[1:] + ['--parent-pid', str(os.getpid())])\n"
        "time.sleep(60)\n"
    )
    own = ["--store", str(tmp_path / "practice.db"), "--ready-file", str(tmp_path / "ready.json")]
    parent = subprocess.Popen([sys.executable, "-c", script, *own], stdout=subprocess.DEVNULL)  # noqa: S603  our own
    try:
        _wait_until((tmp_path / "ready.json").exists)
    finally:
        parent.kill()
        parent.wait()
    _wait_until(lambda: not (tmp_path / "ready.json").exists())


def test_a_parent_that_never_was_ends_it_at_once(tmp_path, start):
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    process = start("--parent-pid", str(gone.pid))
    assert process.wait(timeout=15) == 0


def test_a_busy_port_is_a_sentence_and_not_a_crash(tmp_path, start):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        process = start("--port", str(other.getsockname()[1]))
        _, errors = process.communicate(timeout=15)
    assert process.returncode == 2
    assert errors == "The practice network cannot start: Address already in use. Choose another port or store.\n"


@pytest.fixture
def command() -> Iterator[Callable[[list[str]], int]]:
    """The command in this process, which gets its own ways with signals back."""
    before = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT)}
    yield main
    for number, kept in before.items():
        signal.signal(number, kept)


def test_a_store_that_cannot_be_made_is_a_sentence_and_not_a_crash(tmp_path, command, capsys):
    assert command(["--store", str(tmp_path / "nowhere" / "practice.db")]) == 2
    assert "No such file or directory" in capsys.readouterr().err


def test_it_ends_at_a_signal_and_takes_its_ready_file_along(tmp_path, command):
    ready = tmp_path / "ready.json"

    def end() -> None:
        # Our own process is signalled only once the command is sure to listen for it.
        _wait_until(ready.exists)
        os.kill(os.getpid(), signal.SIGTERM)

    ending = threading.Thread(target=end)
    ending.start()
    own = ["--store", str(tmp_path / "p.db"), "--ready-file", str(ready), "--all", "--parent-pid", str(os.getpid())]
    assert command(own) == 0
    ending.join()
    assert not ready.exists()


def test_it_says_where_it_is_and_ends_with_its_parent(tmp_path, command, capsys):
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    assert command(["--store", str(tmp_path / "p.db"), "--first", "0", "--parent-pid", str(gone.pid)]) == 0
    assert capsys.readouterr().out.startswith("Practice network: http://127.0.0.1:")


def test_a_parent_that_lives_is_seen_to():
    assert is_alive(os.getppid())
    assert is_alive(os.getpid())
