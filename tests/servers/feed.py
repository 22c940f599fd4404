"""A small web server on loopback that gives out a feed as its publisher would: with marks, moves and mishaps."""

import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.utils import formatdate
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass
class Entry:
    """One entry of the feed."""

    uid: str
    text: str


@dataclass
class FeedServer:
    """What is given out now; a test changes it between two readings."""

    address: str
    entries: list[Entry] = field(default_factory=list)
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes | None = None
    marks: bool = True
    asked: list[Mapping[str, str]] = field(default_factory=list)

    def ask(self, text: str) -> str:
        """A new entry, first in the feed; returns its id."""
        uid = f"tag:forum.example,2026:{len(self.entries) + 1}"
        self.entries.insert(0, Entry(uid, text))
        return uid

    def edit(self, uid: str, text: str) -> None:
        """The entry says something else now."""
        next(entry for entry in self.entries if entry.uid == uid).text = text

    def content(self) -> bytes:
        """The feed, or whatever a test put in its place."""
        if self.body is not None:
            return self.body
        items = "".join(
            f'<item><guid isPermaLink="false">{escape(one.uid)}</guid><link>{self.address}/{escape(one.uid)}</link>'
            f"<description>{escape(escape(one.text))}</description><author>anna@forum.example (Anna)</author>"
            "<pubDate>Sat, 21 Nov 2026 08:00:00 GMT</pubDate></item>"
            for one in self.entries
        )
        start = '<?xml version="1.0"?><rss version="2.0"><channel><title>Forum of Tarnbrook</title>'
        return f"{start}<link>{self.address}/</link>{items}</channel></rss>".encode()


@contextmanager
def running_feed() -> Iterator[FeedServer]:
    """The server, on a port of its own, until the block ends."""

    class Answers(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            there.asked.append({name.lower(): value for name, value in self.headers.items()})
            content, tag = there.content(), f'"{hash(there.content())}"'
            same = there.marks and there.status == 200 and self.headers.get("If-None-Match") == tag
            self.send_response(304 if same else there.status)
            if there.marks:
                self.send_header("ETag", tag)
                self.send_header("Last-Modified", formatdate(1_790_000_000, usegmt=True))
            for name, value in there.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(0 if same else len(content)))
            self.end_headers()
            if not same:
                self.wfile.write(content)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002  the standard library's
            """Silent."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    there = FeedServer(f"http://127.0.0.1:{server.server_address[1]}")
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield there
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
