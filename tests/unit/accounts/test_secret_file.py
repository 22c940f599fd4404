"""A secret in a file is made once, for its owner only, whoever comes first."""

import stat
import threading
from pathlib import Path

from answerable.accounts.secret_file import kept_secret


def test_a_secret_is_made_once(tmp_path: Path) -> None:
    path = tmp_path / "keys" / "secret"
    assert kept_secret(path, lambda: b"first") == b"first"
    assert kept_secret(path, lambda: b"second") == b"first"


def test_only_its_owner_may_read_it(tmp_path: Path) -> None:
    kept_secret(tmp_path / "secret", lambda: b"x")
    assert stat.S_IMODE((tmp_path / "secret").stat().st_mode) == 0o600


def test_who_comes_second_uses_the_first_secret_and_leaves_nothing_behind(tmp_path: Path) -> None:
    path = tmp_path / "secret"

    def make_while_another_does() -> bytes:
        path.write_bytes(b"the other's")
        return b"mine"

    assert kept_secret(path, make_while_another_does) == b"the other's"
    assert list(tmp_path.iterdir()) == [path]


def test_many_at_once_agree(tmp_path: Path) -> None:
    path, seen = tmp_path / "secret", set()
    start = threading.Barrier(8)

    def look(number: int) -> None:
        start.wait()
        seen.add(kept_secret(path, lambda: bytes([number]) * 32))

    threads = [threading.Thread(target=look, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(seen) == 1
    assert len(seen.pop()) == 32
