"""The record on a real database: append, seal, read, prove, erase, export, verify."""

import os
import stat
import subprocess
import sys
import threading
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, ProgrammingError, connection, transaction

from answerable.errors import Refused
from answerable.pure.ledger.audit_proof import audit_proof
from answerable.pure.ledger.checkpoint import parse_checkpoint
from answerable.pure.ledger.signing import WITH_LIBRARY
from answerable.pure.ledger.tree import leaf_hash, root_of
from answerable.pure.ledger.trust import parse_trust, write_trust
from answerable.record.append import append
from answerable.record.erase import erase_texts
from answerable.record.export.archive import export_archive, export_zip
from answerable.record.models import Checkpoint, Disclosure, Entry, Tile
from answerable.record.prove import prove_entry
from answerable.record.read import entries_about, entry_at, newest_checkpoint
from answerable.record.seal import seal
from answerable.record.verify import main, trust_in, verify_archive

DAY = date(2026, 11, 20)
NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
ANN, BEN = "p_" + "a" * 26, "p_" + "b" * 26
pytestmark = pytest.mark.django_db


def add(kind, fields, texts=None, on=DAY):
    with transaction.atomic():
        append(type=kind, fields=fields, disclosed=texts or {}, on=on)


def tell(number=1):
    """A question from asked to told: five entries."""
    question, first = f"q_{number:04d}", {"answer": f"ans_{number:04d}", "version": 1}
    about = {"about": question}
    add("question.opened", {"question": question, **about}, {"title": "When is bin day — Tuesday?"})
    add("answer.drafted", {**first, "question": question, "by": ANN, **about})
    add("answer.cleared", {**first, "by": BEN, **about})
    add("answer.published", {**first, "question": question, "asked": 2, **about}, {"text": "Tuesday.", "title": "Bins"})
    add("delivery.summary", {**first, "asked": 2, "told": 2, "untold": 0, **about})


def sealed(keys, now=NOW):
    return seal(now, keys=keys, origin="answers.example/record")


@pytest.fixture
def keys(tmp_path):
    return tmp_path / "keys"


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


def test_what_is_recorded_about_a_question_is_found(keys):
    tell()
    sealed(keys)
    add("question.triaged", {"question": "q_0001", "outcome": "noted", "about": "q_0001"})
    found = entries_about("q_0001")
    assert [each.type for each in found][-2:] == ["delivery.summary", "question.triaged"]
    assert [each.is_provable for each in found] == [True] * 5 + [False]
    assert found[3].disclosed == {"text": "Tuesday.", "title": "Bins"}
    assert found[5].index is None
    assert found[5].fields["outcome"] == "noted"
    assert entries_about("q_none") == []


def test_an_entry_is_found_by_its_index(keys):
    tell()
    sealed(keys)
    assert entry_at(2).type == "answer.cleared"
    assert entry_at(5) is None


def test_a_proof_file_shows_the_entry_and_its_texts(keys, tmp_path):
    tell()
    sealed(keys)
    export_archive(tmp_path / "a")
    assert trust_in(tmp_path / "a") == parse_trust(write_trust([newest_checkpoint().vkey]))
    report = audit_proof(prove_entry(3), trust_in(tmp_path / "a"))
    assert report.good, report.text
    assert "2 texts; 0 were taken away" in report.text


def test_there_is_no_proof_of_what_is_not_signed_yet(keys):
    assert prove_entry(0) is None
    tell()
    sealed(keys)
    assert prove_entry(5) is None
    assert prove_entry(-1) is None


def test_erased_texts_are_gone_and_their_removal_is_recorded(keys, tmp_path):
    tell()
    sealed(keys)
    erased = entry_at(3)
    assert erase_texts(entry_id=erased.entry_id, reason="ERASURE", on=DAY, names=["text"]) == 1
    assert erase_texts(entry_id=erased.entry_id, reason="ERASURE", on=DAY) == 1
    assert entry_at(3).withheld_count == 2
    assert not Disclosure.objects.filter(entry_id=erased.entry_id).exists()
    assert [each.type for each in entries_about("q_0001")][-2:] == ["disclosure.removed"] * 2
    sealed(keys)
    export_archive(tmp_path / "a")
    report = verify_archive(tmp_path / "a", verify=WITH_LIBRARY)
    assert report.good, report.text


def test_a_text_of_a_pending_entry_can_be_erased_too(keys, tmp_path):
    add("body.named", {"body": "body_0001"}, {"name": "Mistyped"})
    erase_texts(entry_id=Entry.objects.get().id, reason="MISTAKE", on=DAY)
    sealed(keys)
    export_archive(tmp_path / "a")
    assert verify_archive(tmp_path / "a", verify=WITH_LIBRARY).good


def test_erasing_what_is_not_there_is_refused():
    tell()
    entry_id = entries_about("q_0001")[0].entry_id
    with pytest.raises(Refused, match="no such text"):
        erase_texts(entry_id=entry_id, reason="ERASURE", on=DAY, names=["text"])


def test_no_archive_is_written_while_a_removal_is_unsigned(keys, tmp_path):
    tell()
    sealed(keys)
    erase_texts(entry_id=entry_at(0).entry_id, reason="ERASURE", on=DAY)
    with pytest.raises(Refused, match="not signed yet"):
        export_archive(tmp_path / "a")


def test_no_archive_is_written_of_nothing(tmp_path):
    with pytest.raises(Refused, match="Nothing in the record"):
        export_archive(tmp_path / "a")


def test_no_archive_is_written_over_something(keys, tmp_path):
    tell()
    sealed(keys)
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "mine.txt").write_text("mine")
    with pytest.raises(Refused, match="not empty"):
        export_archive(tmp_path / "a")


def test_the_archive_verifies_with_its_own_file_and_nothing_installed(keys, tmp_path):
    for day in range(60):
        tell(day)
        if day % 20 == 0:
            sealed(keys, NOW - timedelta(days=60 - day))
    sealed(keys)
    assert export_archive(tmp_path / "a") == 300
    (tmp_path / "one.tlog-proof").write_bytes(prove_entry(17))
    environment = {"PATH": os.environ["PATH"], "LANG": "C"}
    run = [sys.executable, "-I", "-S", "-W", "error", str(tmp_path / "a" / "verify.py")]
    whole = subprocess.run(run, capture_output=True, text=True, env=environment, cwd=tmp_path, check=False)
    one = subprocess.run(
        [*run, "one.tlog-proof"], capture_output=True, text=True, env=environment, cwd=tmp_path, check=False
    )
    assert (whole.returncode, whole.stderr) == (0, ""), whole.stdout
    assert "3 in the archive and 0 kept by you compared" in whole.stdout
    assert (one.returncode, one.stderr) == (0, ""), one.stdout


def test_two_archives_of_one_record_are_alike(keys, tmp_path):
    tell()
    sealed(keys)
    export_zip(tmp_path / "a.zip")
    export_zip(tmp_path / "b.zip")
    assert (tmp_path / "a.zip").read_bytes() == (tmp_path / "b.zip").read_bytes()


def test_the_zip_verifies_and_no_byte_of_it_can_change(keys, tmp_path):
    tell()
    sealed(keys)
    path = tmp_path / "a.zip"
    export_zip(path)
    assert verify_archive(path).good
    raw = path.read_bytes()
    for place in range(0, len(raw), 701):
        path.write_bytes(raw[:place] + bytes([raw[place] ^ 1]) + raw[place + 1 :])
        with pytest.raises(ValueError, match="zip"):
            verify_archive(path)


def test_the_command_line_ends_with_0_1_or_2(keys, tmp_path, capsys):
    tell()
    sealed(keys)
    export_archive(tmp_path / "a")
    assert (
        main(
            [
                str(tmp_path / "a"),
                "--trust",
                str(tmp_path / "a" / "trust.txt"),
                "--checkpoint",
                str(keys / "record.checkpoint"),
            ]
        )
        == 0
    )
    (tmp_path / "a" / "README.txt").write_text("changed")
    assert main([str(tmp_path / "a")]) == 1
    assert main([str(tmp_path / "none")]) == 2
    (tmp_path / "one.tlog-proof").write_bytes(prove_entry(1))
    assert main([str(tmp_path / "one.tlog-proof")]) == 2
    assert main([str(tmp_path / "one.tlog-proof"), "--trust", str(tmp_path / "a" / "trust.txt")]) == 0
    assert "SOMETHING IS WRONG" in capsys.readouterr().out


def test_a_link_or_an_odd_name_in_the_archive_is_found(keys, tmp_path):
    tell()
    sealed(keys)
    export_archive(tmp_path / "a")
    (tmp_path / "a" / "linked").symlink_to(keys / "record.key")
    (tmp_path / "a" / "naïve.txt").write_text("x")
    report = verify_archive(tmp_path / "a", verify=WITH_LIBRARY)
    assert not report.good
    assert "linked" in report.text
    assert "na\\xefve.txt does not belong" in report.text


def test_several_sequencers_at_once_give_each_entry_one_index(transactional_db, keys):
    for number in range(1, 21):
        tell(number)
    counts = []

    def run():
        try:
            counts.append(sealed(keys))
        finally:
            connection.close()

    threads = [threading.Thread(target=run) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(counts) == 100
    assert sorted(Entry.objects.values_list("index", flat=True)) == list(range(100))


def test_entries_committed_late_are_sealed_in_the_next_round(transactional_db, keys, tmp_path):
    add("body.named", {"body": "body_0001"})
    done, go_on = threading.Event(), threading.Event()

    def slow():
        with transaction.atomic():
            append(type="channel.opened", fields={"channel": "hall", "network": "web"}, disclosed={}, on=DAY)
            done.set()
            go_on.wait(10)
        connection.close()

    thread = threading.Thread(target=slow)
    thread.start()
    done.wait(10)
    tell()
    assert sealed(keys) == 6
    go_on.set()
    thread.join()
    assert sealed(keys) == 1
    export_zip(tmp_path / "a.zip")
    assert verify_archive(tmp_path / "a.zip", verify=WITH_LIBRARY).good


def test_an_archive_is_written_from_one_moment_outside_any_transaction(transactional_db, keys, tmp_path):
    tell()
    sealed(keys)
    assert export_archive(tmp_path / "a") == 5
    assert verify_archive(tmp_path / "a", verify=WITH_LIBRARY).good


def test_what_outgrows_a_zip_leaves_no_draft_behind(keys, tmp_path):
    with pytest.raises(Refused, match="Nothing"):
        export_zip(tmp_path / "a.zip")
    assert list(tmp_path.glob("*.new")) == []
