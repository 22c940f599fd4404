"""X as its documents of 22 August 2026 describe it (github.com/xdevplatform/docs): no real server can be had.

Kept honest by them: lists newest first with `since_id` and `pagination_token`; links become t.co with their address in
`entities`; a reply is refused (403) where the author neither mentioned nor quoted us; the same words twice in a row are
refused; errors carry a `type`; a 429 carries `x-rate-limit-reset`; a reply begins with the name of whom it answers.
"""

import json
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

from answerable.networks.x.settings import XSettings
from answerable.networks.x.signing import signed
from answerable.pure.text.weighted import count_weighted

US = {"id": "1", "name": "Tarnbrook Council", "username": "tarnbrook"}
PROBLEM = "https://api.x.com/2/problems/"


@dataclass
class FakeX:
    """What X holds. `fault` is (status, type, headers) for the next call whose method it names."""

    posts: list[dict[str, Any]] = field(default_factory=list)
    users: dict[str, dict[str, str]] = field(default_factory=lambda: {"1": US})
    fault: tuple[str, int, str, dict[str, str]] | None = None
    loses_answer: bool = False
    settings: XSettings | None = None
    last_id: int = 1_000

    def ask(
        self,
        text: str = "@tarnbrook When are the bins collected?",
        *,
        by: str = "anna",
        names_us_apart: bool = False,
        **more: Any,
    ) -> str:
        """Somebody's post. With `names_us_apart` it mentions us beside its text, as a tag on a picture does."""
        number = str(100 + sum(map(ord, by)))
        self.users[number] = {"id": number, "name": by.title(), "username": by}
        made = self.add(text, number, **more)
        made["entities"]["mentions"] += [{"username": "tarnbrook"}] if names_us_apart else []
        return str(made["id"])

    def add(self, text: str, author: str, *, target: str | None = None, quotes: str | None = None) -> dict[str, Any]:
        self.last_id += 1
        links = [
            {"url": f"https://t.co/{self.last_id}x{place}", "expanded_url": found}
            for place, found in enumerate(re.findall(r"https?://\S+", text))
        ]
        for link in links:
            text = text.replace(link["expanded_url"], link["url"])
        made = {
            "id": str(self.last_id),
            "text": text.replace("&", "&amp;"),
            "author_id": author,
            "created_at": "2026-11-21T12:00:00.000Z",
            "conversation_id": self._root(target) or str(self.last_id),
            "lang": "en",
            "entities": {"urls": links, "mentions": [{"username": name} for name in re.findall(r"@(\w+)", text)]},
            "referenced_tweets": [
                {"type": kind, "id": uid} for kind, uid in (("replied_to", target), ("quoted", quotes)) if uid
            ],
        }
        self.posts.insert(0, made)
        return made

    def _root(self, uid: str | None) -> str | None:
        return next((post["conversation_id"] for post in self.posts if post["id"] == uid), None)

    def find(self, uid: str) -> dict[str, Any] | None:
        return next((post for post in self.posts if post["id"] == uid), None)

    def listed(self, which: str, query: dict[str, str]) -> dict[str, Any]:
        mine = [post for post in self.posts if post["author_id"] == "1"]
        named = [post for post in self.posts if post not in mine and self.summons(post)]
        since, start = int(query.get("since_id", 0)), int(query.get("pagination_token", 0))
        found = [post for post in (named if which == "mentions" else mine) if int(post["id"]) > since]
        size = int(query.get("max_results", 10))
        page = found[start : start + size]
        meta: dict[str, Any] = {"result_count": len(page)}
        if page:
            meta |= {"newest_id": page[0]["id"], "oldest_id": page[-1]["id"]}
        if found[start + size :]:
            meta["next_token"] = str(start + size)
        users = [self.users[number] for number in {post["author_id"] for post in page}]
        return {"data": page, "includes": {"users": users}, "meta": meta} if page else {"meta": meta}

    def summons(self, post: dict[str, Any]) -> bool:
        ours = {one["id"] for one in self.posts if one["author_id"] == "1"}
        named = any(one["username"] == "tarnbrook" for one in post["entities"]["mentions"])
        return named or any(one["type"] == "quoted" and one["id"] in ours for one in post["referenced_tweets"])

    def post(self, content: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        text, target = content["text"], content.get("reply", {}).get("in_reply_to_tweet_id")
        asked = self.find(target) if target else None
        if count_weighted(text) > 280:
            return 400, {"title": "Invalid Request", "type": PROBLEM + "invalid-request"}
        if target and (asked is None or not self.summons(asked)):
            return 403, {"title": "Forbidden", "type": "about:blank", "status": 403}
        if asked:
            text = f"@{self.users[asked['author_id']]['username']} {text}"
        made = self.add(text, "1", target=target)
        return 201, {"data": {"id": made["id"], "text": made["text"]}}


class Visit(BaseHTTPRequestHandler):
    """One connection to the fake that the server carries."""

    protocol_version = "HTTP/1.1"

    @property
    def fake(self) -> FakeX:
        return self.server.fake

    @property
    def query(self) -> dict[str, str]:
        return {name: values[0] for name, values in parse_qs(urlsplit(self.path).query).items()}

    def log_message(self, *_args: object) -> None:
        """Says nothing."""

    def _signed_in(self) -> bool:
        written = self.headers.get("Authorization", "")
        own = dict(re.findall(r'(\w+)="([^"]*)"', written))
        settings, path = self.fake.settings, urlsplit(self.path).path
        moment = {"nonce": own.get("oauth_nonce", ""), "timestamp": own.get("oauth_timestamp", "")}
        return signed(settings, self.command, settings.address + path, self.query, **moment) == written

    def _answer(self, status: int, content: dict[str, Any], **headers: str) -> None:
        body = json.dumps(content).encode()
        self.send_response_only(status)
        for name, value in {"Date": self.date_time_string(), "Content-Length": str(len(body)), **headers}.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def _visit(self) -> None:
        length = int(self.headers.get("Content-Length") or 0)
        content = json.loads(self.rfile.read(length)) if length else {}
        if not self._signed_in():
            self._answer(401, {"title": "Unauthorized", "type": "about:blank"})
        elif self.fake.fault and self.fake.fault[0] in {self.command, "any"}:
            _method, status, kind, headers = self.fake.fault
            self._answer(status, {"type": kind}, **headers)
        else:
            status, told = self._told(content)
            if self.fake.loses_answer and self.command == "POST":
                self.close_connection = True
            else:
                self._answer(status, told)

    def _told(self, content: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        path = urlsplit(self.path).path
        if path == "/2/users/me":
            return 200, {"data": US}
        listing = re.fullmatch(r"/2/users/1/(mentions|tweets)", path)
        if listing:
            return 200, self.fake.listed(listing[1], self.query)
        if self.command == "POST":
            return self.fake.post(content)
        gone = self.fake.find(path.rpartition("/")[2])
        if gone is None:
            return 404, {"title": "Not Found Error", "type": PROBLEM + "resource-not-found"}
        self.fake.posts.remove(gone)
        return 200, {"data": {"deleted": True}}

    do_GET = do_POST = do_DELETE = _visit  # noqa: N815  the standard library's names


@contextmanager
def running_x() -> Iterator[tuple[FakeX, XSettings]]:
    """The fake on loopback, and settings that open our account on it."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Visit)
    server.daemon_threads, server.fake = True, FakeX()
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
    keys = {name: f"a-{name}-of-tests" for name in ("consumer_key", "consumer_secret", "token", "token_secret")}
    settings = XSettings(account="tarnbrook", address=f"http://127.0.0.1:{server.server_address[1]}", **keys)
    server.fake.settings = settings
    try:
        yield server.fake, settings
    finally:
        server.shutdown()
        server.server_close()
