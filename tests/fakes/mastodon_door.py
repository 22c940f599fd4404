"""The HTTP side of the stand-in for Mastodon: addresses, sign-in, rate headers, and connections that break."""

import json
import socket
import struct
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from email import message_from_bytes
from email.policy import HTTP
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, parse_qsl, unquote, urlsplit

from tests.fakes.mastodon import Fake, Refusal
from tests.fakes.mastodon_words import SENTENCES

TOKEN = "fake-token-of-the-council"

MEDIA = ("media", 30, 1_800)
CALLS, STATUSES, DELETIONS = ("calls", 300, 300), ("statuses", 300, 10_800), ("deletions", 30, 1_800)
"""Name, count, seconds; the windows are aligned to the clock. Recorded: 300 / 5 min, 300 / 3 h, 30 / 30 min."""


@contextmanager
def running_mastodon(**chosen: Any) -> Iterator[Fake]:
    """A server in this process, on a port of its own, with the council's account and Anna's elsewhere."""
    fake = Fake(**chosen)
    door = type("Door", (_Door,), {"fake": fake})
    with ThreadingHTTPServer(("127.0.0.1", 0), door) as server:
        server.daemon_threads = True
        fake.address = f"http://127.0.0.1:{server.server_port}"
        fake.begin()
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield fake
        finally:
            server.shutdown()
            thread.join()


class _Door(BaseHTTPRequestHandler):
    fake: Fake

    def log_message(self, *_words: Any) -> None:
        """Nothing: a test says what went wrong."""

    def _answer(self) -> None:
        path = urlsplit(self.path)
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        with self.fake.lock:
            self.fake.calls.append(f"{self.command} {path.path}")
            fault = self.fake.faults.pop(0) if self.command != "GET" and self.fake.faults else ""
            told: Any = None
            if not fault or "after" in fault:
                status, told, headers = self._take(path.path, parse_qs(path.query), self._given(body))
            if fault.startswith("lost"):
                self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                self.connection.close()
                return
            if fault:
                status, headers = int(fault.split()[0]), self._rate(CALLS, spend=False)
                told = {"error": SENTENCES.get(status, "エラー")}
        self._send(status, told, headers)

    do_GET = do_POST = do_PUT = do_DELETE = _answer  # noqa: N815  the standard library calls them so

    def _given(self, body: bytes) -> dict[str, Any]:
        if "json" in (self.headers.get("Content-Type") or ""):
            return dict(json.loads(body)) if body else {}
        if "multipart" in (self.headers.get("Content-Type") or ""):
            head = f"Content-Type: {self.headers['Content-Type']}\r\n\r\n".encode()
            parts = message_from_bytes(head + body, policy=HTTP).iter_parts()
            named = [
                (one.get_param("name", header="content-disposition"), one.get_payload(decode=True)) for one in parts
            ]
            return {str(name): part.decode() if name != "file" else part for name, part in named}
        return dict(parse_qsl(body.decode()))

    def _take(self, path: str, asked: dict[str, list[str]], given: dict[str, Any]) -> tuple[int, Any, dict[str, str]]:
        rule = MEDIA if path == "/api/v2/media" else CALLS
        if path.startswith("/api/v1/statuses") and self.command in {"POST", "PUT", "DELETE"}:
            rule = DELETIONS if self.command == "DELETE" else STATUSES
        headers = self._rate(rule, spend=False)
        try:
            self._let_in(rule)
            headers = self._rate(rule, spend=True)
            told = self._routed(path, asked, given)
        except Refusal as refusal:
            return refusal.args[0], {"error": SENTENCES[refusal.args[0]]}, headers
        if "/media" in path:
            return (*told, headers)
        if isinstance(told, list) and told and "/statuses/" not in path:
            headers |= self._link(path, asked, told)
        return 200, told, headers

    def _let_in(self, rule: tuple[str, int, int]) -> None:
        if self.headers.get("Authorization") != f"Bearer {TOKEN}":
            raise Refusal(401)
        if any(self._left(one) <= 0 for one in (CALLS, rule)):
            raise Refusal(429)
        self._rate(CALLS, spend=rule is not CALLS)

    def _routed(self, path: str, asked: dict[str, list[str]], given: dict[str, Any]) -> Any:
        fake, parts = self.fake, [unquote(part) for part in path.split("/")[2:]]
        pages: dict[str, Callable[[], Any]] = {
            "v1/instance": lambda: fake.instance(1),
            "v1/accounts/verify_credentials": fake.whose,
            "v1/apps/verify_credentials": lambda: {"id": "1", "name": "Answerable", "scopes": list(fake.scopes)},
            "v1/notifications": lambda: fake.notifications(asked),
            "v2/search": lambda: fake.search(asked),
        }
        pages |= {"v2/instance": lambda: fake.instance(2)} if fake.version == 2 else {}
        pages |= {"v2/notifications/policy": lambda: fake.policy} if fake.policy else {}
        if self.command == "GET" and (page := pages.get("/".join(parts))):
            return page()
        match [self.command, *parts]:
            case ["GET", "v1", "accounts", account_id, "statuses"]:
                return fake.account_statuses(account_id, asked)
            case ["POST", "v1", "statuses"]:
                return fake.write(given, self.headers.get("Idempotency-Key") or "")
            case ["POST", "v2", "media"]:
                return fake.upload(given.get("description"))
            case ["GET", "v1", "media", media_id]:
                return fake.uploaded(media_id)
            case [_, "v1", "statuses", local_id, *more]:
                return self._about(local_id, more, given)
        raise Refusal(404)

    def _about(self, local_id: str, more: list[str], given: dict[str, Any]) -> Any:
        ways: dict[tuple[str, ...], Callable[[], Any]] = {
            ("GET",): lambda: self.fake.told(self.fake.seen(local_id)),
            ("GET", "context"): lambda: self.fake.context(local_id),
            ("GET", "history"): lambda: self.fake.history(self.fake.seen(local_id)),
            ("GET", "source"): lambda: self.fake.source(local_id),
            ("PUT",): lambda: self.fake.change(local_id, given),
            ("DELETE",): lambda: self.fake.remove(local_id),
        }
        way = ways.get((self.command, *more))
        if way is None:
            raise Refusal(404)
        return way()

    def _link(self, path: str, asked: dict[str, list[str]], told: list[Any]) -> dict[str, str]:
        here = f"{self.fake.address}{path}?" + "".join(f"types[]={one}&" for one in asked.get("types[]", ()))
        up, down = f'<{here}min_id={told[0]["id"]}>; rel="prev"', f'<{here}max_id={told[-1]["id"]}>; rel="next"'
        return {"Link": f"{down}, {up}"}

    def _rate(self, rule: tuple[str, int, int], *, spend: bool) -> dict[str, str]:
        name, count, seconds = rule
        window = int(self.fake.now() // seconds)
        self.fake.used[name, window] = self.fake.used.get((name, window), 0) + int(spend)
        reset = datetime.fromtimestamp((window + 1) * seconds, UTC).isoformat(timespec="microseconds")
        return {
            "X-RateLimit-Limit": str(count),
            "X-RateLimit-Remaining": str(max(0, self._left(rule))),
            "X-RateLimit-Reset": reset.replace("+00:00", "Z"),
        }

    def _left(self, rule: tuple[str, int, int]) -> int:
        name, count, seconds = rule
        return count - self.fake.used.get((name, int(self.fake.now() // seconds)), 0)

    def _send(self, status: int, told: Any, headers: dict[str, str]) -> None:
        body = json.dumps(told, ensure_ascii=False).encode("utf-8", "replace")
        if self.fake.garbled and urlsplit(self.path).path.endswith(self.fake.garbled):
            body = b"<html>All is well</html>"
        self.send_response_only(status)
        self.send_header("Date", format_datetime(datetime.fromtimestamp(self.fake.now(), UTC), usegmt=True))
        self.send_header("Content-Type", "application/json; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)
