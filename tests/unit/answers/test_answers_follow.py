"""What a newer version owes: follow-ups to those who were told, plain words to those who were not."""

import pytest

from answerable.answers.follow import Chapter, Owes, follow


@pytest.mark.parametrize("state", ["pending", "claimed", "sending", "checking", "held"])
def test_nothing_follows_while_nobody_knows(state: str) -> None:
    chapters = [Chapter(1, "told", "post", "reply"), Chapter(2, state, "reply")]
    assert follow(chapters, withdrawn=False).owes is Owes.WAIT


@pytest.mark.parametrize("withdrawn", [True, False])
def test_whoever_was_told_gets_a_follow_up_under_our_reply(withdrawn: bool) -> None:
    owing = follow([Chapter(1, "told", "post", "reply"), Chapter(2, "stopped", "reply")], withdrawn=withdrawn)
    assert (owing.owes, owing.target_uid, owing.after_id) == (Owes.FOLLOW_UP, "reply", 1)


def test_what_only_a_person_saw_is_followed_under_the_askers_post() -> None:
    owing = follow([Chapter(1, "told", "post", "seen:https://net.example/1")], withdrawn=False)
    assert (owing.owes, owing.target_uid) == (Owes.FOLLOW_UP, "post")


@pytest.mark.parametrize("state", ["stopped", "not_told"])
def test_whoever_was_not_told_gets_the_new_words_or_nothing(state: str) -> None:
    chapters = [Chapter(1, state, "post")]
    assert follow(chapters, withdrawn=False).owes is Owes.PLAIN
    assert follow(chapters, withdrawn=True).owes is Owes.NOTHING
