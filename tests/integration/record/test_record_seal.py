"""Entries are appended within a transaction and sealed in order."""

import stat
from datetime import timedelta

import pytest
from django.db import transaction

from answerable.pure.ledger.checkpoint import parse_checkpoint
from answerable.pure.ledger.tree import leaf_hash, root_of
from answerable.record.append import append
from answerable.record.models import Checkpoint, Disclosure, Entry, Tile
from answerable.record.read import newest_checkpoint
from tests.integration.record.record_story import DAY, NOW, add, sealed, tell

pytestmark = pytest.mark.django_db


def test_an_entry_belongs_inside_a_transaction(transactional_db):
    with pytest.raises(RuntimeError, match="inside the transaction"):
        append(type="body.named", fields={"body": "body_0001"}, disclosed={}, on=DAY)


@pytest.mark.parametrize(
    ("kind", "texts"), [("question.liked", {}), ("answer.drafted", {"text": "x"}), ("body.named", {"motto": "x"})]
)
def test_an_entry_outside_the_table_is_refused(kind, texts):
    with pytest.raises(ValueError, match="table"):
        add(kind, {"body": "body_0001"}, texts)
    assert not Entry.objects.exists()


def test_entry_and_business_row_go_back_together():
    with transaction.atomic():
        append(type="body.named", fields={"body": "body_0001"}, disclosed={"name": "Council"}, on=DAY)
        transaction.set_rollback(True)
    assert not Entry.objects.exists()


def test_no_text_is_in_the_bytes_of_an_entry():
    tell()
    assert b"Tuesday" not in b"".join(bytes(raw) for raw in Entry.objects.values_list("raw", flat=True))


def test_the_same_text_twice_gets_two_digests():
    for number in (1, 2):
        add("question.opened", {"question": f"q_000{number}"}, {"title": "Same"})
    encoded = set(Disclosure.objects.values_list("encoded", flat=True))
    assert len(encoded) == 2


def test_sealing_gives_indexes_in_order_and_signs_the_root(keys):
    tell()
    assert sealed(keys) == 5
    raws = [bytes(raw) for raw in Entry.objects.order_by("index").values_list("raw", flat=True)]
    head, _ = parse_checkpoint(newest_checkpoint().note.encode())
    assert list(Entry.objects.order_by("id").values_list("index", flat=True)) == [0, 1, 2, 3, 4]
    assert (head.origin, head.size, head.root) == (
        "answers.example/record",
        5,
        root_of([leaf_hash(raw) for raw in raws]),
    )


def test_sealing_again_without_entries_changes_nothing(keys):
    tell()
    sealed(keys)
    assert sealed(keys, NOW + timedelta(hours=1)) == 0
    assert Checkpoint.objects.count() == 1


def test_sealing_an_empty_record_signs_nothing(keys):
    assert sealed(keys) == 0
    assert newest_checkpoint() is None


def test_sealing_in_many_rounds_gives_the_same_tree_as_in_one(keys, django_assert_max_num_queries):
    for number in range(1, 61):
        tell(number)
        if number % 7 == 0:
            sealed(keys)
    with django_assert_max_num_queries(40):
        sealed(keys)
    leaves = [leaf_hash(bytes(raw)) for raw in Entry.objects.order_by("index").values_list("raw", flat=True)]
    assert parse_checkpoint(newest_checkpoint().note.encode())[0].root == root_of(leaves)
    assert {(tile.level, tile.number): len(tile.hashes) // 32 for tile in Tile.objects.all()} == {
        (0, 0): 256,
        (0, 1): 44,
        (1, 0): 1,
    }


def test_the_key_is_made_once_for_its_owner_only(keys):
    tell()
    sealed(keys)
    made = (keys / "record.key").read_bytes()
    tell(2)
    sealed(keys)
    assert (keys / "record.key").read_bytes() == made
    assert stat.S_IMODE((keys / "record.key").stat().st_mode) == 0o600
    assert stat.S_IMODE(keys.stat().st_mode) == 0o700
