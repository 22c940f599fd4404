"""Our own posts against the record: what nobody cleared is an alarm, and each finding is settled by a person."""

from datetime import timedelta

import pytest
from django.core import mail
from django.test import override_settings
from django.urls import reverse

from answerable.answers.models import Delivery
from answerable.answers.monitor import compare_own_posts
from answerable.answers.off_record import Fault, Monitored, OffRecord, Reason
from answerable.answers.settle_off_record import settle_off_record
from answerable.errors import Refused
from answerable.listening.models import Post
from answerable.networks.contract import Uncertain
from answerable.pure.ledger.disclosure import parse_disclosure
from answerable.record.models import Disclosure, Entry
from tests.integration.answers.telling_desk import Desk, desk_for

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(who) -> Desk:
    """Two were told, and the channel has heard its own replies."""
    there = desk_for(who, 2)
    there.send()
    there.reconcile()
    for told in Delivery.objects.all():
        heard(there, told.receipt_uid, f"@asker {told.text}", parent=told.target_uid)
    return there


def heard(desk: Desk, uid: str, text: str, *, parent: str = "", **more) -> Post:
    words = {"text": text, "masked_text": text, "same_wording": uid, "ours": True, "asks_us": False}
    when = {"heard_at": desk.at, "claimed_at": desk.at} | more
    return Post.objects.create(
        channel=desk.channel, uid=uid, url=f"https://net.example/{uid}", parent_uid=parent, **words, **when
    )


def compare(desk: Desk, **later: float) -> int:
    desk.at += timedelta(**(later or {"hours": 1}))
    return compare_own_posts(at=desk.at)


def faults() -> list[str]:
    return list(OffRecord.objects.filter(settled_at=None).order_by("pk").values_list("fault", flat=True))


def test_what_was_told_agrees_with_the_record(desk) -> None:
    assert compare(desk) == 0
    assert Monitored.objects.get().post_count == 2


def test_a_post_that_nobody_cleared_is_an_alarm(desk) -> None:
    heard(desk, "planted", "The depot will be closed for good in May.")
    assert compare(desk) == 1
    assert faults() == [Fault.NO_ENTRY]


def test_an_alarm_is_raised_once(desk) -> None:
    heard(desk, "planted", "The depot will be closed for good in May.")
    compare(desk)
    assert compare(desk) == 0


def test_a_post_just_heard_may_still_get_its_receipt(desk) -> None:
    heard(desk, "planted", "The depot will be closed for good in May.")
    assert compare(desk, minutes=5) == 0


def test_a_post_from_before_the_channel_is_no_alarm(desk) -> None:
    heard(desk, "old", "Merry Christmas.", claimed_at=desk.channel.opened_at - timedelta(days=1))
    assert compare(desk) == 0


def test_a_private_message_of_ours_is_nobodys_business(desk) -> None:
    heard(desk, "private", "Just for you.", is_private=True)
    assert compare(desk) == 0


def test_an_answer_posted_by_hand_word_for_word_is_no_alarm(desk) -> None:
    text = Delivery.objects.first().text
    heard(desk, "copied", f"@somebody {text}")
    assert compare(desk) == 0


def test_a_reply_that_nobody_has_a_receipt_for_yet_is_no_alarm(who) -> None:
    there = desk_for(who, 1)
    there.network.faults = [("after", Uncertain("timed out"))]
    there.send()
    sent = Delivery.objects.get()
    heard(there, "unclear", f"@asker {sent.text}", parent=sent.target_uid)
    assert (sent.state, compare(there)) == ("checking", 0)


def test_an_alarm_settles_itself_when_the_post_is_gone(desk) -> None:
    post = heard(desk, "gone", "Something else.")
    compare(desk)
    Post.objects.filter(pk=post.pk).update(text="", masked_text="", deleted_at=desk.at)
    compare(desk)
    assert faults() == []


def test_a_reply_that_was_edited_there_reads_otherwise(desk) -> None:
    changed = Post.objects.filter(ours=True).first()
    Post.objects.filter(pk=changed.pk).update(text="The bins are collected never.", edited_at=desk.at)
    assert compare(desk) == 1
    assert faults() == [Fault.OTHERWISE]


def test_a_reply_edited_back_settles_itself(desk) -> None:
    changed = Post.objects.filter(ours=True).first()
    Post.objects.filter(pk=changed.pk).update(text="The bins are collected never.", edited_at=desk.at)
    compare(desk)
    Post.objects.filter(pk=changed.pk).update(text=changed.text, edited_at=desk.at)
    compare(desk)
    assert (faults(), OffRecord.objects.get().reason) == ([], "")


def test_a_reply_that_is_gone_is_found(desk) -> None:
    gone = Post.objects.filter(ours=True).first()
    Post.objects.filter(pk=gone.pk).update(text="", masked_text="", deleted_at=desk.at)
    assert compare(desk) == 1
    assert faults() == [Fault.GONE]


# ------------------------------------------------------------------------------------------------------------- settling


@pytest.fixture
def alarm(desk) -> OffRecord:
    heard(desk, "planted", "@anna The depot will be closed for good in May.")
    compare(desk)
    return OffRecord.objects.get()


def settle(found: OffRecord, who, desk: Desk, reason: str = Reason.ENTERED, note: str = "") -> None:
    settle_off_record(found=found, reason=reason, note=note, by=who.clearer, at=desk.at)


def test_what_was_posted_by_hand_is_brought_onto_the_record_without_the_name_of_the_asker(alarm, who, desk) -> None:
    settle(alarm, who, desk)
    entry = Entry.objects.get(type="post.entered")
    texts = [parse_disclosure(one.encoded).value for one in Disclosure.objects.filter(entry=entry)]
    assert texts == ["The depot will be closed for good in May."]


def test_what_is_on_the_record_now_is_no_alarm_again(alarm, who, desk) -> None:
    settle(alarm, who, desk)
    assert compare(desk, days=3) == 0


def test_an_entered_post_that_is_edited_is_an_alarm_again(alarm, who, desk) -> None:
    settle(alarm, who, desk)
    Post.objects.filter(pk=alarm.post_id).update(text="The depot stays.", edited_at=desk.at + timedelta(minutes=1))
    assert compare(desk) == 1


def test_what_was_not_taken_down_after_all_is_an_alarm_again(alarm, who, desk) -> None:
    settle(alarm, who, desk, Reason.TAKEN_DOWN)
    assert compare(desk) == 0
    assert compare(desk, days=2) == 1


def test_a_reason_of_another_fault_is_refused(alarm, who, desk) -> None:
    with pytest.raises(Refused, match="Choose"):
        settle(alarm, who, desk, Reason.MODERATED)


def test_something_else_needs_a_note(alarm, who, desk) -> None:
    with pytest.raises(Refused, match="few words"):
        settle(alarm, who, desk, Reason.OTHER)


def test_it_is_settled_once(alarm, who, desk) -> None:
    settle(alarm, who, desk, Reason.MISUSED)
    with pytest.raises(Refused, match="meanwhile"):
        settle(alarm, who, desk, Reason.MISUSED)


def test_a_stranger_settles_nothing(alarm, who, desk) -> None:
    with pytest.raises(Refused, match="roles"):
        settle_off_record(found=alarm, reason=Reason.MISUSED, note="", by=who.stranger, at=desk.at)


def test_words_that_are_gone_cannot_be_entered(alarm, who, desk) -> None:
    Post.objects.filter(pk=alarm.post_id).update(text="", masked_text="", deleted_at=desk.at)
    with pytest.raises(Refused, match="no words"):
        settle(alarm, who, desk)


# ---------------------------------------------------------------------------------------------------- the keeper, pages


def test_the_keeper_is_written_to_once_and_without_the_words(desk) -> None:
    heard(desk, "planted", "The depot will be closed for good in May.")
    with override_settings(MAIL_IS_SET_UP=True):
        compare(desk)
        compare(desk)
    assert len(mail.outbox) == 1
    assert "depot" not in mail.outbox[0].subject + mail.outbox[0].body


def test_where_no_mail_is_set_up_the_desk_alone_shows_it(desk, visitor) -> None:
    heard(desk, "planted", "The depot will be closed for good in May.")
    compare(desk)
    assert not mail.outbox
    assert "Something was said that is not on the record" in visitor.get(reverse("answers:tellings")).content.decode()


def test_the_page_shows_what_is_open_and_the_form_settles_it(alarm, visitor) -> None:
    assert "The depot will be closed" in visitor.get(reverse("answers:off_record")).content.decode()
    address = reverse("answers:settle_off_record", args=[alarm.pk])
    assert visitor.post(address, {"reason": "entered"}).status_code == 302
    assert "its words go on the record now" in visitor.get(reverse("answers:off_record")).content.decode()


def test_the_form_says_what_is_missing(alarm, visitor) -> None:
    answer = visitor.post(reverse("answers:settle_off_record", args=[alarm.pk]), {"reason": "other"})
    assert (answer.status_code, "Say in a few words" in answer.content.decode()) == (422, True)


def test_the_public_page_has_the_figure_and_no_words(alarm, client, visitor) -> None:
    page = visitor.get(reverse("answers:compared")).content.decode()
    assert "Not on the record" in page
    assert "depot" not in page
