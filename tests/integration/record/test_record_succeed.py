"""A key in other hands: another record begins, and its first entry holds what the old one had come to."""

import pytest
from django.test import Client

from answerable.errors import Refused
from answerable.pure.ledger.checkpoint import parse_checkpoint
from answerable.record.erase import erase_texts
from answerable.record.export.archive import export_archive
from answerable.record.export.nightly import export_if_grown
from answerable.record.keys import read_log_key
from answerable.record.models import Entry
from answerable.record.read import entries_about, entry_at, newest_checkpoint
from answerable.record.rotate import rotate_key
from answerable.record.succeed import former_archive, succeed_record
from answerable.record.verify import verify_archive
from tests.integration.factories import plain_static  # noqa: F401  a fixture
from tests.integration.record.record_story import ANN, BEN, DAY, NOW, add, sealed, tell
from tests.integration.record.restored import back_to, snapshot

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("plain_static")]
OLD = "answers.example/record"


@pytest.fixture(autouse=True)
def files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "files"


@pytest.fixture
def ended(keys):
    """The newest checkpoint of a record of five entries."""
    tell()
    sealed(keys)
    return newest_checkpoint()


def checked(tmp_path):
    export_archive(tmp_path / "archive")
    return verify_archive(tmp_path / "archive")


def test_the_first_entry_holds_the_last_checkpoint_of_the_old_record(keys, ended, tmp_path):
    succeed_record(keys=keys, on=DAY, reason="COMPROMISED")
    assert entry_at(0).disclosed["checkpoint"] == ended.note
    sealed(keys)
    assert parse_checkpoint(newest_checkpoint().note.encode())[0].origin == "answers.example/record/2"
    report = checked(tmp_path)
    assert report.good
    assert "succeeds another of 5 entries" in report.text
    assert "that record was answers.example/record:" in report.text


def test_the_old_record_is_kept_as_an_archive(keys, ended):
    succeed_record(keys=keys, on=DAY, reason="COMPROMISED")
    assert verify_archive(former_archive(OLD)).good


def test_what_was_under_way_goes_on_in_the_new_record(keys, ended, tmp_path):
    about = {"answer": "ans_0002", "version": 1, "about": "q_0002"}
    add("question.opened", {"question": "q_0002", "about": "q_0002"}, {"title": "Parking"})
    add("answer.drafted", {**about, "question": "q_0002", "by": ANN})
    sealed(keys)
    add("answer.cleared", {**about, "by": BEN})
    succeed_record(keys=keys, on=DAY, reason="LOST")
    add("answer.published", {**about, "question": "q_0002", "asked": 1}, {"text": "Yes."})
    add("answer.withdrawn", {"answer": "ans_0001", "version": 1, "reason": "MISTAKE"})
    assert sealed(keys) == 3
    assert [entry.type for entry in entries_about("q_0002")] == [
        "question.opened",
        "answer.drafted",
        "answer.cleared",
        "answer.published",
    ]
    report = checked(tmp_path)
    assert report.good
    assert "2 questions, answers and channels began in the record before" in report.text


def test_an_entry_of_the_old_record_says_so_and_is_proven_by_its_archive(keys, ended):
    succeed_record(keys=keys, on=DAY, reason="COMPROMISED")
    first = entries_about("q_0001")[0]
    assert (first.former, first.index, first.is_provable) == (OLD, None, False)


def test_the_page_of_the_record_offers_the_old_one(keys, ended):
    succeed_record(keys=keys, on=DAY, reason="COMPROMISED")
    page = Client().get("/record/").content.decode()
    assert "/record/former/1.zip" in page
    assert b"".join(Client().get("/record/former/1.zip").streaming_content) == former_archive(OLD).read_bytes()
    assert Client().get("/record/former/2.zip").status_code == 404


def test_an_old_archive_that_is_gone_is_said_to_be(keys, ended):
    succeed_record(keys=keys, on=DAY, reason="COMPROMISED")
    former_archive(OLD).unlink()
    assert "is no longer offered" in Client().get("/record/").content.decode()
    assert Client().get("/record/former/1.zip").status_code == 404


def test_the_nightly_archive_is_made_anew_though_the_new_record_has_come_to_the_same_size(keys, ended):
    assert export_if_grown(at=NOW) == 5
    succeed_record(keys=keys, on=DAY, reason="COMPROMISED")
    for number in range(4):
        add("body.named", {"body": f"body_{number:04d}"}, {"name": "Example Council"})
    sealed(keys)
    assert export_if_grown(at=NOW) == 5
    assert export_if_grown(at=NOW) == 0


def test_a_record_that_is_the_first_speaks_of_no_other(keys, ended):
    assert "Records before this one" not in Client().get("/record/").content.decode()


def test_a_lost_key_does_not_hinder(keys, ended):
    (keys / "record.key").unlink()
    new = succeed_record(keys=keys, on=DAY, reason="LOST")
    sealed(keys)
    assert newest_checkpoint().vkey == new.vkey


def test_after_entries_were_lost_the_longest_checkpoint_counts(keys, ended):
    backup = snapshot()
    tell(2)
    sealed(keys)
    longest = newest_checkpoint().note
    back_to(backup)
    succeed_record(keys=keys, on=DAY, reason="RESTORED")
    assert entry_at(0).disclosed["checkpoint"] == longest
    assert sealed(keys) == 0


def test_a_second_record_can_be_succeeded_too(keys, ended):
    succeed_record(keys=keys, on=DAY, reason="COMPROMISED")
    sealed(keys)
    assert succeed_record(keys=keys, on=DAY, reason="COMPROMISED").name == "answers.example/record/3"
    assert verify_archive(former_archive(f"{OLD}/2")).good


def test_a_former_key_from_a_change_signs_no_more(keys, ended):
    rotate_key(keys=keys, on=DAY)
    sealed(keys)
    succeed_record(keys=keys, on=DAY, reason="COMPROMISED")
    assert not (keys / "record.former.key").exists()


def test_a_succession_that_stopped_before_its_files_is_finished_by_the_next_sealing(keys, ended):
    before = {path.name: path.read_bytes() for path in keys.iterdir()}
    new = succeed_record(keys=keys, on=DAY, reason="COMPROMISED")
    coming = (keys / "record.key").read_bytes()
    for name, content in {**before, "record.next.key": coming}.items():
        (keys / name).write_bytes(content)
        (keys / name).chmod(0o600)
    sealed(keys)
    assert read_log_key(keys).public == new
    assert newest_checkpoint().vkey == new.vkey


def test_before_anything_was_signed_there_is_nothing_to_succeed(keys):
    with pytest.raises(Refused, match="Nothing has been signed"):
        succeed_record(keys=keys, on=DAY, reason="COMPROMISED")


def test_a_text_of_the_old_record_can_still_be_erased(keys, ended, tmp_path, django_capture_on_commit_callbacks):
    succeed_record(keys=keys, on=DAY, reason="COMPROMISED")
    old = Entry.everywhere.filter(former="answers.example/record").earliest("id")
    with django_capture_on_commit_callbacks(execute=True):
        erase_texts(entry_id=old.id, reason="ERASURE", on=DAY)
    sealed(keys)
    report = checked(tmp_path)
    assert report.good
    assert "1 texts were taken away from it" in report.text
    assert not former_archive(OLD).exists()
