"""The body's rule for late askers: who is told without a person looking at each, and never by likeness alone."""

from datetime import timedelta

import pytest

from answerable.answers.audit import audit
from answerable.answers.late import late_posts
from answerable.answers.late_rule import set_late_rule, tell_by_rule
from answerable.answers.models import Answer, Delivery, LateRule
from answerable.errors import Refused
from answerable.listening.models import Post, PostSign
from answerable.questions.models import How, Placing
from tests.integration.answers import made_answers as made
from tests.integration.answers.telling_desk import Desk, desk_for

pytestmark = pytest.mark.django_db

SAME, PLACED, NOBODY = LateRule.Which.SAME_WORDS, LateRule.Which.PLACED, LateRule.Which.NOBODY


@pytest.fixture
def desk(who) -> Desk:
    """Two were told; late came somebody with the same words and somebody with words of their own."""
    there = desk_for(who, 2)
    there.send()
    there.reconcile()
    there.at = made.NOON + timedelta(hours=2)
    made.place(there.about, made.posts(there.channel, ["same", "other"], at=there.at), at=there.at)
    Post.objects.filter(uid="other").update(same_wording="other")
    return there


def rule(who, which: str, days: int = 30) -> None:
    set_late_rule(which=which, days=days, by=who.clearer, at=made.NOON)


def told(desk: Desk) -> list[str]:
    desk.send()
    return sorted(reply.target_uid for reply in desk.network.sent[2:])


def test_without_a_rule_nobody_is_told_unseen(desk) -> None:
    assert tell_by_rule(at=desk.at) == 0
    assert told(desk) == []


def test_the_careful_rule_tells_nobody_unseen(who, desk) -> None:
    rule(who, NOBODY)
    assert tell_by_rule(at=desk.at) == 0


def test_who_asks_in_the_same_words_is_told_and_the_other_waits_for_a_person(who, desk) -> None:
    rule(who, SAME)
    assert tell_by_rule(at=desk.at) == 1
    assert told(desk) == ["same"]
    assert [post.uid for post in late_posts()] == ["other"]


def test_a_second_round_tells_nobody_again(who, desk) -> None:
    rule(who, SAME)
    tell_by_rule(at=desk.at)
    assert tell_by_rule(at=desk.at) == 0
    assert told(desk) == ["same"]
    assert audit(at=desk.at).is_whole


def test_words_that_nobody_was_told_about_are_not_the_same_words(who, desk) -> None:
    Post.objects.filter(uid="other").update(same_wording="same")
    Post.objects.filter(uid__in=["0", "1"]).update(same_wording="earlier")
    rule(who, SAME)
    assert tell_by_rule(at=desk.at) == 0


def test_a_picture_without_words_is_like_no_other(who, desk) -> None:
    Post.objects.update(same_wording="")
    rule(who, SAME)
    assert tell_by_rule(at=desk.at) == 0


def test_a_post_in_which_distress_was_sensed_waits_for_a_person(who, desk) -> None:
    sign = PostSign.objects.create(post=Post.objects.get(uid="same"), kind="distress", version=1, found_at=desk.at)
    rule(who, PLACED)
    assert tell_by_rule(at=desk.at) == 0
    PostSign.objects.filter(pk=sign.pk).update(is_right=False, judged_by=who.clearer, judged_at=desk.at)
    assert tell_by_rule(at=desk.at) == 1


@pytest.mark.parametrize("by_person", [{"how": How.PERSON}, {"confirmed_by": True}])
def test_what_a_person_put_there_is_told_where_the_rule_says_so(who, desk, by_person) -> None:
    if "confirmed_by" in by_person:
        by_person = {"confirmed_by": who.clearer}
    Placing.objects.filter(post__uid="other").update(**by_person)
    rule(who, SAME)
    assert tell_by_rule(at=desk.at) == 1
    rule(who, PLACED)
    assert tell_by_rule(at=desk.at) == 1
    assert told(desk) == ["other", "same"]


def test_an_old_answer_is_told_by_a_person_only(who, desk) -> None:
    rule(who, SAME, days=3)
    assert tell_by_rule(at=desk.at + timedelta(days=3)) == 0
    assert tell_by_rule(at=desk.at + timedelta(days=2)) == 1


def test_an_answer_that_is_due_for_review_is_told_by_a_person_only(who, desk) -> None:
    Answer.objects.update(review_on=desk.at.date() - timedelta(days=1))
    rule(who, SAME)
    assert tell_by_rule(at=desk.at) == 0


def test_a_withdrawn_answer_is_told_to_nobody(who, desk) -> None:
    Answer.objects.update(withdrawn_at=desk.at)
    rule(who, SAME)
    assert tell_by_rule(at=desk.at) == 0


def test_who_was_told_already_is_covered_and_not_told_again(who, desk) -> None:
    made.place(desk.about, made.posts(desk.channel, ["again"], at=desk.at, accounts=["account-of-0"]), at=desk.at)
    rule(who, SAME)
    tell_by_rule(at=desk.at)
    assert told(desk) == ["same"]
    assert Delivery.objects.count() == 3


@pytest.mark.parametrize(
    ("which", "days", "why"), [("everyone", 3, "Choose"), (SAME, 0, "1 to 365"), (SAME, 366, "365")]
)
def test_a_rule_that_is_none_is_refused(who, which, days, why) -> None:
    with pytest.raises(Refused, match=why):
        rule(who, which, days)


def test_an_author_may_not_set_the_rule(who) -> None:
    with pytest.raises(Refused, match="roles"):
        set_late_rule(which=SAME, days=3, by=who.author, at=made.NOON)


def test_the_page_keeps_the_rule_and_says_who_set_it(visitor) -> None:
    answer = visitor.post("/desk/telling/late-rule/", {"which": "same_words", "days": "14"})
    assert answer.status_code == 302
    assert LateRule.objects.get().days == 14
    page = visitor.get("/desk/telling/late-rule/").content.decode()
    assert "Set by Ben" in page


def test_the_page_says_what_is_wrong_with_a_rule(visitor) -> None:
    answer = visitor.post("/desk/telling/late-rule/", {"which": "same_words", "days": "0"})
    assert answer.status_code == 422
    assert not LateRule.objects.exists()
