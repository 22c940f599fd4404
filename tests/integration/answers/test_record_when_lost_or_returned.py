"""What comes back, and what a restored backup does not know, never makes a record that fails its own verification."""

from datetime import timedelta
from pathlib import Path

import pytest

from answerable.answers.decide import decide
from answerable.answers.events import Succeeded
from answerable.answers.finish import record_changed_totals
from answerable.answers.guarantee import guarantee_of
from answerable.answers.models import AnswerVersion, Delivery
from answerable.answers.plan import publish_cleared
from answerable.answers.returned import take_back_returned
from answerable.answers.store import row_of, store
from answerable.record.export.archive import export_zip
from answerable.record.read import entries_about
from answerable.record.verify import main
from tests.integration.answers import made_answers as made
from tests.integration.answers.telling_desk import Desk
from tests.integration.answers.test_answers_returned import comes_back
from tests.integration.record.record_story import ANN, BEN, add, sealed

pytestmark = pytest.mark.django_db
FIRST = {"answer": "an_answer1", "version": 1}


@pytest.fixture
def desk(who) -> Desk:
    """One answer told to three people; the record has its whole way."""
    channel = made.channel(who.clearer)
    about = made.question(made.posts(channel, ["0", "1", "2"]))
    of, on = {"about": about.public_id}, made.NOON.date()
    add("question.opened", {"question": about.public_id, **of}, {"title": "Bins"}, on)
    add("answer.drafted", {**FIRST, "question": about.public_id, "by": ANN, **of}, on=on)
    add("answer.cleared", {**FIRST, "by": BEN, **of}, on=on)
    made.cleared(who, about, answer_id=FIRST["answer"])
    publish_cleared(at=made.NOON)
    desk = Desk(channel, about)
    desk.send()
    desk.reconcile(seconds=1)
    return desk


@pytest.fixture
def archive(tmp_path) -> Path:
    return tmp_path / "record.zip"


def verified(desk: Desk, archive: Path) -> int:
    """What `answerable verify` exits with, on the archive as anyone downloads it."""
    sealed(archive.parent / "keys", desk.at)
    export_zip(archive)
    return main([str(archive)])


def totals(desk: Desk) -> list[tuple[int, int, int]]:
    found = [one.fields for one in entries_about(desk.about.public_id) if one.type == "delivery.summary"]
    return [(fields["told"], fields["untold"], fields["returned"]) for fields in found]


def return_one(desk: Desk, number: int = 0) -> None:
    comes_back(desk.channel, Delivery.objects.order_by("pk")[number].key, at=desk.at + timedelta(minutes=1))
    take_back_returned(at=desk.at)
    desk.reconcile(minutes=2)


def test_a_record_with_a_message_that_came_back_verifies(desk, archive) -> None:
    return_one(desk)
    assert verified(desk, archive) == 0


def test_the_record_says_how_many_of_the_untold_came_back(desk) -> None:
    return_one(desk, 0)
    return_one(desk, 1)
    assert totals(desk) == [(3, 0, 0), (2, 1, 1), (1, 2, 2)]


def test_a_record_verifies_though_fewer_askers_are_counted_than_were_written_to(desk, archive) -> None:
    AnswerVersion.objects.update(asker_count=1)
    return_one(desk)
    assert totals(desk)[-1] == (2, 1, 1)
    assert verified(desk, archive) == 0


def test_whose_message_came_back_and_arrived_after_all_is_told_again(desk, archive) -> None:
    return_one(desk)
    row, late = row_of(Delivery.objects.get(state="not_told")), Succeeded(uid="m1", url="https://net.example/1")
    new = decide(row, late, at=desk.at, fence=row.fence, guarantee=guarantee_of(desk.channel), timing=desk.timing)
    store([(row, new, late)], at=desk.at)
    record_changed_totals(at=desk.at)
    assert totals(desk) == [(3, 0, 0), (2, 1, 1), (3, 0, 0)]
    assert verified(desk, archive) == 0


def test_fewer_told_with_nothing_that_came_back_is_still_caught(desk, archive, capsys) -> None:
    return_one(desk)
    add("delivery.summary", {**FIRST, "asked": 3, "told": 1, "untold": 2, "returned": 1}, on=made.NOON.date())
    assert verified(desk, archive) == 1
    assert "fewer people than before" in capsys.readouterr().out


def test_what_the_recovered_record_has_stands_over_rows_of_an_older_backup(desk, archive) -> None:
    """One more was told after the backup and it is signed; the restored rows have the version and know only three."""
    more = {"asked": 4, "told": 4, "untold": 0, "about": desk.about.public_id}
    add("delivery.summary", {**FIRST, **more}, on=made.NOON.date())
    AnswerVersion.objects.update(recorded_told=None, recorded_askers=None)
    assert record_changed_totals(at=desk.at) == 0
    assert verified(desk, archive) == 0


def test_totals_go_on_once_more_is_known_than_the_recovered_record_has(desk, archive) -> None:
    AnswerVersion.objects.update(recorded_told=1, recorded_askers=3)
    assert record_changed_totals(at=desk.at) == 1
    assert verified(desk, archive) == 0
