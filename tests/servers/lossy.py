"""A line that loses things: hands HTTP calls on to a real server; by a seeded chance the call or its answer is lost."""

import http.client
import http.server
import random
import socketserver
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import urlsplit

LOST_BEFORE, LOST_AFTER, KILLED_BEFORE, KILLED_AFTER = "lost before", "lost after", "killed before", "killed after"


@dataclass
class Line:
    """What goes wrong, how often, on writes whose path has `path` in it; and what has gone wrong so far."""

    server: str
    path: str
    chances: Mapping[str, float] = field(default_factory=dict)
    seed: int = 7
    kill: Callable[[], None] = lambda: None
    address: str = ""
    fates: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._chance = random.Random(self.seed)  # noqa: S311  repeatable, not secret
        self._lock = threading.Lock()

    def draw(self, verb: str, path: str) -> str:
        """The fate of one call."""
        if verb == "GET" or self.path not in path:
            return ""
        with self._lock:
            fates = [*self.chances, ""]
            weights = [*self.chances.values(), 1 - sum(self.chances.values())]
            self.fates.append(self._chance.choices(fates, weights)[0])
            return self.fates[-1]


class _Call(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    line: Line

    def do_GET(self) -> None:
        self._hand_on(b"")

    def do_POST(self) -> None:
        self._hand_on(self.rfile.read(int(self.headers.get("Content-Length") or 0)))

    do_PUT = do_POST  # noqa: N815  the library's names
    do_DELETE = do_POST  # noqa: N815

    def _hand_on(self, body: bytes) -> None:
        fate = self.line.draw(self.command, self.path)
        if fate == KILLED_BEFORE:
            self.line.kill()
        if fate in {LOST_BEFORE, KILLED_BEFORE}:
            self.close_connection = True
            return
        answer = _asked(self.line.server, self.command, self.path, dict(self.headers.items()), body)
        if fate == KILLED_AFTER:
            self.line.kill()
        if fate in {LOST_AFTER, KILLED_AFTER}:
            self.close_connection = True
            return
        self._answer(*answer)

    def _answer(self, status: int, headers: Mapping[str, str], content: bytes) -> None:
        self.send_response_only(status)
        for name, value in headers.items():
            if name.lower() not in {"transfer-encoding", "connection", "content-length"}:
                self.send_header(name, value)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_words: object) -> None:
        """Nothing: the fates are kept instead."""


class _Server(socketserver.ThreadingMixIn, http.server.HTTPServer):
    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """A caller that was killed goes away in the middle, which is what is wanted."""


@contextmanager
def lossy(line: Line) -> Iterator[Line]:
    """Opens the line; its `address` is then where to call."""
    with _Server(("127.0.0.1", 0), type("_OnThisLine", (_Call,), {"line": line})) as server:
        line.address = f"http://127.0.0.1:{server.server_address[1]}"
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        try:
            yield line
        finally:
            server.shutdown()
            thread.join()


def _asked(
    server: str, verb: str, path: str, headers: Mapping[str, str], body: bytes
) -> tuple[int, dict[str, str], bytes]:
    connection = http.client.HTTPConnection(urlsplit(server).netloc, timeout=30)
    try:
        kept = {name: value for name, value in headers.items() if name.lower() not in {"host", "connection"}}
        connection.request(verb, path, body=body or None, headers=kept)
        response = connection.getresponse()
        return response.status, dict(response.getheaders()), response.read()
    finally:
        connection.close()
