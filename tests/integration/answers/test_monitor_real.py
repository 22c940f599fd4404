"""What our desk tells on a real AT Protocol network, heard again by the desk, and compared by a citizen."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import transaction

from answerable.answers.audit import audit_nightly
from answerable.answers.models import Delivery
from answerable.answers.monitor import compare_own_posts
from answerable.answers.off_record import OffRecord, Reason
from answerable.answers.plan import publish_cleared
from answerable.answers.reconcile import reconcile_due
from answerable.answers.send import send_due
from answerable.answers.settle_off_record import settle_off_record
from answerable.channels.models import Channel
from answerable.channels.open import note_opened
from answerable.listening.collect import collect_due
from answerable.listening.parse import parse_waiting
from answerable.record.export.archive import export_zip
from answerable.record.seal import seal
from answerable.server.command import main
from tests.integration.answers import made_answers as made
from tests.integration.networks.bluesky_town import Town, new_town
from tests.integration.record.record_story import ANN, BEN, add

pytestmark = pytest.mark.django_db(transaction=True)

LATER = timedelta(hours=1)
ANSWER, SHORT = "an_answer1", "On Tuesdays."


@pytest.fixture
def told(who, tmp_path) -> Town:
    """One person was told in the short form, because the long one does not fit."""
    town, now = new_town(), datetime.now(UTC)
    given = {"account": town.council.handle, "service": town.net.pds}
    channel = made.channel(
        who.clearer, kind="bluesky", settings=given, secrets={"password": town.settings.password}, limits={}
    )
    channel.limits = made.LIMITS | {"text": {**made.LIMITS["text"], "unit": "grapheme", "most": 300}}
    channel.opened_at = now - LATER
    channel.save()
    about = made.question(made.posts(channel, [town.ask()], accounts=[town.anna.did], at=now - LATER), at=now - LATER)
    made.cleared(
        who, about, text="The bins are collected on Tuesdays. " * 12, short_text=SHORT, answer_id=ANSWER, at=now
    )
    _record(channel, about.public_id, now)
    publish_cleared(at=now)
    send_due(at=now)
    reconcile_due(at=now)
    return town


def _record(channel: Channel, question: str, now: datetime) -> None:
    """What the desk enters before it publishes."""
    with transaction.atomic():
        note_opened(channel, now)
    first, about = {"answer": ANSWER, "version": 1}, {"about": question}
    add("question.opened", {"question": question, **about}, {"title": "Bins"}, now.date())
    add("answer.drafted", {**first, "question": question, "by": ANN, **about}, on=now.date())
    add("answer.cleared", {**first, "by": BEN, **about}, on=now.date())


def hear(town: Town) -> int:
    at = datetime.now(UTC) + LATER
    collect_due(at=at)
    parse_waiting(at=at, limit=100)
    return compare_own_posts(at=at + LATER)


def citizen(town: Town, folder) -> int:
    audit_nightly(at=datetime.now(UTC))
    seal(datetime.now(UTC), keys=folder / "keys", origin="body.example/record")
    path = folder / f"record-{len(list(folder.iterdir()))}.zip"
    export_zip(path)
    account = ["--account", f"bluesky:{town.council.handle}", "--server", town.net.pds]
    return main(["monitor", "--record", str(path), *account])


def test_what_the_desk_told_is_on_the_record_for_the_desk_and_for_a_citizen(told, tmp_path, capsys) -> None:
    assert Delivery.objects.get().state == "told"
    assert hear(told) == 0
    assert citizen(told, tmp_path) == 0, capsys.readouterr().out


def test_a_post_by_hand_is_an_alarm_for_both_until_it_is_brought_onto_the_record(told, who, tmp_path) -> None:
    told.say("@anna.test The depot will be closed for good in May.", by=told.council, createdAt=_now())
    assert hear(told) == 1
    assert citizen(told, tmp_path) == 1
    found = OffRecord.objects.get()
    settle_off_record(found=found, reason=Reason.ENTERED, note="", by=who.clearer, at=datetime.now(UTC))
    assert hear(told) == 0
    assert citizen(told, tmp_path) == 0


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
