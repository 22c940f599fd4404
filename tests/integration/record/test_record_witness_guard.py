"""A witness whose database comes back from an older backup still stands where it last signed."""

import pytest

from answerable.pure.ledger.signing import make_key
from answerable.record.models import Watched
from answerable.record.watch import guard_path, watch_record
from tests.integration.factories import plain_static  # noqa: F401  a fixture
from tests.integration.record.test_record_witness import FORKED, LEAVES, OTHER, asked, own_keys, send  # noqa: F401

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("plain_static", "own_keys")]
ORIGIN = OTHER.public.name


@pytest.fixture
def older() -> bytes:
    """It has cosigned two entries and then all; what its database held of the first is returned."""
    watch_record(OTHER.public.vkey)
    send(asked(0, LEAVES[:2]))
    kept = bytes(Watched.objects.get().note)
    assert send(asked(2, LEAVES)).status_code == 200
    return kept


def test_after_an_older_backup_a_fork_is_refused_and_told_where_the_witness_stands(older) -> None:
    Watched.objects.update(note=older)
    answer = send(asked(2, FORKED))
    assert (answer.status_code, answer.content) == (409, b"9\n")


def test_a_fork_from_where_it_stands_is_refused_too(older) -> None:
    Watched.objects.update(note=older)
    assert send(asked(9, FORKED)).status_code in {409, 422}


def test_a_backup_from_before_the_record_was_watched_changes_nothing(older) -> None:
    Watched.objects.all().delete()
    watch_record(OTHER.public.vkey)
    assert send(asked(0, FORKED)).status_code == 409


def test_the_true_record_is_cosigned_on_and_the_database_catches_up(older) -> None:
    Watched.objects.update(note=older)
    assert send(asked(9, LEAVES)).status_code == 200
    assert b"\n9\n" in bytes(Watched.objects.get().note)


def test_a_crash_between_the_file_and_the_database_is_made_good_by_asking_again(older, keys) -> None:
    beyond = asked(9, [*LEAVES, LEAVES[0]])
    guard_path(keys, ORIGIN).write_bytes(beyond.partition(b"\n\n")[2])
    assert send(beyond).content == b"10\n"
    assert send(asked(10, [*LEAVES, LEAVES[0]])).status_code == 200


def test_a_damaged_file_stops_that_record(older, keys) -> None:
    guard_path(keys, ORIGIN).write_bytes(b"nothing")
    assert send(asked(9, LEAVES)).status_code == 503


def test_and_no_other(older, keys) -> None:
    guard_path(keys, ORIGIN).write_bytes(b"nothing")
    third = make_key("third.example/record", b"t" * 32)
    watch_record(third.public.vkey)
    assert send(asked(0, LEAVES, third)).status_code == 200


def test_only_its_owner_reads_what_is_kept(older, keys) -> None:
    assert guard_path(keys, ORIGIN).stat().st_mode & 0o077 == 0
