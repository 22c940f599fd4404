"""Every fault of the practice network, and which of the four failures the desk is told."""

import socket
import time

import pytest

from answerable.networks.contract import Closed, Rejected, TryLater, Uncertain
from answerable.networks.outgoing import Outgoing
from answerable.networks.practice.calls import Calls
from answerable.networks.practice.kind import KIND, Practice
from answerable.networks.practice.settings import PracticeSettings


def test_a_slow_reply_is_told_all_the_same(practice):
    uid = practice.ask()
    practice.fault("slow", slow_seconds=0.2)
    begun = time.monotonic()
    practice.network.publish(practice.reply(uid))
    assert time.monotonic() - begun >= 0.2


def test_a_reply_slower_than_our_patience_is_uncertain_and_takes_effect_late(practice):
    reply = practice.reply(practice.ask())
    practice.fault("slow", slow_seconds=0.4)
    hasty = Practice(Calls(practice.network.calls.settings, Outgoing("this machine", timeout_seconds=0.2)))
    with pytest.raises(Uncertain):
        hasty.publish(reply)
    assert practice.network.look_up(reply) is None
    time.sleep(0.5)
    assert practice.network.look_up(reply).how == "found"


@pytest.mark.parametrize("fault", ["lost_after", "unavailable_after"])
def test_trouble_after_the_effect_is_uncertain_and_the_reply_is_found(practice, fault):
    reply = practice.reply(practice.ask())
    practice.fault(fault)
    with pytest.raises(Uncertain):
        practice.network.publish(reply)
    assert practice.network.look_up(reply).how == "found"


@pytest.mark.parametrize("fault", ["lost_before", "unavailable_before"])
def test_trouble_before_the_effect_is_uncertain_and_the_reply_is_not_there(practice, fault):
    reply = practice.reply(practice.ask())
    practice.fault(fault)
    with pytest.raises(Uncertain):
        practice.network.publish(reply)
    assert practice.network.look_up(reply) is None
    assert practice.told() == []


def test_a_throttled_reply_is_to_be_tried_later_and_had_no_effect(practice):
    practice.fault("throttled")
    with pytest.raises(TryLater) as failure:
        practice.network.publish(practice.reply(practice.ask()))
    assert failure.value.after_seconds == 1
    assert practice.told() == []


def test_a_late_reply_is_confirmed_but_listed_only_after_the_lag(still, clock):
    reply = still.reply(still.ask())
    still.fault("late", lag_seconds=1.0)
    still.network.publish(reply)
    assert still.network.look_up(reply) is None
    clock.now += 1.0
    assert still.network.look_up(reply).how == "found"


def test_an_asker_who_blocked_us_is_never_told(practice):
    uid = practice.ask(behaviour="blocks_us")
    with pytest.raises(Rejected, match="blocked"):
        practice.network.publish(practice.reply(uid))


def test_a_blocked_account_cannot_be_written_to_either(practice):
    practice.ask(handle="anna", behaviour="blocks_us")
    with pytest.raises(Rejected, match="blocked"):
        practice.network.publish(practice.reply(None, recipient_uid="anna"))


def test_a_post_deleted_before_the_answer_is_never_answered(still, clock):
    uid = still.ask(behaviour="deletes_soon")
    clock.now += 60
    with pytest.raises(Rejected, match="deleted"):
        still.network.publish(still.reply(uid))
    assert [heard.change for heard in still.hear()] == ["deletion"]


def test_a_reply_whose_question_was_deleted_afterwards_is_found_in_our_own_timeline(practice):
    uid = practice.ask()
    reply = practice.reply(uid)
    practice.network.publish(reply)
    practice.delete(uid)
    assert practice.network.look_up(reply).how == "found"


def test_a_revoked_sign_in_closes_the_channel_until_it_is_given_back(practice):
    uid = practice.ask()
    practice.call("accounts/council", signed_in=False)
    with pytest.raises(Closed):
        practice.network.publish(practice.reply(uid))
    with pytest.raises(Closed):
        practice.network.read(None)
    practice.call("accounts/council", signed_in=True)
    practice.network.publish(practice.reply(uid))


def test_a_suspended_account_closes_the_channel(practice):
    practice.call("accounts/council", suspended=True)
    with pytest.raises(Closed):
        practice.network.limits()


def test_a_token_nobody_knows_closes_the_channel(practice):
    stranger = KIND.connect(PracticeSettings(address=practice.there.address, token="not-the-token"))
    with pytest.raises(Closed):
        stranger.publish(practice.reply(None))


def test_an_asker_may_edit_after_being_answered(still, clock):
    uid = still.ask("before", behaviour="edits_when_answered")
    still.network.publish(still.reply(uid))
    clock.now += 2
    [heard] = [heard for heard in still.hear() if heard.uid == uid]
    assert heard.text.startswith("before\n\nEdit:")


def test_an_asker_may_edit_soon_after_asking(still, clock):
    uid = still.ask("o'r blaen", language="cy", behaviour="edits_soon")
    bookmark = still.network.read(None).bookmark
    clock.now += 60
    [raw] = still.network.read(bookmark).items
    assert (raw.uid, still.network.parse(raw).text) == (uid, "o'r blaen\n\nGolygwyd: eleni rwy'n ei feddwl.")


def test_a_fault_marked_on_an_account_strikes_the_first_try_only(practice):
    uid = practice.ask()
    practice.call("accounts/anna", behaviour="lost_before")
    with pytest.raises(Uncertain):
        practice.network.publish(practice.reply(uid))
    assert practice.network.publish(practice.reply(uid)).how == "created"


@pytest.mark.parametrize("fault", ["unavailable_before", "unavailable_after", "lost_before", "lost_after", "throttled"])
def test_trouble_while_reading_is_to_be_tried_later(practice, fault):
    practice.call("faults", reads={fault: 1.0})
    with pytest.raises(TryLater):
        practice.network.read(None)
    with pytest.raises(TryLater):
        practice.network.look_up(practice.reply(None))


def test_slow_reading_still_reads(practice):
    uid = practice.ask()
    practice.call("faults", reads={"slow": 1.0}, slow_seconds=0.1)
    assert practice.network.read(None).items[0].uid == uid


def test_a_full_window_says_when_the_next_one_opens(still, clock):
    still.call("rates", writes={"count": 1, "window_seconds": 60})
    uid = still.ask()
    clock.now = 1_790_000_010.0  # thirty seconds and ten into a window of sixty
    still.network.publish(still.reply(uid, "one"))
    with pytest.raises(TryLater) as failure:
        still.network.publish(still.reply(uid, "two"))
    assert failure.value.after_seconds == 60 - clock.now % 60
    clock.now += failure.value.after_seconds
    still.network.publish(still.reply(uid, "two"))


def test_a_network_that_is_not_there_has_surely_done_nothing(practice):
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{unused.getsockname()[1]}"
        nobody = KIND.connect(PracticeSettings(address=address, token="x" * 20))
        with pytest.raises(TryLater):
            nobody.publish(practice.reply(None))
        with pytest.raises(TryLater):
            nobody.read(None)


@pytest.mark.parametrize("text", ["x" * 501, " ", "NUL \x00", "half \ud800"])
def test_a_text_the_network_does_not_take_is_rejected(practice, text):
    with pytest.raises(Rejected):
        practice.network.publish(practice.reply(practice.ask(), text[:600]))


def test_a_text_of_exactly_the_limit_is_told(practice):
    most = practice.network.limits().text.most
    practice.network.publish(practice.reply(practice.ask(), "é" * most))
    assert practice.told() == ["é" * most]


def test_the_same_seed_gives_the_same_faults_again(practice):
    def outcomes() -> list[str]:
        practice.call("faults", seed=7, writes={"unavailable_before": 0.5})
        names = []
        for number in range(12):
            try:
                practice.network.publish(practice.reply(None, f"{number}"))
                names.append("told")
            except Uncertain:
                names.append("uncertain")
        return names

    first = outcomes()
    assert first == outcomes()
    assert set(first) == {"told", "uncertain"}
