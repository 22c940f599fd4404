"""A way to a server on which some writes get lost, before they arrive or after they took effect."""

import random
import socket
import socketserver
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Literal

Fate = Literal["through", "lost before", "lost after"]


@dataclass
class Lossy:
    """`counts` says what became of the writes; reads always get through."""

    address: str
    to_port: int
    chance: random.Random
    before: float
    after: float
    counts: dict[Fate, int] = field(default_factory=lambda: {"through": 0, "lost before": 0, "lost after": 0})
    lock: threading.Lock = field(default_factory=threading.Lock)

    def fate(self) -> Fate:
        with self.lock:
            drawn = self.chance.random()
            fate: Fate = "lost before" if drawn < self.before else "through"
            fate = "lost after" if self.before <= drawn < self.before + self.after else fate
            self.counts[fate] += 1
            return fate


@contextmanager
def lossy(to_port: int, *, before: float, after: float, seed: int = 1) -> Iterator[Lossy]:
    """Listens on a port of its own and passes one request for each connection on to `to_port` of loopback."""
    with _Server(("127.0.0.1", 0), _Way) as server:
        address = f"http://127.0.0.1:{server.server_address[1]}"
        server.lossy = Lossy(address, to_port, random.Random(seed), before, after)  # noqa: S311  a test's own chance
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield server.lossy
        finally:
            server.shutdown()
            thread.join()


class _Server(socketserver.ThreadingTCPServer):
    daemon_threads = True
    request_queue_size = 64
    lossy: Lossy


class _Way(socketserver.BaseRequestHandler):
    server: _Server

    def handle(self) -> None:
        try:
            self._pass_on()
        except OSError:
            # A sender that was killed in the middle.
            return

    def _pass_on(self) -> None:
        asked = _whole(self.request)
        if not asked:
            return
        writes = not asked.startswith(b"GET ")
        fate = self.server.lossy.fate() if writes else "through"
        if fate != "lost before":
            with socket.create_connection(("127.0.0.1", self.server.lossy.to_port)) as there:
                there.sendall(asked)
                told = b"".join(iter(lambda: there.recv(65_536), b""))
        if fate == "through":
            self.request.sendall(told)
            return
        self.request.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.request.close()


def _whole(connection: socket.socket) -> bytes:
    """The whole request; what a killed sender left half is nothing."""
    asked = b""
    while b"\r\n\r\n" not in asked:
        if not (more := connection.recv(65_536)):
            return b""
        asked += more
    head, _end, body = asked.partition(b"\r\n\r\n")
    length = next((int(line[15:]) for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:")), 0)
    while len(body) < length:
        if not (more := connection.recv(65_536)):
            return b""
        body += more
    return head + b"\r\n\r\n" + body
