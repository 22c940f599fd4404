"""A stream that says what a test wants it to say, over the websocket server of the `websockets` library."""

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import parse_qs, urlsplit

from websockets.exceptions import ConnectionClosed
from websockets.sync.server import ServerConnection, serve

MICROSECOND = 1
SECOND = 1_000_000


@dataclass
class Jetstream:
    """What was asked for in the address of each call, and what each call is answered with, in order.

    A script is a function of the connection; when the scripts are used up, the last is used again.
    """

    scripts: list[Callable[[ServerConnection], None]]
    cursors: list[int | None] = field(default_factory=list)
    address: str = ""

    def _answer(self, connection: ServerConnection) -> None:
        assert connection.request
        asked = parse_qs(urlsplit(connection.request.path).query)
        self.cursors.append(int(asked["cursor"][0]) if "cursor" in asked else None)
        script = self.scripts[min(len(self.cursors), len(self.scripts)) - 1]
        try:
            script(connection)
        except ConnectionClosed:
            return


@contextmanager
def jetstream(*scripts: Callable[[ServerConnection], None]) -> Iterator[Jetstream]:
    """Runs the stream until the block ends."""
    there = Jetstream(list(scripts))
    with serve(there._answer, "127.0.0.1", 0, compression=None) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        there.address = f"ws://127.0.0.1:{server.socket.getsockname()[1]}/subscribe"
        try:
            yield there
        finally:
            server.shutdown()
            thread.join()


def post_event(number: int, text: str, *, at: int, did: str = "did:plc:anna", **commit: object) -> str:
    """One event; `number` makes its address, `at` is its moment in microseconds."""
    record = {"$type": "app.bsky.feed.post", "text": text, "createdAt": "2026-11-28T10:00:00.000Z"}
    told = {
        "rev": "1",
        "operation": "create",
        "collection": "app.bsky.feed.post",
        "rkey": f"3post{number}",
        "cid": "bafy",
        "record": record,
        **commit,
    }
    return json.dumps({"did": did, "time_us": at, "kind": "commit", "commit": told})


def say(*lines: str | bytes) -> Callable[[ServerConnection], None]:
    """Sends the lines and waits until the caller hangs up."""

    def script(connection: ServerConnection) -> None:
        for line in lines:
            connection.send(line)
        while True:
            connection.recv()

    return script


def say_and_close(*lines: str | bytes) -> Callable[[ServerConnection], None]:
    """Sends the lines and ends as a server does that is restarted."""

    def script(connection: ServerConnection) -> None:
        for line in lines:
            connection.send(line)

    return script


def say_and_break(*lines: str | bytes) -> Callable[[ServerConnection], None]:
    """Sends the lines and cuts the line without a word."""

    def script(connection: ServerConnection) -> None:
        for line in lines:
            connection.send(line)
        connection.socket.shutdown(2)

    return script
