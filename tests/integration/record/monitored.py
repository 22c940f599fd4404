"""A body whose record says what it told in public, served as a body serves it; and a citizen at the command line."""

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email.utils import formatdate
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from answerable.record.export.archive import export_zip
from answerable.record.seal import seal
from answerable.server.command import main
from tests.integration.record.record_story import ANN, BEN, NOW, add

CHANNEL = "ch_council"
PAGE = "https://body.example/answers/q_0001/"
TEXT = "The bins in Mill Lane are collected every Tuesday from seven o'clock in the morning."
SHORT = "Mill Lane: every Tuesday."
CORRECTED = "The bins in Mill Lane are collected every Wednesday from seven o'clock in the morning."


def told(text: str) -> str:
    """What the desk sends: the words, and the way to the answer's page."""
    return f"{text}\n\n{PAGE}"


def answer(network: str, account: str, *, told_count: int = 1, shown: bool = True) -> None:
    """One question from asked to told on one channel."""
    first, about = {"answer": "ans_0001", "version": 1}, {"about": "q_0001"}
    add("channel.opened", {"channel": CHANNEL, "network": network}, {"name": "Council", "address": account})
    add("question.opened", {"question": "q_0001", **about}, {"title": "When are the bins collected?"})
    add("answer.drafted", {**first, "question": "q_0001", "by": ANN, **about})
    add("answer.cleared", {**first, "by": BEN, **about})
    texts = {"title": "When are the bins collected?", "text": TEXT, "short": SHORT, "address": PAGE}
    add("answer.published", {**first, "question": "q_0001", "asked": 2, "channels": [CHANNEL], **about}, texts)
    totals = {"asked": 2, "told": told_count, "untold": 2 - told_count, "channels": [CHANNEL] if shown else []}
    add("delivery.summary", {**first, **totals, **about})


def correct() -> None:
    """A second version, told in the same place."""
    second, about = {"answer": "ans_0001", "version": 2}, {"about": "q_0001"}
    add("answer.drafted", {**second, "question": "q_0001", "by": ANN, **about})
    add("answer.cleared", {**second, "by": BEN, **about})
    add("answer.corrected", {**second, "reason": "corrected", **about}, {"title": "Bins", "text": CORRECTED})
    add("delivery.summary", {**second, "asked": 2, "told": 1, "untold": 1, "channels": [CHANNEL], **about})


@dataclass
class Body:
    """Where the record stands, and the file of it on disk."""

    address: str
    file: Path

    @property
    def record(self) -> str:
        return f"{self.address}/record/"


@contextmanager
def serving(folder: Path, keys: Path, fill: Callable[[], None], *, origin: str = "") -> Iterator[Body]:
    """Seals what `fill` adds, and gives the archive out; `origin` makes it another body's record."""
    site = folder / "site"
    (site / "record").mkdir(parents=True)
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Silent, directory=str(site))) as server:
        address = f"http://127.0.0.1:{server.server_address[1]}"
        fill()
        seal(NOW, keys=keys, origin=origin or f"{address.removeprefix('http://')}/record")
        export_zip(site / "record" / "archive.zip")
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield Body(address, site / "record" / "archive.zip")
        server.shutdown()


class _Silent(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  the standard library's
        """Silent."""

    def send_header(self, keyword: str, value: str) -> None:
        super().send_header(keyword, formatdate(usegmt=True) if keyword == "Last-Modified" else value)


@dataclass
class Citizen:
    """Runs the command; keeps what it returned and printed."""

    capsys: Any

    def compare(self, record: str, account: str, *more: str) -> tuple[int, str]:
        code = main(["monitor", "--record", record, "--account", account, *more])
        written = self.capsys.readouterr()
        return code, written.out + written.err

    def compare_as_program(self, record: str, account: str, *more: str) -> tuple[int, dict[str, Any]]:
        code, out = self.compare(record, account, "--json", *more)
        return code, json.loads(out)
