"""The process tree of `answerable run`: database, practice network, web and worker start together and stop together."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from answerable.errors import Refused
from answerable.server.environment import Environment

STOP_SECONDS = 25.0
RESTART_PAUSE_SECONDS = 1.0
READY_SECONDS = 30.0


@dataclass
class Child:
    """One process of the tree and how to start it again when it dies."""

    name: str
    start: Callable[[], subprocess.Popen[bytes]]
    process: subprocess.Popen[bytes]


def check_port(environment: Environment) -> None:
    """Raises `Refused` when something else listens where we want to."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((environment.host, environment.port))
        except OSError as error:
            raise Refused(
                f"Port {environment.port} on {environment.host} is in use. Stop the other program, "
                f"or choose another port: ANSWERABLE_PORT={environment.port + 1} make run"
            ) from error


def start_practice(environment: Environment) -> Child:
    """The practice network on a loopback port of its own, which it keeps over restarts so that its links stay good."""
    folder = environment.data / "practice"
    folder.mkdir(parents=True, exist_ok=True)
    ready, store = folder / "ready.json", folder / "network.sqlite"
    pace = str(environment.practice_pace)

    def start() -> subprocess.Popen[bytes]:
        ready.unlink(missing_ok=True)
        files = ("--store", str(store), "--ready-file", str(ready), "--parent-pid", str(os.getpid()))
        child = _start("answerable.networks.practice.server", *files, "--pace", pace)
        _wait_for(ready, child)
        return child

    return Child("practice network", start, start())


def start_ours(name: str, module: str) -> Child:
    """The web or the worker process."""
    return Child(name, lambda: _start(module), _start(module))


def supervise(children: list[Child], *, mend: Callable[[], None], say: Callable[[str], None]) -> None:
    """Keeps the children alive until Ctrl-C or a request to stop, then stops them, the last started first.

    `mend` is called every few seconds: it brings back what they stand on.
    """
    stopping = False

    def stop(_signal: int, _frame: object) -> None:
        nonlocal stopping
        stopping = True

    signal.signal(signal.SIGINT, stop)
    signal.signal(signal.SIGTERM, stop)
    try:
        while not stopping:
            mend()
            for child in children:
                code = child.process.poll()
                if code is not None and not stopping:
                    say(f"The {child.name} stopped (code {code}) and is started again.")
                    time.sleep(RESTART_PAUSE_SECONDS)
                    child.process = child.start()
            time.sleep(0.2)
    finally:
        stop_all(children)


def stop_all(children: list[Child]) -> None:
    """Asks each to stop and waits; what does not stop in time is killed, which loses nothing."""
    for child in reversed(children):
        child.process.terminate()
    deadline = time.monotonic() + STOP_SECONDS
    for child in reversed(children):
        try:
            child.process.wait(max(0.1, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            child.process.kill()


def _start(module: str, *arguments: str) -> subprocess.Popen[bytes]:
    """A process of our own, in a session of its own so that Ctrl-C reaches it only through us.

    One thread for linear algebra: its threads would otherwise spin beside the worker's own.
    """
    environment: Mapping[str, str] = {**os.environ, "ANSWERABLE_CHILD": "yes", "OPENBLAS_NUM_THREADS": "1"}
    return subprocess.Popen([sys.executable, "-m", module, *arguments], env=environment, start_new_session=True)  # noqa: S603


def _wait_for(file: Path, child: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + READY_SECONDS
    while not file.exists() or not file.read_text().strip():
        if child.poll() is not None or time.monotonic() > deadline:
            raise Refused("The practice network does not start. Start without it: ANSWERABLE_PRACTICE=false make run")
        time.sleep(0.05)
