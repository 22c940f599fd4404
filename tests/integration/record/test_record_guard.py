"""Keys, the guard against rollback, and triggers: what must not happen to the record."""

import pytest
from django.db import IntegrityError, ProgrammingError, connection, transaction

from answerable.errors import Refused
from answerable.record.models import Checkpoint, Disclosure
from answerable.record.read import newest_checkpoint
from answerable.record.seal import seal
from tests.integration.record.record_story import NOW, add, sealed, tell

pytestmark = pytest.mark.django_db


def test_a_key_that_others_can_read_is_refused(keys):
    sealed(keys)
    (keys / "record.key").chmod(0o644)
    with pytest.raises(Refused, match="chmod 600"):
        sealed(keys)


def test_a_damaged_key_is_refused(keys):
    sealed(keys)
    (keys / "record.key").write_text("nonsense")
    with pytest.raises(Refused, match="damaged"):
        sealed(keys)


def test_an_address_that_cannot_name_a_key_is_refused(keys):
    with pytest.raises(Refused, match="address"):
        seal(NOW, keys=keys, origin="our answers")


def test_a_lost_key_is_not_replaced_in_silence(keys):
    tell()
    sealed(keys)
    (keys / "record.key").unlink()
    with pytest.raises(Refused, match="signing key is missing"):
        sealed(keys)


def test_a_lost_guard_is_not_replaced_in_silence(keys):
    tell()
    sealed(keys)
    (keys / "record.checkpoint").unlink()
    with pytest.raises(Refused, match="guard file is missing"):
        sealed(keys)


def test_the_published_checkpoint_serves_as_guard(keys):
    tell()
    sealed(keys)
    (keys / "record.checkpoint").write_text(newest_checkpoint().note)
    tell(2)
    assert sealed(keys) == 5


def test_a_guard_that_is_not_ours_is_refused(keys):
    tell()
    sealed(keys)
    for content in (b"nonsense", newest_checkpoint().note.encode().replace(b"\n5\n", b"\n4\n")):
        (keys / "record.checkpoint").write_bytes(content)
        with pytest.raises(Refused, match="not a checkpoint signed by this record"):
            sealed(keys)


def forget_everything():
    with connection.cursor() as cursor:
        cursor.execute(
            "SET CONSTRAINTS ALL IMMEDIATE; TRUNCATE record_entry, record_disclosure, record_tile, record_checkpoint"
        )


def test_an_older_database_is_not_signed(keys):
    tell()
    sealed(keys)
    forget_everything()
    add("body.named", {"body": "body_0001"})
    with pytest.raises(Refused, match="older than the published record"):
        sealed(keys)
    assert not Checkpoint.objects.exists()


def test_a_database_that_went_another_way_is_not_signed(keys):
    tell()
    sealed(keys)
    guard = (keys / "record.checkpoint").read_bytes()
    forget_everything()
    (keys / "record.checkpoint").unlink()
    tell()
    tell(2)
    sealed(keys)
    (keys / "record.checkpoint").write_bytes(guard)
    with pytest.raises(Refused, match="or they differ"):
        sealed(keys)


def test_a_crash_between_guard_and_checkpoint_is_made_good(keys):
    tell()
    sealed(keys)
    Checkpoint.objects.all().delete()
    assert sealed(keys) == 0
    assert newest_checkpoint().size == 5


def test_a_sealed_entry_cannot_be_changed_by_sql(keys):
    tell()
    sealed(keys)
    for change in (
        "UPDATE record_entry SET raw = 'x'",
        "UPDATE record_entry SET index = index + 9",
        "DELETE FROM record_entry",
    ):
        with pytest.raises(ProgrammingError, match="never"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(change)


def test_a_pending_entry_cannot_be_reworded_by_sql():
    tell()
    with pytest.raises(ProgrammingError, match="never changed"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE record_entry SET raw = 'x'")


def test_two_texts_of_one_name_cannot_lie_beside_an_entry():
    tell()
    text = Disclosure.objects.first()
    with pytest.raises(IntegrityError), transaction.atomic():
        Disclosure.objects.create(entry=text.entry, name=text.name, encoded="x")
