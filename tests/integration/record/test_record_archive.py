"""Reading, proving, erasing, and the archive that anyone can check."""

import os
import subprocess
import sys
import threading
from datetime import timedelta

import pytest
from django.db import connection, transaction

from answerable.errors import Refused
from answerable.pure.ledger.audit_proof import audit_proof
from answerable.pure.ledger.signing import WITH_LIBRARY
from answerable.pure.ledger.trust import parse_trust, write_trust
from answerable.record.append import append
from answerable.record.erase import erase_texts
from answerable.record.export.archive import export_archive, export_zip
from answerable.record.models import Disclosure, Entry
from answerable.record.prove import prove_entry
from answerable.record.read import entries_about, entry_at, newest_checkpoint
from answerable.record.verify import main, trust_in, verify_archive
from tests.integration.record.record_story import DAY, NOW, add, sealed, tell

pytestmark = pytest.mark.django_db


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
