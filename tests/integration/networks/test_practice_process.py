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
from datetime import UTC, datetime
from pathlib import Path

import pytest

from answerable.networks.contract import Raw, Reply, TryLater, Uncertain
from answerable.networks.practice.kind import KIND, Practice
from answerable.networks.practice.server.__main__ import is_alive, main
from answerable.networks.practice.server.running import read_tokens
from answerable.networks.practice.settings import PracticeSettings

COMMAND = [sys.executable, "-m", "answerable.networks.practice.server"]

MOMENT = datetime(2026, 11, 21, tzinfo=UTC)

Start = Callable[..., subprocess.Popen[str]]


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    """Starts the command on one store; whatever still runs at the end is stopped."""
    started: list[subprocess.Popen[str]] = []

    def begin(*arguments: str) -> subprocess.Popen[str]:
        own = ["--store", str(tmp_path / "practice.db"), "--ready-file", str(tmp_path / "ready.json"), *arguments]
        started.append(subprocess.Popen([*COMMAND, *own], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True))
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


def test_though_the_network_is_killed_in_the_middle_everybody_is_told_once(tmp_path, start):
    process = start("--first", "0", "--pace", "0")
    network = _ready(tmp_path, process)
    posts = [{"handle": f"asker{number}", "text": "When?"} for number in range(60)]
    askers = network.calls.write("admin", "posts", content={"posts": posts})["uids"]
    waiting = [Reply(f"{number:040x}", f"Answer {number}.", MOMENT, uid) for number, uid in enumerate(askers)]
    for number in range(3):
        # Killed after a different while each time, in the middle of whatever it is doing.
        threading.Timer(0.05 + 0.03 * number, process.kill).start()
        waiting, unclear = _send_each(network, waiting)
        process.wait()
        process = start("--first", "0", "--pace", "0")
        network = _ready(tmp_path, process)
        waiting += [reply for reply in unclear if not network.look_up(reply)]
    for reply in waiting:
        network.publish(reply)
    told = [network.parse(raw) for raw in _everything(network)]
    assert sorted(heard.text for heard in told if heard.ours) == sorted(f"Answer {n}." for n in range(len(askers)))


def _send_each(network: Practice, waiting: list[Reply]) -> tuple[list[Reply], list[Reply]]:
    """Sends each once; returns those surely not done and those whose fate is unclear."""
    again: list[Reply] = []
    unclear: list[Reply] = []
    for reply in waiting:
        try:
            network.publish(reply)
        except TryLater:
            again.append(reply)
        except Uncertain:
            unclear.append(reply)
    return again, unclear


def _everything(network: Practice) -> list[Raw]:
    page = network.read(None)
    items = list(page.items)
    while page.more:
        page = network.read(page.bookmark)
        items += page.items
    return items


def test_it_goes_when_its_parent_goes(tmp_path):
    script = (
        "import os, subprocess, sys, time\n"
        f"subprocess.Popen({COMMAND!r} + sys.argv[1:] + ['--parent-pid', str(os.getpid())])\n"
        "time.sleep(60)\n"
    )
    own = ["--store", str(tmp_path / "practice.db"), "--ready-file", str(tmp_path / "ready.json")]
    parent = subprocess.Popen([sys.executable, "-c", script, *own], stdout=subprocess.DEVNULL)
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
