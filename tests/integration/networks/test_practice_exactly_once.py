"""The promise of READ_BACK on the practice network: whatever is lost and whoever crashes, everybody is told once."""

import random
import time

import pytest

from answerable.networks.contract import Rejected, Reply, TryLater, Uncertain

FAULTS = {
    "throttled": 0.05,
    "unavailable_before": 0.05,
    "unavailable_after": 0.1,
    "lost_before": 0.1,
    "lost_after": 0.1,
    "late": 0.1,
}
LAG_SECONDS = 0.15


def _ask_many(practice, count: int) -> list[Reply]:
    practice.call("rates", writes={"count": 0, "window_seconds": 60})
    posts = [{"handle": f"asker{number}", "text": f"Question {number}?"} for number in range(count)]
    uids = practice.call("posts", posts=posts)["uids"]
    practice.call("faults", seed=3, writes=FAULTS, lag_seconds=LAG_SECONDS)
    return [practice.reply(uid, f"Answer {number}.") for number, uid in enumerate(uids)]


def _send_round(practice, waiting: list[Reply], chance: random.Random) -> tuple[list[Reply], list[Reply]]:
    """Sends each once. Returns those surely not done and those whose fate is unclear; one in ten sends is a crash
    of the sender between the call and the writing down of its result.
    """
    again, unclear = [], []
    for reply in waiting:
        try:
            practice.network.publish(reply)
        except TryLater:
            again.append(reply)
            continue
        except Uncertain:
            unclear.append(reply)
            continue
        if chance.random() < 0.1:
            unclear.append(reply)
    return again, unclear


def _tell_all(practice, replies: list[Reply], *, looks: bool) -> None:
    chance = random.Random(5)  # noqa: S311  repeatable, not secret
    waiting = replies
    while waiting:
        again, unclear = _send_round(practice, waiting, chance)
        time.sleep(LAG_SECONDS)
        absent = [reply for reply in unclear if not (looks and practice.network.look_up(reply))]
        waiting = again + absent


def test_two_hundred_askers_are_told_exactly_once(practice):
    replies = _ask_many(practice, 200)
    _tell_all(practice, replies, looks=True)
    assert sorted(practice.told()) == sorted(reply.text for reply in replies)


def test_without_looking_the_same_faults_tell_some_twice(practice):
    replies = _ask_many(practice, 60)
    _tell_all(practice, replies, looks=False)
    assert len(practice.told()) > len(replies)


def test_an_asker_gone_before_the_first_try_is_rejected_and_not_found(practice):
    reply = _ask_many(practice, 1)[0]
    practice.delete(reply.target_uid)
    practice.call("faults")
    with pytest.raises(Rejected):
        practice.network.publish(reply)
    assert practice.network.look_up(reply) is None
