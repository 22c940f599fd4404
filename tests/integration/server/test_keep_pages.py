"""Public pages are kept for archives as a browser got them: each once, and again when it changed."""

import io
from datetime import timedelta
from pathlib import Path

import pytest
from django.test import Client
from pytest_django import Settings
from warcio.archiveiterator import ArchiveIterator

from answerable.server.keep_pages import keep_pages
from tests.integration.answers.public_answers import NOON, again, answered
from tests.integration.factories import plain_static  # noqa: F401  a fixture

# A request that ends gives its connection back, which a test inside a transaction would not survive.
pytestmark = pytest.mark.django_db(transaction=True)
OURS = "http://127.0.0.1:8012"
LATER = NOON + timedelta(hours=1)


@pytest.fixture
def folder(tmp_path: Path, settings: Settings) -> Path:
    settings.MEDIA_ROOT = tmp_path
    return tmp_path / "pages"


def kept(folder: Path, day: str) -> dict[str, tuple[str, bytes]]:
    """By address the status and the body, as the archives' own reader has them, with its digests checked."""
    found = {}
    with (folder / f"pages-{day}.warc.gz").open("rb") as file:
        for record in ArchiveIterator(file, check_digests="raise"):
            if record.rec_type == "response":
                status = record.http_headers.get_statuscode()
                found[record.rec_headers.get_header("WARC-Target-URI")] = (status, record.content_stream().read())
    return found


def test_a_page_is_kept_as_a_browser_gets_it(folder: Path) -> None:
    about = answered("Bins", "On Tuesdays.")
    assert keep_pages(at=LATER) > 10
    pages = kept(folder, "2026-11-21")
    # Styles are gathered when the desk starts, not in tests.
    assert {status for address, (status, _body) in pages.items() if "/static/" not in address} == {"200"}
    _status, content = pages[f"{OURS}/answers/{about.public_id}/"]
    assert b"On Tuesdays." in content
    assert f"{OURS}/" in pages
    assert f"{OURS}/feed.atom" in pages


def test_only_what_changed_is_kept_again(folder: Path) -> None:
    bins, lights = answered("Bins", "On Tuesdays."), answered("Lights")
    keep_pages(at=LATER)
    assert keep_pages(at=LATER + timedelta(days=1)) == 0
    again(bins, "On Wednesdays.", at=LATER + timedelta(days=1))
    keep_pages(at=LATER + timedelta(days=2))
    pages = kept(folder, "2026-11-23")
    assert b"On Wednesdays." in pages[f"{OURS}/answers/{bins.public_id}/"][1]
    assert f"{OURS}/answers/{lights.public_id}/" not in pages


def test_what_was_published_this_minute_waits_for_the_next_night(folder: Path) -> None:
    answered("Bins")
    assert keep_pages(at=NOON) == 0


def test_what_was_kept_is_listed_and_sent(folder: Path) -> None:
    answered("Bins")
    keep_pages(at=LATER)
    listed = Client().get("/record/downloads/").content.decode()
    assert "/record/pages/pages-2026-11-21.warc.gz" in listed
    answer = Client().get("/record/pages/pages-2026-11-21.warc.gz")
    assert answer["Content-Type"] == "application/warc"
    first = next(iter(ArchiveIterator(io.BytesIO(b"".join(answer)))))
    assert first.rec_type == "warcinfo"
    assert Client().get("/record/pages/kept.json").status_code == 404
