"""From posts to told, and whether a stranger who checks the public record finds the story in order."""

from datetime import timedelta
from pathlib import Path

import pytest

from answerable.accounts.roles import Role
from answerable.accounts.set_up import name_body
from answerable.answers.models import AnswerVersion, Delivery
from answerable.answers.plan import publish_cleared
from answerable.channels.change import change_state
from answerable.channels.models import State as ChannelState
from answerable.desk.clear import want_changes
from answerable.desk.triage import reopen_question, triage_question
from answerable.desk.void import void_clearance
from answerable.questions.models import Outcome, Question, Reason, State
from answerable.record.export.archive import export_archive
from answerable.record.models import Entry
from answerable.record.read import entries_about
from answerable.record.seal import seal
from answerable.record.verify import verify_archive
from tests.integration import factories as make

pytestmark = pytest.mark.django_db
NOON = make.NOON
SECRETS = ("Mrs Jones", "07700 900123", "tarnbrook.example", "Ada", "Ben")


def verified(folder: Path) -> list[str]:
    """What a stranger's check of the exported record finds wrong."""
    seal(NOON + timedelta(hours=1), keys=folder / "keys", origin="answers.example/record")
    export_archive(folder / "archive")
    return list(verify_archive(folder / "archive").problems)


def types_about(about: Question) -> list[str]:
    return [entry.type for entry in entries_about(about.public_id)]


def answered(about: Question) -> AnswerVersion:
    make.cleared(make.handed_in(make.saved(about)))
    assert publish_cleared(at=NOON) == 1
    return AnswerVersion.objects.get(answer__question=about)


def test_the_straight_way(tmp_path: Path) -> None:
    name_body(name="Tarnbrook", language="en", time_zone="Europe/London", by=make.amy(), at=NOON)
    square = make.channel("Square")
    about = make.answering(make.post(square, account="ann"), make.post(square, account="bob"))
    version = answered(about)
    assert sorted(Delivery.objects.values_list("recipient", flat=True)) == ["ann", "bob"]
    assert (version.written_by.name, version.cleared_by.name) == ("Ada", "Ben")
    told = ["question.opened", "question.triaged", "answer.drafted", "answer.cleared", "answer.published"]
    assert types_about(about) == told
    assert verified(tmp_path) == []


def test_the_long_way_sent_back_voided_and_held(tmp_path: Path) -> None:
    about = make.question(make.post(make.channel("Square"), "Mrs Jones, 07700 900123, asks when the bins go."))
    tomorrow = (NOON + timedelta(days=1)).date()
    held = {"outcome": Outcome.NOT_ANSWERING, "reason": Reason.HOLD, "comes_back_on": tomorrow}
    triage_question(question=about, by=make.lin(), at=NOON, note="Ask Mrs Jones.", **held)
    reopen_question(question=about, by=make.lin(), at=NOON)
    triage_question(question=about, outcome=Outcome.ANSWER, by=make.lin(), at=NOON)
    sent_back = make.handed_in(make.saved(about))
    want_changes(clearance=sent_back, note="Say which week.", by=make.ben(), at=NOON)
    void_clearance(clearance=make.cleared(make.handed_in(make.saved(about, "One day later."))), why="Edited.", at=NOON)
    answered(about)
    assert types_about(about).count("answer.drafted") == 3
    assert types_about(about).count("answer.cleared") == 2
    assert verified(tmp_path) == []
    raw = b"".join(bytes(one) for one in Entry.objects.values_list("raw", flat=True)).decode()
    assert not [secret for secret in SECRETS if secret in raw]


def test_one_person_in_training_is_in_order_and_said_so(tmp_path: Path) -> None:
    make.body(training=True)
    both = make.person("Both", *Role)
    about = make.question(make.post(make.channel("Square")))
    triage_question(question=about, outcome=Outcome.ANSWER, by=both, at=NOON)
    make.cleared(make.handed_in(make.saved(about, by=both), by=both), by=both)
    assert publish_cleared(at=NOON) == 1
    assert AnswerVersion.objects.get().training
    assert verified(tmp_path) == []


def test_a_channel_from_opening_to_closing(tmp_path: Path) -> None:
    make.body()
    channel = make.channel("Square")
    change_state(channel=channel, to=ChannelState.CLOSED, reason="Nobody asks there.", by=make.amy(), at=NOON)
    assert verified(tmp_path) == []


def test_a_record_that_was_tampered_with_is_found_out(tmp_path: Path) -> None:
    answered(make.answering(make.post(make.channel("Square"))))
    assert verified(tmp_path) == []
    cleared = b'"type":"answer.cleared"'
    files = [path for path in (tmp_path / "archive").rglob("*") if path.is_file()]
    [kept] = [path for path in files if cleared in path.read_bytes()]
    kept.write_bytes(kept.read_bytes().replace(cleared, cleared.replace(b"cleared", b"drafted")))
    assert not verify_archive(tmp_path / "archive").good


def test_nobody_is_passed_over(tmp_path: Path) -> None:
    square, files = make.channel("Square"), make.channel("Exports", kind="file")
    posts = [
        make.post(square),
        make.post(square, "", deleted_at=NOON),
        make.post(files),
        make.post(square, asks_us=False),
    ]
    version = answered(make.answering(*posts))
    covered = dict(version.answer.coverages.values_list("post_id", "reason"))
    assert covered == {posts[0].pk: "", posts[1].pk: "deleted", posts[2].pk: "no_way_back", posts[3].pk: "did_not_ask"}
    assert Question.objects.get().state in {State.TELLING, State.ANSWERED}
    assert verified(tmp_path) == []
