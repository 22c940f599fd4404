"""An erasure takes away what was shown, all of it or nothing, keeps what must stay, and does not come undone."""

from pathlib import Path

import pytest
from django.db import DatabaseError, connection, transaction
from pytest_django import Settings

from answerable.answers.models import Delivery
from answerable.desk.hand_over import hand_over
from answerable.desk.models import DraftVersion
from answerable.errors import Refused
from answerable.keeping.erase_again import erase_again
from answerable.keeping.erase_person import erase_person, plan_erasure
from answerable.keeping.models import Covers, Hold
from answerable.listening.erased import ERASED
from answerable.listening.ingest import store_payloads
from answerable.listening.models import Author, Payload, Post, PostSign, SignKind
from answerable.networks.contract import Raw
from answerable.record.models import Entry
from answerable.record.read import entries_about
from tests.integration import factories as make
from tests.integration.keeping.desk import HANDLE, erased, request_of, rita, zephs_desk

pytestmark = pytest.mark.django_db


def _tables_with(word: str) -> set[str]:
    found = set()
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT EXISTS (SELECT FROM "{table}" WHERE "{table}"::text ILIKE %s)', [f"%{word}%"])
            found |= {table} if cursor.fetchone()[0] else set()
    return found


def test_nothing_of_a_person_is_left_in_any_table() -> None:
    zephs_desk()
    request = request_of()
    assert len(_tables_with(HANDLE)) > 5
    erased(request)
    assert _tables_with(HANDLE) == set()
    assert _tables_with("of-zeph") == set()
    assert _tables_with("Something else") == set()


def test_the_others_keep_what_they_wrote_and_are_told() -> None:
    desk = zephs_desk()
    erased()
    desk.other.refresh_from_db()
    assert desk.other.text == f"{make.BINS} @[removed] asked that too"
    assert Delivery.objects.get(recipient="carla_92").state == "pending"


def test_whoever_was_erased_is_not_told_any_more() -> None:
    zephs_desk()
    erased()
    [delivery] = Delivery.objects.filter(recipient__startswith=ERASED)
    assert (delivery.state, delivery.text, delivery.target_uid) == ("not_told", "", "")


def test_that_there_was_a_post_stays_counted() -> None:
    desk = zephs_desk()
    erased()
    desk.about.refresh_from_db()
    assert (desk.about.post_count, desk.about.asker_count) == (2, 2)
    assert Post.objects.count() == 3


def test_the_record_tells_of_it_in_counts_and_names_nobody() -> None:
    zephs_desk()
    request = erased()
    [entry] = entries_about(request.public_id)
    assert (entry.type, entry.fields["posts"], entry.fields["accounts"], entry.fields["kept"]) == (
        "person.erased",
        2,
        1,
        0,
    )
    assert entry.disclosed == {}


def test_the_receipt_says_what_went() -> None:
    zephs_desk()
    receipt = erased().receipt
    assert dict(receipt["goes"])["Posts"] == 2
    assert receipt["stays"] == []
    assert HANDLE not in str(receipt)


def test_told_again_by_the_network_it_does_not_come_back() -> None:
    desk = zephs_desk()
    erased()
    again = store_payloads(channel=desk.square, items=[Raw("of-zeph", {"text": HANDLE})], at=make.NOON)
    assert (again.new, again.same) == (0, 1)
    assert not Payload.objects.filter(uid="of-zeph").exists()


def test_what_they_write_afterwards_is_heard() -> None:
    desk = zephs_desk()
    erased()
    assert store_payloads(channel=desk.square, items=[Raw("later", {"text": "new"})], at=make.NOON).new == 1


def test_the_same_name_on_another_channel_is_somebody_else() -> None:
    zephs_desk()
    chosen = Author.objects.get(uid=HANDLE)
    stranger = make.post(make.channel(), account=HANDLE)
    request = request_of()
    request.accounts.set([chosen])
    erased(request, take_out=False)
    stranger.refresh_from_db()
    assert stranger.author.uid == HANDLE


def _hold(post: Post) -> Hold:
    hold = Hold.objects.create(
        public_id="h_court12",
        covers=Covers.PERSON,
        reason="A court asked for it.",
        placed_by=rita(),
        placed_at=make.NOON,
    )
    hold.accounts.set([post.author])
    return hold


def test_what_is_under_a_legal_hold_stays_with_its_reason() -> None:
    desk = zephs_desk()
    _hold(desk.asked)
    request = erased()
    desk.asked.refresh_from_db()
    assert desk.asked.author.uid == HANDLE
    [[code, why, count]] = request.receipt["stays"]
    assert (code, count) == ("HOLD", 2)
    assert "A court asked for it." in why


def test_what_another_hold_covers_stays_to_the_letter_though_it_names_them() -> None:
    desk = zephs_desk()
    hold = Hold.objects.create(
        public_id="h_court34", covers=Covers.PERSON, reason="An inquiry.", placed_by=rita(), placed_at=make.NOON
    )
    hold.accounts.set([desk.other.author])
    erased()
    desk.other.refresh_from_db()
    assert desk.other.text == f"{make.BINS} @{HANDLE} asked that too"
    assert DraftVersion.objects.filter(text__contains=HANDLE).exists()


def test_an_account_that_has_no_post_goes_too() -> None:
    desk = zephs_desk()
    Author.objects.create(channel=desk.square, uid="zeph_idle", name="Zeph")
    erased(request_of(HANDLE, "zeph_idle"))
    assert not Author.objects.filter(uid="zeph_idle").exists()


def test_what_speaks_of_danger_stays_and_the_rest_goes() -> None:
    desk = zephs_desk()
    PostSign.objects.create(post=desk.asked, kind=SignKind.RISK, version=1, found_at=make.NOON)
    request = erased(take_out=False)
    assert [(code, count) for code, _why, count in request.receipt["stays"]] == [("RISK", 1)]
    desk.asked.refresh_from_db()
    assert desk.asked.text
    assert request.receipt["posts"] == 1


def test_what_runs_in_another_process_stays() -> None:
    desk = zephs_desk()
    hand_over(post=desk.asked, process="foi", note="Pat has it.", also_answered=True, by=make.lin(), at=make.NOON)
    assert [code for code, _why, _count in erased().receipt["stays"]] == ["PROC"]


def test_nothing_goes_that_was_not_shown() -> None:
    desk = zephs_desk()
    request = request_of()
    seen = plan_erasure(request).seen_hash
    make.post(desk.square, "One more", account=HANDLE)
    with pytest.raises(Refused, match="changed since you looked"):
        erase_person(request=request, seen_hash=seen, take_out=(), by=rita(), at=make.NOON)


def test_while_a_message_is_on_its_way_nothing_is_erased() -> None:
    zephs_desk()
    Delivery.objects.filter(recipient=HANDLE).update(state="claimed")
    Delivery.objects.filter(recipient=HANDLE).update(state="sending")
    with pytest.raises(Refused, match="being sent"):
        erased()


def test_stopped_half_way_nothing_was_erased() -> None:
    zephs_desk()
    request = request_of()
    before = Entry.objects.count()
    with connection.cursor() as cursor:  # the entry is the last step: it fails
        cursor.execute("ALTER TABLE record_entry ADD CONSTRAINT broken CHECK (type <> 'person.erased') NOT VALID")
    with pytest.raises(DatabaseError), transaction.atomic():
        erased(request)
    assert Post.objects.filter(author__uid=HANDLE, deleted_at=None).count() == 2
    assert Entry.objects.count() == before
    assert "zephquill" in DraftVersion.objects.order_by("pk")[0].text


def test_it_is_done_once() -> None:
    zephs_desk()
    request = erased()
    with pytest.raises(Refused, match="erased before"):
        erased(request)


def test_outside_an_erasure_the_triggers_keep_what_they_kept() -> None:
    zephs_desk()
    erased()
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        DraftVersion.objects.update(text="")


def test_a_name_inside_another_word_is_nobody() -> None:
    desk = zephs_desk()
    longer = make.post(desk.square, f"{HANDLE}s is a street, {HANDLE}! is not", account="carla_92")
    erased()
    longer.refresh_from_db()
    assert longer.text == f"{HANDLE}s is a street, [removed]! is not"


@pytest.mark.django_db(transaction=True)
def test_what_a_restored_database_brings_back_is_erased_again(tmp_path: Path, settings: Settings) -> None:
    settings.KEYS = tmp_path
    desk = zephs_desk()
    before = Post.objects.filter(pk=desk.asked.pk).values("uid", "text", "masked_text", "url", "author_id").get()
    account = Author.objects.get(uid=HANDLE)
    erased()
    Author.objects.filter(pk=account.pk).update(uid=HANDLE, name=HANDLE, erased_at=None)
    Post.objects.filter(pk=desk.asked.pk).update(**before, deleted_at=None)
    assert erase_again(at=make.NOON) == 1
    assert _tables_with(HANDLE) == set()
    assert erase_again(at=make.NOON) == 0
    assert HANDLE not in (tmp_path / "erased.list").read_text()
