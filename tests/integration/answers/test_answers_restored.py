"""An older backup, the record recovered from what was published: nothing goes out or onto the record twice."""

import pytest

from answerable.answers.decide import decide
from answerable.answers.events import Forgotten
from answerable.answers.models import Answer, AnswerVersion, Attempt, Coverage, Delivery
from answerable.answers.plan import publish_cleared
from answerable.answers.row import CHECKING, HELD, PENDING, USUAL, Guarantee, Row
from answerable.answers.settle import Verdict, settle_held
from answerable.desk.models import Clearance, DraftKind
from answerable.networks.contract import Promise
from answerable.record.append import append
from answerable.record.export.archive import export_zip
from answerable.record.models import Entry
from answerable.record.recover import recover_record
from answerable.record.verify import verify_archive
from tests.integration.answers import made_answers as made
from tests.integration.answers.telling_desk import Desk
from tests.integration.record.record_story import ANN, BEN, add, sealed
from tests.integration.record.restored import back_to, snapshot

pytestmark = pytest.mark.django_db
ANSWER = "an_answer1"
LOST = (Attempt, Coverage, Delivery, AnswerVersion, Answer)


@pytest.fixture
def desk(who) -> Desk:
    """An answer that is cleared and about to be published to two people; the record has its way so far."""
    channel = made.channel(who.clearer)
    about = made.question(made.posts(channel, ["0", "1"]))
    first, of = {"answer": ANSWER, "version": 1}, {"about": about.public_id}
    add("question.opened", {"question": about.public_id, **of}, {"title": "Bins"}, made.NOON.date())
    add("answer.drafted", {**first, "question": about.public_id, "by": ANN, **of}, on=made.NOON.date())
    add("answer.cleared", {**first, "by": BEN, **of}, on=made.NOON.date())
    made.cleared(who, about, answer_id=ANSWER)
    return Desk(channel, about)


@pytest.fixture
def restored(desk, tmp_path) -> Desk:
    """Told and published; then the backup from before is put back, and the record recovered."""
    keys = tmp_path / "keys"
    sealed(keys, made.NOON)
    backup, state = snapshot(), desk.about.state
    publish_cleared(at=made.NOON)
    desk.send()
    desk.reconcile(seconds=1)
    sealed(keys, made.NOON)
    export_zip(tmp_path / "published.zip")
    back_to(backup)
    lose_telling()
    type(desk.about).objects.filter(pk=desk.about.pk).update(state=state)
    recover_record(keys=keys, archive=tmp_path / "published.zip", at=made.NOON)
    return desk


def lose_telling() -> None:
    """What a restored dump does not have; the triggers that keep it are the same database's."""
    from django.db import connection

    tables = ", ".join(model._meta.db_table for model in LOST)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(f"TRUNCATE {tables}, answers_inhand, answers_suggestion, answers_redaction")


def rounds(desk: Desk) -> None:
    for _ in range(6):
        publish_cleared(at=desk.at)
        desk.send(minutes=5)
        desk.reconcile(minutes=5)


def test_the_backup_knows_nothing_of_the_telling(restored) -> None:
    assert (Delivery.objects.count(), len(restored.network.sent)) == (0, 2)


def test_nobody_is_told_again(restored) -> None:
    rounds(restored)
    assert len(restored.network.sent) == 2


def test_the_version_is_there_again_and_every_post_is_covered(restored) -> None:
    rounds(restored)
    assert AnswerVersion.objects.get().recovered
    assert Coverage.objects.count() == 2


def test_it_goes_on_the_record_once(restored, tmp_path) -> None:
    rounds(restored)
    assert Entry.objects.filter(type="answer.published").count() == 1
    sealed(tmp_path / "keys", restored.at)
    export_zip(tmp_path / "after.zip")
    report = verify_archive(tmp_path / "after.zip")
    assert report.good, report.problems


@pytest.mark.parametrize("promise", Promise)
def test_it_is_looked_for_by_its_words_or_waits_for_a_person_and_is_never_simply_sent(promise) -> None:
    row = Row(1, PENDING, 0, made.NOON)
    new = decide(row, Forgotten(), at=made.NOON, fence=0, guarantee=Guarantee(promise), timing=USUAL)
    assert new is not None
    assert new.state == (CHECKING if promise in {Promise.READ_BACK, Promise.LOOK_OR_ASK} else HELD)


def test_a_version_that_the_record_does_not_have_is_published_as_ever(desk, tmp_path) -> None:
    sealed(tmp_path / "keys", made.NOON)
    assert publish_cleared(at=made.NOON) == 1
    assert not AnswerVersion.objects.get().recovered
    assert desk.states() == ["pending", "pending"]


def test_a_later_correction_is_told_to_those_who_were_settled(restored, who) -> None:
    rounds(restored)
    for one in Delivery.objects.filter(state="held"):
        settle_held(delivery=one, verdict=Verdict.THERE, link="https://net.example/0", by=who.clearer, at=restored.at)
    made.cleared(
        who, restored.about, kind=DraftKind.CORRECTION, number=2, answer_id=ANSWER, text="On Fridays.", at=restored.at
    )
    rounds(restored)
    assert [reply.text.split("\n")[0] for reply in restored.network.sent[2:]] == ["On Fridays."] * 2


def test_other_words_under_a_number_that_the_record_has_are_not_published(desk) -> None:
    clearance = Clearance.objects.get()
    draft = clearance.version.draft
    fields = {"answer": draft.answer_id, "version": 1, "question": draft.question.public_id, "asked": 2}
    words = {"title": "Bins", "text": "On Saturdays."}
    on = made.NOON.date()
    append(type="answer.published", fields=fields | {"about": draft.question.public_id}, disclosed=words, on=on)
    rounds(desk)
    clearance.refresh_from_db()
    assert (AnswerVersion.objects.count(), desk.network.sent) == (0, [])
    assert (clearance.decision, "the record has them" in clearance.note) == ("void", True)
