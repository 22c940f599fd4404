"""The signing key is changed: both sign for a while, readers follow, and a change cut short is finished."""

from datetime import timedelta

import pytest

from answerable.errors import Refused
from answerable.pure.ledger.checkpoint import parse_checkpoint, signers
from answerable.pure.ledger.signing import WITH_LIBRARY
from answerable.pure.ledger.trust import Trust
from answerable.record import rotate
from answerable.record.export.archive import export_archive
from answerable.record.key_ring import own_keys, signing_keys
from answerable.record.keys import read_guard, read_log_key
from answerable.record.models import Entry
from answerable.record.read import newest_checkpoint
from answerable.record.rotate import rotate_key
from answerable.record.verify import verify_archive
from tests.integration.record.record_story import DAY, NOW, sealed, tell

pytestmark = pytest.mark.django_db
LATER = timedelta(days=91)


@pytest.fixture
def former(keys):
    """A record of five entries, and the key that signed it."""
    tell()
    sealed(keys)
    return read_log_key(keys).public


def signers_of_newest(keys):
    _head, note = parse_checkpoint(newest_checkpoint().note.encode())
    return signers(note, own_keys(keys), WITH_LIBRARY)


def test_both_keys_sign_after_a_change_and_the_new_one_comes_first(keys, former):
    new, until = rotate_key(keys=keys, on=DAY)
    assert sealed(keys) == 1
    assert signers_of_newest(keys) == (new, former)
    assert until == DAY + timedelta(days=90)
    assert newest_checkpoint().vkey == new.vkey


def test_the_former_key_stops_signing_after_ninety_days(keys, former):
    new, until = rotate_key(keys=keys, on=DAY)
    assert [key.public for key in signing_keys(keys, on=until)] == [new, former]
    sealed(keys)
    tell(2)
    sealed(keys, NOW + LATER)
    assert signers_of_newest(keys) == (new,)


def test_whoever_kept_only_the_former_key_can_still_check_the_record(keys, former, tmp_path):
    rotate_key(keys=keys, on=DAY)
    sealed(keys)
    tell(2)
    sealed(keys, NOW + LATER)
    export_archive(tmp_path / "archive")
    assert verify_archive(tmp_path / "archive", trust=Trust((former,))).good


def test_a_second_change_while_both_sign_is_refused(keys, former):
    rotate_key(keys=keys, on=DAY)
    with pytest.raises(Refused, match="second change"):
        rotate_key(keys=keys, on=DAY + timedelta(days=90))
    assert rotate_key(keys=keys, on=DAY + LATER)[0] != former


def test_before_the_first_key_there_is_nothing_to_change(keys):
    with pytest.raises(Refused, match="no key yet"):
        rotate_key(keys=keys, on=DAY)


def test_a_change_that_stopped_before_its_entry_changed_nothing(keys, former):
    coming = rotate.next_key(keys, former.name).public
    assert sealed(keys) == 0
    assert read_log_key(keys).public == former
    assert rotate_key(keys=keys, on=DAY)[0] == coming


def test_a_change_that_stopped_after_its_entry_is_finished_by_the_next_sealing(keys, former):
    coming = rotate.next_key(keys, former.name).public
    files = {path.name: path.read_bytes() for path in keys.iterdir()}
    rotate_key(keys=keys, on=DAY)
    for path in keys.iterdir():
        path.unlink()
    for name, content in files.items():
        (keys / name).write_bytes(content)
        (keys / name).chmod(0o600)
    assert sealed(keys) == 1
    assert signers_of_newest(keys) == (coming, former)


def test_a_change_that_stopped_between_its_two_files_is_finished(keys, former):
    coming = rotate.next_key(keys, former.name)
    own = (keys / "record.key").read_bytes()
    rotate_key(keys=keys, on=DAY)
    (keys / "record.key").write_bytes(own)
    (keys / "record.next.key").write_text(coming.skey + "\n")
    (keys / "record.next.key").chmod(0o600)
    sealed(keys)
    assert signers_of_newest(keys) == (coming.public, former)
    assert Entry.objects.filter(type="key.rotated").count() == 1


def test_the_guard_of_the_former_key_still_holds(keys, former):
    rotate_key(keys=keys, on=DAY)
    assert read_guard(keys, own_keys(keys)).size == 5


def test_a_former_key_without_its_last_day_is_refused(keys, former):
    rotate_key(keys=keys, on=DAY)
    path = keys / "record.former.key"
    path.write_text(path.read_text().partition("\n")[0])
    with pytest.raises(Refused, match="until"):
        sealed(keys)
