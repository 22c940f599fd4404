"""The files of public pages that were kept for archives: those with a passage that must go are taken away."""

import gzip
import json
import re
from collections.abc import Iterable
from datetime import UTC, datetime
from html import escape
from pathlib import Path

from django.conf import settings

from answerable.record.public.pages import FOLDER, kept_pages

BLOCK = 1 << 20
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def take_away_pages_with(passages: Iterable[str]) -> list[str]:
    """Removes each file in which one of the passages stands, in any form that a page, a feed or JSON writes it.

    Reads every file once, about a second for a hundred megabytes. What else was in a removed file is kept anew: the
    bookmark of the nightly round goes back to the night before.
    """
    wanted = {form for passage in passages for form in _forms(passage)}
    folder = Path(settings.MEDIA_ROOT) / FOLDER
    gone = [name for name in kept_pages() if _has(folder / name, wanted)]
    for name in gone:
        (folder / name).unlink(missing_ok=True)
    if gone:
        _step_back(folder, min(gone))
    return gone


def _forms(passage: str) -> set[bytes]:
    written = {passage, escape(passage), escape(passage, quote=False), passage.replace("'", "&#39;")}
    written |= {escape(passage).replace("&#x27;", "&#39;").replace("&quot;", "&#34;")}
    as_json = {json.dumps(one, ensure_ascii=ascii_only)[1:-1] for one in written for ascii_only in (True, False)}
    return {one.encode() for one in written | as_json if one}


def _has(path: Path, wanted: set[bytes]) -> bool:
    """A passage may lie across two blocks: the end of each is read again with the next."""
    longest, tail = max((len(one) for one in wanted), default=0), b""
    try:
        with gzip.open(path) as file:
            while block := file.read(BLOCK):
                held = tail + block
                if any(one in held for one in wanted):
                    return True
                tail = held[-longest:]
    except (OSError, EOFError):
        return True  # what cannot be read is not offered either
    return False


def _step_back(folder: Path, first_gone: str) -> None:
    earlier = [name for name in kept_pages() if name < first_gone]
    mark = folder / "kept.json"
    if not earlier:
        mark.unlink(missing_ok=True)
    elif (day := _DAY.search(max(earlier))) is not None:
        since = datetime.fromisoformat(day.group()).replace(tzinfo=UTC)
        mark.write_text(json.dumps([since.isoformat(), 0]), encoding="utf-8")
