"""The socket: reads one request whole, finds the room it is for, and sends the outcome, or deliberately does not.

The standard library's server, one thread a connection, because the faults need the socket itself: a response that is
lost after its effect is a connection reset at the right moment, which frameworks are built to prevent. It binds to
loopback only and answers only to loopback names, so no page on the web can reach it by a name of its own.
"""

import re
import socket
import socketserver
import struct
import sys
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from answerable.networks.practice.server import admin, api, pages, pictures
from answerable.networks.practice.server.exchange import HungUp, Incoming, Outcome, Problem
from answerable.networks.practice.server.network import PracticeNetwork

MOST_BYTES = 64_000
MOST_BULK_BYTES = 32_000_000
_BULKY = frozenset({"/api/admin/posts", "/api/pictures"})

_ONE = r"([^/]+)"
ROUTES: tuple[tuple[str, re.Pattern[str], Callable[..., Outcome]], ...] = (
    ("GET", re.compile(r"/api/limits"), api.tell_limits),
    ("GET", re.compile(r"/api/account"), api.tell_account),
    ("GET", re.compile(r"/api/feed"), api.tell_feed),
    ("GET", re.compile(rf"/api/posts/{_ONE}/replies"), api.tell_replies),
    ("GET", re.compile(rf"/api/accounts/{_ONE}/posts"), api.tell_timeline),
    ("POST", re.compile(r"/api/posts"), api.send_post),
    ("POST", re.compile(r"/api/pictures"), pictures.take_picture),
    ("POST", re.compile(r"/api/admin/faults"), admin.set_faults),
    ("POST", re.compile(r"/api/admin/rates"), admin.set_rates),
    ("POST", re.compile(rf"/api/admin/accounts/{_ONE}"), admin.set_account),
    ("POST", re.compile(r"/api/admin/posts"), admin.add_posts),
    ("POST", re.compile(rf"/api/admin/posts/{_ONE}"), admin.change_post),
    ("GET", re.compile(r"/"), pages.show_newest),
    ("GET", re.compile(rf"/posts/{_ONE}"), pages.show_thread),
    ("GET", re.compile(r"/write"), pages.show_form),
    ("POST", re.compile(r"/write"), pages.write_post),
    ("GET", re.compile(rf"/pictures/{_ONE}"), pictures.show_picture),
    ("GET", re.compile(r"/style\.css"), pages.show_style),
)

_ALWAYS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; "
    "frame-ancestors 'none'; base-uri 'none'",
    # Stricter and a browser would call the origin of our own form "null", which cannot be told from a stranger's.
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}


class Doorway(ThreadingHTTPServer):
    """Listens on loopback for one practice network."""

    daemon_threads = True
    request_queue_size = 128

    def __init__(self, network: PracticeNetwork, *, port: int) -> None:
        self.network = network
        self.stopping = False
        super().__init__(("127.0.0.1", port), Visit)

    def server_bind(self) -> None:
        """Without the look-up of our own name in the standard server, which may take seconds on a machine offline."""
        socketserver.TCPServer.server_bind(self)
        self.server_name, self.server_port = "127.0.0.1", self.server_address[1]

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Callers that go away are nothing to report, nor is work cut short by our own end; our mistakes are."""
        if not self.stopping and not isinstance(sys.exception(), ConnectionError | TimeoutError):
            super().handle_error(request, client_address)


class Visit(BaseHTTPRequestHandler):
    """One connection."""

    server: Doorway
    protocol_version = "HTTP/1.1"
    server_version = "Practice"
    sys_version = ""
    timeout = 10
    # One segment for the answer, not two with a pause of 40 ms between them.
    wbufsize = -1
    disable_nagle_algorithm = True

    def do_GET(self) -> None:
        """Reads."""
        self._answer()

    def do_POST(self) -> None:
        """Writes."""
        self._answer()

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002  the standard server's signature
        """Addresses hold what people searched for: nothing is logged."""

    def _answer(self) -> None:
        try:
            outcome = self._outcome()
        except Problem as problem:
            outcome = problem.outcome()
        except HungUp as fault:
            self._hang_up(reset=fault.reset)
            return
        self.send_response(outcome.status)
        for name, value in {**_ALWAYS, **outcome.headers}.items():
            self.send_header(name, value)
        if self.close_connection:
            self.send_header("Connection", "close")
        self.send_header("Content-Type", outcome.kind)
        self.send_header("Content-Length", str(len(outcome.body)))
        self.end_headers()
        self.wfile.write(outcome.body)

    def _outcome(self) -> Outcome:
        parts = urlsplit(self.path)
        # Read before anything is refused: closing on unread bytes is a reset, and would take the refusal with it.
        body = self._read_body(MOST_BULK_BYTES if parts.path in _BULKY else MOST_BYTES)
        self._refuse_strangers(parts.path)
        incoming = Incoming(
            method=self.command,
            path=parts.path,
            query=dict(parse_qsl(parts.query, keep_blank_values=True, max_num_fields=20)),
            body=body,
            token=self.headers.get("Authorization", "").removeprefix("Bearer "),
            now=self.server.network.clock(),
        )
        for method, pattern, room in ROUTES:
            if method == self.command and (found := pattern.fullmatch(parts.path)):
                return room(self.server.network, incoming, *(unquote(part) for part in found.groups()))
        raise Problem(404, "no_such_page", "There is nothing at this address.")

    def _refuse_strangers(self, path: str) -> None:
        """Another site's page must neither read from here by a name of its own nor post a form to here."""
        host = self.headers.get("Host", "")
        if not re.fullmatch(r"(127\.0\.0\.1|localhost|\[::1\])(:\d+)?", host):
            raise Problem(421, "misdirected", "This server answers on this machine only.")
        origin = self.headers.get("Origin")
        if origin is not None and self.command == "POST" and origin != f"http://{host}":
            raise Problem(403, "misdirected", f"Another site cannot post to {path}.")

    def _read_body(self, most: int) -> bytes:
        self.close_connection = True
        length = self.headers.get("Content-Length", "0")
        if "Transfer-Encoding" in self.headers or not re.fullmatch(r"[0-9]{1,12}", length):
            raise Problem(411, "malformed", "The length of the body must be told.")
        if int(length) > most:
            raise Problem(413, "too_large", f"The body is larger than {most} bytes.")
        body = self.rfile.read(int(length))
        # Only now is the line in a known state, and may be used for another request.
        self.close_connection = self.headers.get("Connection", "").lower() == "close"
        return body

    def _hang_up(self, *, reset: bool) -> None:
        self.close_connection = True
        if reset:
            # Lingering for no time at all turns the coming close into a reset (socket(7), SO_LINGER).
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            self.connection.close()
        else:
            self.connection.shutdown(socket.SHUT_RDWR)
