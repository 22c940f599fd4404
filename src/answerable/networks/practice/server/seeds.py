"""The posts that invented people are going to write: read from the content folder, released a few at a time."""

import heapq
import json
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from importlib.resources import files
from importlib.resources.abc import Traversable
from itertools import chain
from typing import Any

from answerable.networks.practice.server.accounts import BODIES, MARKS, ensure_account
from answerable.networks.practice.server.faults import FAULTS
from answerable.networks.practice.server.posts import NewPost, make_post
from answerable.networks.practice.server.store import keep_setting, setting


@dataclass(frozen=True)
class Seed:
    """One line of a content file. `asks` names the question behind the post; the network never tells it."""

    id: str
    body: str
    author: str
    handle: str
    language: str
    text: str
    minutes_ago: float
    reply_to: str | None = None
    asks: str | None = None
    behaviour: str | None = None

    def __post_init__(self) -> None:
        if self.body not in BODIES:
            raise ValueError(f"there is no body named {self.body}")
        if self.behaviour not in {None, *MARKS, *FAULTS}:
            raise ValueError(f"there is no behaviour named {self.behaviour}")
        if not (self.id and self.handle and self.text):
            raise ValueError("id, handle and text must not be empty")
        if not isinstance(self.minutes_ago, int | float):
            raise TypeError("minutes_ago is a number")


@dataclass(frozen=True)
class Pace:
    """For each body: how many posts are there at once, and how many come every minute after that."""

    first: int = 40
    a_minute: float = 6.0


USUAL_PACE = Pace()


def content_folder() -> Traversable:
    """Where the posts that ship with the product are; it may be empty."""
    return files("answerable.networks.practice.server") / "content"


def read_seeds(folder: Traversable) -> list[Seed]:
    """Every post of every `*.jsonl`, by time, each file in its own order. Raises `ValueError` naming file and line."""
    if not folder.is_dir():
        return []
    found = sorted((file for file in folder.iterdir() if file.name.endswith(".jsonl")), key=lambda file: file.name)
    return list(heapq.merge(*(_read_file(file) for file in found), key=lambda seed: -seed.minutes_ago))


def _read_file(file: Traversable) -> list[Seed]:
    lines = enumerate(file.read_text(encoding="utf-8").split("\n"), start=1)
    return [_read_line(line, where=f"{file.name}, line {number}") for number, line in lines if line.strip()]


def _read_line(line: str, *, where: str) -> Seed:
    try:
        content: dict[str, Any] = json.loads(line)
        return Seed(**{name: value for name, value in content.items() if name in {part.name for part in fields(Seed)}})
    except (ValueError, TypeError, AttributeError) as error:
        raise ValueError(f"{where}: {error}") from error


def resume_pace(db: sqlite3.Connection, pace: Pace, *, now: float) -> None:
    """Sets the beginning of the pace so that it goes on from what was released: while it is off, nobody writes."""
    released = max(setting(db, "released", {}).values(), default=0)
    minutes = max(0, released - pace.first) / pace.a_minute if pace.a_minute > 0 else 0.0
    keep_setting(db, "pace_began_at", now - minutes * 60)


def release_due(db: sqlite3.Connection, seeds: Sequence[Seed], pace: Pace, *, now: float) -> None:
    """Posts what is due by now. Each body has its own count, so that a desk sees its posts at the full pace.

    Those there at once were written when they say; those that come later are written as one looks.
    """
    told: dict[str, int] = setting(db, "released", {})
    due = int(max(0.0, now - setting(db, "pace_began_at", now)) * pace.a_minute / 60)
    coming = {body: _coming(seeds, body, told.get(body, 0), due, pace) for body in BODIES}
    if not any(coming.values()):
        return
    for seed in chain.from_iterable(coming.values()):
        past = told.get(seed.body, 0) < pace.first
        _post_seed(db, seed, created_at=now - seed.minutes_ago * 60 if past else now, now=now)
        told[seed.body] = told.get(seed.body, 0) + 1
    keep_setting(db, "released", told)


def _coming(seeds: Iterable[Seed], body: str, released: int, due: int, pace: Pace) -> list[Seed]:
    wanted = pace.first + due
    if wanted <= released:
        return []
    return [seed for seed in seeds if seed.body == body][released:wanted]


def _post_seed(db: sqlite3.Connection, seed: Seed, *, created_at: float, now: float) -> None:
    ensure_account(db, seed.handle, name=seed.author)
    new = NewPost(
        author=seed.handle,
        text=seed.text,
        language=seed.language,
        uid=seed.id,
        in_reply_to=seed.reply_to,
        bodies=(seed.body,),
        created_at=created_at,
        behaviour=seed.behaviour,
    )
    make_post(db, new, now=now)
