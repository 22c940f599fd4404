"""The whole product as a person runs it, in a folder and on a port of its own, for the walks through the browser."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx

START_SECONDS = 90
STOP_SECONDS = 60
# Another test's database and a pool of none would be inherited from the suite's own surroundings.
NOT_OURS = {"DATABASE_URL", "ANSWERABLE_POOL_SIZE", "DJANGO_SETTINGS_MODULE", "DJANGO_ALLOW_ASYNC_UNSAFE"}


@dataclass(frozen=True)
class Product:
    """A desk that runs: its address, the folder of its data, and the file that everything it says goes to."""

    address: str
    data: Path
    log: Path

    @property
    def said(self) -> str:
        """What it and all its processes have printed so far."""
        return self.log.read_text(encoding="utf-8", errors="replace")

    @property
    def way_in(self) -> str:
        """The link that makes the first person an administrator."""
        found = re.search(r"http\S+/way-in/\S+", self.said)
        assert found, self.said
        return found.group(0)

    @property
    def practice(self) -> str:
        """The address of the practice network."""
        return str(json.loads((self.data / "practice" / "ready.json").read_text(encoding="utf-8"))["address"])

    def people_write(self, posts: Sequence[Mapping[str, object]]) -> None:
        """Invented people write to the council: posts as the practice network's trainer gives them."""
        tokens = json.loads((self.data / "practice" / "network.sqlite.tokens.json").read_text(encoding="utf-8"))
        answer = httpx.post(
            f"{self.practice}/api/admin/posts",
            json={"posts": [{"body": "council", **post} for post in posts]},
            headers={"Authorization": f"Bearer {tokens['council']}"},
        )
        assert answer.status_code == 201, answer.text


@contextmanager
def running_product(folder: Path, **more: str) -> Iterator[Product]:
    """Runs it in `folder`, which the database's own user must be able to enter, until the block ends."""
    port, log = _free_port(), folder / "said.txt"
    data = folder / "data"
    kept = {name: value for name, value in os.environ.items() if name not in NOT_OURS}
    surroundings = kept | {"ANSWERABLE_DATA": str(data), "ANSWERABLE_PORT": str(port), "PYTHONUNBUFFERED": "1"} | more
    with log.open("w", encoding="utf-8") as out:
        command = [sys.executable, "-m", "answerable.server.command", "run"]
        process = subprocess.Popen(command, env=surroundings, stdout=out, stderr=subprocess.STDOUT)
    product = Product(f"http://127.0.0.1:{port}", data, log)
    try:
        _wait_until_well(product, process)
        yield product
    finally:
        process.send_signal(signal.SIGINT)
        try:
            process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
            raise


def _wait_until_well(product: Product, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        try:
            with urllib.request.urlopen(f"{product.address}/healthz", timeout=5) as answer:
                if answer.read() == b"well\n" and "Ctrl-C" in product.said:
                    return
        except OSError:
            pass
        time.sleep(0.2)
    raise AssertionError(f"it did not become well:\n{product.said}")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
