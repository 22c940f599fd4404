"""What a stranger can do: download the whole record and check it with the one file of Python that is in it."""

import json
import subprocess
import sys
import zipfile
from base64 import urlsafe_b64decode
from itertools import count
from pathlib import Path

import pytest
from playwright.sync_api import Page, StorageState
from product import Product
from steps import until

pytestmark = pytest.mark.browser

ARCHIVE_SECONDS = 180.0
"""The archive is made anew every two minutes; after the other walks there is one already."""


def test_a_stranger_checks_the_downloaded_record_offline(
    page: Page, signed_in: StorageState, product: Product, tmp_path: Path
) -> None:
    folder = _archive_with("Tarnbrook Council", page, product, tmp_path)

    checked = _verified(folder)
    assert checked.returncode == 0, checked.stdout + checked.stderr
    assert _tampered(folder).returncode != 0


def _archive_with(words: str, page: Page, product: Product, folder: Path) -> Path:
    """The first download in which the words are, unpacked into a folder of its own."""
    tries = count()

    def look() -> bool:
        page.goto(f"{product.address}/record/")
        link = page.get_by_role("link", name="Download the whole record")
        if not link.count():
            return False
        with page.expect_download() as coming:
            link.click()
        with zipfile.ZipFile(coming.value.path()) as archive:
            archive.extractall(folder / str(next(tries)))
        return words in _words_of(newest())

    def newest() -> Path:
        return max(folder.iterdir(), key=lambda one: int(one.name))

    until(look, "an archive with these words", seconds=ARCHIVE_SECONDS)
    return newest()


def _words_of(folder: Path) -> str:
    """All texts beside the entries, as they are disclosed."""
    lines = [line for file in folder.glob("texts/**/*") if file.is_file() for line in file.read_text().splitlines()]
    encoded = [line.split(" ")[1] for line in lines]
    return "\n".join(json.loads(urlsafe_b64decode(one + "=" * (-len(one) % 4)))[2] for one in encoded)


def _verified(folder: Path) -> subprocess.CompletedProcess[str]:
    """By the program inside, in an interpreter that sees neither our code nor our libraries."""
    command = [sys.executable, "-I", "-S", "verify.py"]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=60, check=False)


def _tampered(folder: Path) -> subprocess.CompletedProcess[str]:
    """The same after somebody changed one letter of an entry."""
    entries = next(file for file in sorted(folder.glob("tile/entries/**/*")) if file.is_file())
    content = entries.read_bytes()
    entries.write_bytes(content.replace(b"body.named", b"body.maimed"))
    return _verified(folder)
