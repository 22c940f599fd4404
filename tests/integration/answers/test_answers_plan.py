"""What was cleared is published once, whole, or not at all."""

import time

import pytest
from django.db import IntegrityError, transaction

from answerable.answers.models import Answer, AnswerVersion, Coverage, Delivery
from answerable.answers.plan import publish_cleared
from answerable.desk.models import Clearance, Decision, DraftKind
from answerable.questions.models import Question, State
from answerable.record.models import Entry
from tests.integration.answers import made_answers as made

pytestmark = pytest.mark.django_db


def test_everyone_who_can_be_told_gets_one_delivery_and_every_post_is_covered(who) -> None:
    channel = made.channel(who.clearer)
    asked = made.posts(channel, ["1", "2", "3"], accounts=["ann", "bob", "ann"])
    about = made.question(asked)
    made.cleared(who, about)
    assert publish_cleared(at=made.NOON) == 1
    assert sorted(Delivery.objects.values_list("recipient", flat=True)) == ["ann", "bob"]
    assert Coverage.objects.filter(delivery__recipient="ann").count() == 2
    about.refresh_from_db()
    assert about.state == State.TELLING
    assert Entry.objects.get().type == "answer.published"


def test_a_second_round_publishes_nothing_again(who) -> None:
    about = made.question(made.posts(made.channel(who.clearer), ["1"]))
    made.cleared(who, about)
    assert [publish_cleared(at=made.NOON) for _ in range(3)] == [1, 0, 0]
    assert (Answer.objects.count(), Delivery.objects.count()) == (1, 1)


def test_the_reply_is_the_short_form_where_the_words_do_not_fit_and_ends_with_the_page(who) -> None:
    about = made.question(made.posts(made.channel(who.clearer), ["1"]))
    made.cleared(who, about, text="Long. " * 200, short_text="On Tuesdays.")
    publish_cleared(at=made.NOON)
    text = Delivery.objects.get().text
    assert text.startswith("On Tuesdays.")
    assert text.endswith(f"/answers/{about.public_id}/")


def test_an_edited_post_voids_the_clearance(who) -> None:
    asked = made.posts(made.channel(who.clearer), ["1"])
    about = made.question(asked)
    clearance = made.cleared(who, about)
    asked[0].edited_at = made.NOON
    asked[0].save()
    assert publish_cleared(at=made.NOON) == 0
    clearance.refresh_from_db()
    about.refresh_from_db()
    assert (clearance.decision, about.state) == (Decision.VOID, State.ANSWERING)
    assert "clearance" in clearance.note
    assert not Answer.objects.exists()


def test_whoever_cannot_be_told_is_covered_by_the_reason(who) -> None:
    asked = made.posts(made.channel(who.clearer), ["1", "2"])
    asked[0].author.wants_no_reply = True
    asked[0].author.save()
    made.cleared(who, made.question(asked))
    publish_cleared(at=made.NOON)
    assert Coverage.objects.get(post=asked[0]).reason == "no_reply"
    assert AnswerVersion.objects.get().asker_count == 2


def test_the_same_account_heard_here_and_in_a_file_is_told_once(who) -> None:
    channel = made.channel(who.clearer)
    file = made.channel(who.clearer, kind="file", answers_through=channel)
    asked = made.posts(channel, ["1"], accounts=["ann"]) + made.posts(file, ["line 1"], accounts=["ann"])
    made.cleared(who, made.question(asked))
    publish_cleared(at=made.NOON)
    assert Delivery.objects.get().target_uid == "1"
    assert Coverage.objects.count() == 2


def test_one_broken_draft_does_not_hold_up_the_rest(who) -> None:
    channel = made.channel(who.clearer)
    broken = made.question(made.posts(channel, ["1"]))
    made.cleared(who, broken)
    Question.objects.filter(pk=broken.pk).update(state=State.ENDED, outcome="noted")
    made.cleared(who, made.question(made.posts(channel, ["2"])))
    with pytest.raises(ExceptionGroup):
        publish_cleared(at=made.NOON)
    assert Answer.objects.count() == 1


def test_a_second_answer_to_an_answered_question_is_sent_back(who) -> None:
    about = made.question(made.posts(made.channel(who.clearer), ["1"]))
    made.cleared(who, about)
    publish_cleared(at=made.NOON)
    Question.objects.filter(pk=about.pk).update(state=State.CLEARING)
    made.cleared(who, about)
    assert publish_cleared(at=made.NOON) == 0
    assert Clearance.objects.filter(decision=Decision.VOID).count() == 1


def test_a_correction_that_names_another_answer_or_number_is_sent_back(who) -> None:
    about = made.question(made.posts(made.channel(who.clearer), ["1"]))
    made.cleared(who, about, answer_id="an_first")
    publish_cleared(at=made.NOON)
    made.cleared(who, about, kind=DraftKind.CORRECTION, number=2, answer_id="an_other")
    assert publish_cleared(at=made.NOON) == 0
    assert AnswerVersion.objects.count() == 1


def test_published_words_cannot_be_changed_or_deleted_by_anyone(who) -> None:
    made.cleared(who, made.question(made.posts(made.channel(who.clearer), ["1"])))
    publish_cleared(at=made.NOON)
    for wrong in (
        lambda: AnswerVersion.objects.update(text="Other words."),
        lambda: AnswerVersion.objects.all()._raw_delete("default"),
        lambda: Delivery.objects.update(text="Other words."),
        lambda: Delivery.objects.all()._raw_delete("default"),
        lambda: Delivery.objects.update(state="sending"),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            wrong()


def test_two_thousand_askers_are_planned_at_once(who) -> None:
    channel = made.channel(who.clearer)
    about = made.question(made.posts(channel, [str(number) for number in range(2_000)]))
    made.cleared(who, about)
    began = time.perf_counter()
    publish_cleared(at=made.NOON)
    took = time.perf_counter() - began
    assert Delivery.objects.count() == Coverage.objects.count() == 2_000
    assert took < 5


def test_without_limits_the_short_form_is_sent(who) -> None:
    about = made.question(made.posts(made.channel(who.clearer, limits={}), ["1"]))
    made.cleared(who, about, text="Long words.", short_text="Short words.")
    publish_cleared(at=made.NOON)
    assert Delivery.objects.get().text.startswith("Short words.")


def test_two_posts_of_two_channels_that_cannot_be_told_are_two_reasons(who) -> None:
    asked = made.posts(made.channel(who.clearer), ["1"])
    asked[0].author.wants_no_reply = True
    asked[0].author.save()
    made.cleared(who, made.question(asked))
    publish_cleared(at=made.NOON)
    assert not Delivery.objects.exists()
