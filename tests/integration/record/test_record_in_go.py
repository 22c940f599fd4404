"""The archive checked by Go's own code: notes, trees and tiles of golang.org/x/mod, which knows nothing of ours."""

import subprocess
from datetime import timedelta

import pytest

from answerable.record.export.archive import export_archive
from tests.integration.record.record_story import NOW, sealed, tell
from tests.servers.go_checker import build_checker

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture(scope="module")
def checker(tmp_path_factory):
    return build_checker(tmp_path_factory.mktemp("go"))


@pytest.fixture
def archive(keys, tmp_path):
    """600 entries, signed on three days: two whole tiles and a part of one."""
    for number in range(1, 121):
        tell(number)
        if number % 50 == 0:
            sealed(keys, NOW + timedelta(days=number // 50))
    sealed(keys, NOW + timedelta(days=9))
    export_archive(tmp_path / "archive")
    return tmp_path / "archive"


def check(checker, archive):
    return subprocess.run([checker, archive], capture_output=True, text=True, check=False)


def test_go_proves_every_entry_and_every_older_checkpoint_from_our_files(checker, archive):
    said = check(checker, archive)
    assert (said.returncode, said.stdout) == (0, "600 entries and 2 older checkpoints\n")


@pytest.mark.parametrize("name", ["checkpoint", "checkpoints/250", "tile/0/001", "tile/1/000.p/2", "tile/entries/000"])
def test_go_finds_what_was_changed(checker, archive, name):
    path = archive / name
    content = bytearray(path.read_bytes())
    content[30] ^= 1
    path.write_bytes(bytes(content))
    assert check(checker, archive).returncode == 1
