"""Starts and stops the practice network, in a process of its own or inside a test."""

import json
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from answerable.networks.practice.server.doorway import Doorway
from answerable.networks.practice.server.network import PracticeNetwork, tokens_path
from answerable.networks.practice.server.seeds import USUAL_PACE, Pace, Seed
from answerable.networks.practice.server.store import keep_setting, setting


@dataclass(frozen=True)
class Running:
    """A practice network that answers."""

    address: str
    tokens_file: Path
    network: PracticeNetwork

    def token(self, account: str = "council") -> str:
        """The secret of a body's account."""
        return str(read_tokens(self.tokens_file)[account])


def read_tokens(tokens_file: Path) -> dict[str, str]:
    """Account -> secret, as the first start wrote them."""
    tokens: dict[str, str] = json.loads(tokens_file.read_text(encoding="ascii"))
    return tokens


@contextmanager
def running(
    store_path: Path,
    *,
    port: int = 0,
    seeds: Sequence[Seed] = (),
    pace: Pace = USUAL_PACE,
    clock: Callable[[], float] = time.time,
    poll_seconds: float = 0.2,
) -> Iterator[Running]:
    """Answers on loopback until the block ends.

    Port 0 means the port of the last time if it is still free, so that links in told answers stay good, or else any.
    `poll_seconds` is how long stopping may take, and how rarely the idle process wakes.
    Raises `OSError` when a port asked for is taken.
    """
    network = PracticeNetwork.open(store_path, seeds=seeds, pace=pace, clock=clock)
    try:
        doorway = _listen(network, port)
    except BaseException:
        network.store.close()
        raise
    thread = threading.Thread(target=doorway.serve_forever, kwargs={"poll_interval": poll_seconds}, daemon=True)
    thread.start()
    try:
        yield Running(f"http://127.0.0.1:{doorway.server_port}", tokens_path(store_path.resolve()), network)
    finally:
        doorway.stopping = True
        doorway.shutdown()
        thread.join()
        doorway.server_close()
        network.store.close()


def _listen(network: PracticeNetwork, port: int) -> Doorway:
    with network.store.transaction() as db:
        usual = setting(db, "port", 0)
    doorway = None
    if port == 0 and usual:
        with suppress(OSError):
            doorway = Doorway(network, port=usual)
    doorway = doorway or Doorway(network, port=port)
    with network.store.transaction() as db:
        keep_setting(db, "port", doorway.server_port)
    return doorway
