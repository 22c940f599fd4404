"""A stand-in for Mastodon 4.6, which cannot be installed here (its Ruby packages are out of reach).

It behaves as a Mastodon 4.6.4 did in 916 requests and answers that halcy/Mastodon.py (MIT) recorded on 1 and 2 August
2026: the rate headers and their aligned windows, newest-first pages with `Link`, `min_id` that goes upward, errors in
the account's language, edits and their history, `/ap/users/` addresses, 404 for what one may not see. None of its text
is here. What was not recorded follows Mastodon's documentation and source, and says so beside the code.

What keeps it honest: Mastodon.py, the library of those recordings, reads and writes it in
`test_mastodon_second_opinion.py`; and every test of the contract also runs on snac2, a real server.
"""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from tests.fakes.mastodon_words import LINK_COST, MOST, Person, Post, length, mentioned, moment


class Refusal(Exception):
    """Answered with this status, and the sentence for it."""


@dataclass
class Fake:
    """One server with the council's account on it; everybody else lives on `town.example`."""

    address: str = ""
    now: Callable[[], float] = time.time
    faults: list[str] = field(default_factory=list)
    """Taken by writes one after the other: `lost before`, `lost after`, `500 before`, `500 after`, `403`, and so on."""
    garbled: str = ""
    """Calls whose address ends so are answered with a page of HTML, as a proxy in trouble does."""
    visibility_kept: bool = True
    version: int = 2
    deletes: bool = True
    page_most: int = 80
    scopes: tuple[str, ...] = ("read", "write")
    policy: dict[str, str] = field(default_factory=dict)
    people: dict[str, Person] = field(default_factory=dict)
    posts: dict[str, Post] = field(default_factory=dict)
    notes: list[tuple[str, float]] = field(default_factory=list)
    used: dict[tuple[str, int], int] = field(default_factory=dict)
    keys: dict[str, tuple[str, float]] = field(default_factory=dict)
    calls: list[str] = field(default_factory=list)
    uploads: dict[str, str | None] = field(default_factory=dict)
    at_work: dict[str, int] = field(default_factory=dict)
    slow_media: bool = False
    enforced: int = MOST
    """What is taken, whatever is announced."""
    lock: threading.RLock = field(default_factory=threading.RLock)
    count: int = 0

    def begin(self) -> None:
        self.council = self.person("council", "")
        self.anna = self.person("anna", "town.example")

    def person(self, user: str, domain: str) -> Person:
        number = str(117_020_565_000_000_000 + len(self.people))
        home = f"https://{domain}" if domain else self.address
        return self.people.setdefault(number, Person(number, user, domain, home))

    # ------------------------------------------------------------------ what people do

    def post(self, author: Person, text: str, *, at: float | None = None, notify: bool = True, **more: Any) -> Post:
        with self.lock:
            self.count += 1
            arrived = self.now()
            local_id = str((int(arrived * 1000) << 16) + self.count)
            uri = f"{author.home}/ap/users/{author.id}/statuses/{local_id}"
            if author.domain:
                uri = f"{author.home}/users/{author.user}/statuses/{self.count}"
            post = self.posts[local_id] = Post(local_id, uri, author, text, at if at is not None else arrived, **more)
            if notify and self.council in mentioned(text, self.people) and author is not self.council:
                self.notes.append((local_id, arrived))
            return post

    def ask(self, text: str, **more: Any) -> str:
        return self.post(self.anna, f"@council {text}", **more).uri

    def named(self, uri: str) -> Post:
        return next(post for post in self.posts.values() if post.uri == uri)

    def edit(self, uri: str, text: str) -> None:
        post = self.named(uri)
        post.edits.append((post.text, self.now()))
        post.text = text

    def delete(self, uri: str) -> None:
        """Replies lose their parent, and the notification goes (`dependent: :nullify`, `:destroy` in its source)."""
        with self.lock:
            gone = self.posts.pop(self.named(uri).id)
            for post in self.posts.values():
                post.reply_to = None if post.reply_to == gone.id else post.reply_to

    def by_council(self) -> list[Post]:
        return [post for post in self.posts.values() if post.author is self.council]

    # ------------------------------------------------------------------ what programs ask

    def told(self, post: Post) -> dict[str, Any]:
        return post.told(self.posts, self.people)

    def seen(self, local_id: str) -> Post:
        post = self.posts.get(local_id)
        if post is None or self.council.id in post.author.blocks:
            raise Refusal(404)
        return post

    def whose(self) -> Any:
        return {**self.council.told(), "source": {"privacy": "public", "language": "ja"}}

    def page(self, ids: list[int], asked: dict[str, list[str]], usual: int) -> list[int]:
        """Newest first, whichever way one goes; `min_id` gives those next above, `since_id` the newest."""
        most = min(int(asked.get("limit", [str(usual)])[0]), self.page_most)
        low = int(asked.get("min_id", asked.get("since_id", ["0"]))[0])
        high = int(asked.get("max_id", [str(1 << 80)])[0])
        between = sorted(one for one in ids if low < one < high)
        return (between[:most] if "min_id" in asked else between[-most:] if most else [])[::-1]

    def notifications(self, asked: dict[str, list[str]]) -> Any:
        if asked.get("types[]", ["mention"]) != ["mention"]:
            return []
        held = [number for number, (local_id, _at) in enumerate(self.notes, 1) if self.is_shown(local_id)]
        return [self._note(number) for number in self.page(held, asked, 40)]

    def _note(self, number: int) -> dict[str, Any]:
        local_id, at = self.notes[number - 1]
        post = self.posts[local_id]
        named = {"id": str(number), "type": "mention", "group_key": f"ungrouped-{number}"}
        return {**named, "created_at": moment(at), "account": post.author.told(), "status": self.told(post)}

    def is_shown(self, local_id: str) -> bool:
        return local_id in self.posts and self.council.id not in self.posts[local_id].author.blocks

    def account_statuses(self, account_id: str, asked: dict[str, list[str]]) -> Any:
        ids = [int(one) for one, post in self.posts.items() if post.author.id == account_id]
        return [self.told(self.posts[str(one)]) for one in self.page(ids, asked, 20)][:40]

    def context(self, local_id: str) -> Any:
        above, at = [], self.seen(local_id).reply_to
        while at is not None and at in self.posts:
            above.insert(0, self.told(self.posts[at]))
            at = self.posts[at].reply_to
        below, waiting = [], [local_id]
        while waiting:
            replies = [post for post in self.posts.values() if post.reply_to == waiting[0]]
            below += [self.told(post) for post in replies]
            waiting = [*waiting[1:], *(post.id for post in replies)]
        return {"ancestors": above, "descendants": below}

    def search(self, asked: dict[str, list[str]]) -> Any:
        """By address, and only with `resolve`, as its SearchService does."""
        wanted = asked["q"][0] if "resolve" in asked else ""
        found = [post for post in self.posts.values() if post.uri == wanted and self.is_shown(post.id)]
        return {"accounts": [], "statuses": [self.told(post) for post in found], "hashtags": []}

    def write(self, given: dict[str, Any], key: str) -> Any:
        if key in self.keys and self.keys[key][1] > self.now() - 3600 and self.keys[key][0] in self.posts:
            return self.told(self.posts[self.keys[key][0]])
        text, warning = str(given.get("status") or ""), str(given.get("spoiler_text") or "")
        parent = given.get("in_reply_to_id")
        if parent is not None:
            self.seen(str(parent))
        if not text.strip() or length(text, warning) > self.enforced:
            raise Refusal(422)
        visibility = given.get("visibility", "public") if self.visibility_kept else "public"
        chosen = {"warning": warning, "language": given.get("language"), "visibility": visibility}
        chosen["media"] = self.taken(given)
        post = self.post(self.council, text, reply_to=parent and str(parent), **chosen)
        self.keys[key] = (post.id, self.now())
        return self.told(post)

    def upload(self, description: str | None) -> tuple[int, Any]:
        """202 while `slow_media`: the picture is then ready once it was asked for twice (docs, `media`)."""
        media_id = str(900 + len(self.uploads))
        self.uploads[media_id] = description
        self.at_work[media_id] = 2 if self.slow_media else 0
        return (202 if self.slow_media else 200), {"id": media_id, "type": "image", "description": description}

    def uploaded(self, media_id: str) -> tuple[int, Any]:
        if media_id not in self.uploads:
            raise Refusal(404)
        self.at_work[media_id] = max(0, self.at_work[media_id] - 1)
        return (206 if self.at_work[media_id] else 200), {"id": media_id}

    def taken(self, given: dict[str, Any]) -> tuple[str | None, ...]:
        """What the post takes: each upload once, and none that is not ready (`validate_media!` in its source)."""
        ids = given.get("media_ids") or []
        if any(one not in self.uploads or self.at_work[one] for one in ids):
            raise Refusal(422)
        return tuple(self.uploads.pop(one) for one in ids)

    def change(self, local_id: str, given: dict[str, Any]) -> Any:
        post = self.seen(local_id)
        if post.author is not self.council:
            raise Refusal(404)
        if length(str(given["status"]), "") > self.enforced:
            raise Refusal(422)
        post.media = self.taken(given)
        if given["status"] != post.text:
            self.edit(post.uri, str(given["status"]))
        return self.told(post)

    def remove(self, local_id: str) -> Any:
        post = self.seen(local_id)
        if post.author is not self.council or not self.deletes:
            raise Refusal(404)
        told = self.told(post)
        self.delete(post.uri)
        return {**told, "text": post.text}

    def history(self, post: Post) -> Any:
        versions = [*post.edits, (post.text, 0.0)]
        return [{"content": text, "spoiler_text": "", "account": post.author.told()} for text, _at in versions]

    def source(self, local_id: str) -> Any:
        post = self.seen(local_id)
        if post.author is not self.council:
            raise Refusal(404)
        return {"id": post.id, "text": post.text, "spoiler_text": post.warning}

    def instance(self, version: int) -> Any:
        limits = {
            "statuses": {"max_characters": MOST, "max_media_attachments": 4, "characters_reserved_per_url": LINK_COST},
            "media_attachments": {"description_limit": 10_000, "image_size_limit": 16_777_216},
        }
        named = {"domain": "localhost"} if version == 2 else {"uri": "localhost"}
        return {**named, "title": "Mastodon", "version": "4.6.4", "configuration": limits, "languages": ["ja"]}
