"""After an older backup was restored, the record is brought up again from a published archive."""

import pytest

from answerable.errors import Refused
from answerable.record.erase import erase_texts
from answerable.record.export.archive import export_archive, export_zip
from answerable.record.models import Disclosure, Entry, Tile
from answerable.record.read import newest_checkpoint
from answerable.record.recover import recover_record
from answerable.record.verify import verify_archive
from tests.integration.record.record_story import DAY, NOW, add, sealed, tell
from tests.integration.record.restored import back_to, snapshot

pytestmark = pytest.mark.django_db


@pytest.fixture
def published(keys, tmp_path):
    """An archive of 300 entries, of which a backup made in between knows 100 sealed and five waiting."""
    for number in range(1, 21):
        tell(number)
    sealed(keys)
    tell(21)
    backup = snapshot()
    erase_texts(entry_id=Entry.objects.get(index=0).id, reason="ERASURE", on=DAY)
    for number in range(22, 60):
        tell(number)
    add("body.named", {"body": "body_0001"}, {"name": "Example Council"})
    sealed(keys)
    export_zip(tmp_path / "record.zip")
    back_to(backup)
    return tmp_path / "record.zip"


def rebuilt(tmp_path):
    export_archive(tmp_path / "again")
    return verify_archive(tmp_path / "again")


def test_the_database_is_behind_and_nothing_is_signed(keys, published):
    with pytest.raises(Refused, match="answerable recover"):
        sealed(keys)


def test_what_was_lost_comes_back_with_its_texts(keys, published, tmp_path):
    found = recover_record(keys=keys, archive=published, at=NOW)
    assert found.entry_count == 197
    assert newest_checkpoint().size == Entry.objects.count() == 297
    assert rebuilt(tmp_path).good


def test_a_text_erased_after_the_backup_is_erased_again(keys, published):
    assert recover_record(keys=keys, archive=published, at=NOW).erased_count == 1
    assert not Disclosure.objects.filter(entry__index=0).exists()


def test_what_waited_in_the_backup_keeps_its_row_and_gets_its_place(keys, published):
    waiting = set(Entry.objects.filter(index=None).values_list("id", flat=True))
    recover_record(keys=keys, archive=published, at=NOW)
    assert set(Entry.objects.filter(id__in=waiting).values_list("index", flat=True)) == set(range(100, 105))


def test_the_record_grows_on_from_there(keys, published, tmp_path):
    recover_record(keys=keys, archive=published, at=NOW)
    tell(60)
    assert sealed(keys) == 5
    assert rebuilt(tmp_path).good


def test_a_recovery_that_stops_half_way_changes_nothing_and_can_be_run_again(keys, published, monkeypatch):
    tiles = Tile.objects.count()
    note = (keys / "record.checkpoint").read_bytes()
    (keys / "record.key").chmod(0o644)
    with pytest.raises(Refused):
        recover_record(keys=keys, archive=published, at=NOW)
    (keys / "record.key").chmod(0o600)
    assert (Entry.objects.count(), Tile.objects.count()) == (105, tiles)
    assert (keys / "record.checkpoint").read_bytes() == note
    assert recover_record(keys=keys, archive=published, at=NOW).entry_count == 197


def test_a_second_recovery_is_told_that_all_is_there(keys, published):
    recover_record(keys=keys, archive=published, at=NOW)
    with pytest.raises(Refused, match="holds all 297"):
        recover_record(keys=keys, archive=published, at=NOW)


def test_a_changed_archive_is_refused(keys, published):
    published.write_bytes(published.read_bytes().replace(b"ERASURE", b"MISTAKE"))
    with pytest.raises(Refused, match=r"cannot be read|does not do"):
        recover_record(keys=keys, archive=published, at=NOW)
    assert Entry.objects.count() == 105


def test_an_archive_shorter_than_what_was_signed_is_refused(keys, published, tmp_path):
    recover_record(keys=keys, archive=published, at=NOW)
    tell(60)
    sealed(keys)
    with pytest.raises(Refused, match="entries are missing at the end"):
        recover_record(keys=keys, archive=published, at=NOW)


def test_a_database_that_went_another_way_is_refused(keys, published):
    guard = (keys / "record.checkpoint").read_bytes()
    (keys / "record.checkpoint").write_text(newest_checkpoint().note)
    tell(90)
    sealed(keys)
    (keys / "record.checkpoint").write_bytes(guard)
    with pytest.raises(Refused, match="other entries"):
        recover_record(keys=keys, archive=published, at=NOW)


def test_without_keys_nothing_can_be_recovered(published, tmp_path):
    with pytest.raises(Refused, match="signing key is missing"):
        recover_record(keys=tmp_path / "none", archive=published, at=NOW)
