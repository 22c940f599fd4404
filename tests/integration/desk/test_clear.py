"""Clearance: by a second person, of exactly what they saw, and void when anything of it changes."""

import threading
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection

from answerable.accounts.roles import Role
from answerable.channels.models import Channel, State
from answerable.desk.clear import bind, clear_draft, take_back, want_changes
from answerable.desk.models import Clearance, Decision, Draft, DraftKind, DraftState
from answerable.desk.void import void_clearance
from answerable.desk.write import next_draft, save_draft
from answerable.errors import Refused
from answerable.listening.models import Post
from answerable.questions.models import Placing, Question
from answerable.questions.models import State as Stage
from answerable.questions.move import move_post
from answerable.record.models import Entry
from tests.integration import factories as make

pytestmark = pytest.mark.django_db
NOON = make.NOON
LATER = NOON + timedelta(minutes=5)


def stage_of(clearance: Clearance) -> tuple[str, str]:
    draft = Draft.objects.select_related("question").get(pk=clearance.version.draft_id)
    return draft.state, draft.question.state


# clearing


def test_a_second_person_clears_what_they_saw() -> None:
    clearance = make.cleared()
    assert (clearance.decision, clearance.decided_by, clearance.training) == (Decision.CLEARED, make.ben(), False)
    assert stage_of(clearance) == (DraftState.CLEARED, Stage.CLEARING)
    assert Entry.objects.filter(type="answer.cleared").count() == 1


def test_who_wrote_any_version_does_not_clear() -> None:
    about = make.answering()
    make.saved(about, "One day later.", by=make.tom())
    clearance = make.handed_in(make.saved(about, "Two days later."))
    with pytest.raises(Refused, match="another person must clear"):
        make.cleared(clearance, by=make.tom())
    assert make.cleared(clearance).decided_by == make.ben()


def test_only_those_who_clear_decide() -> None:
    clearance = make.handed_in()
    with pytest.raises(Refused, match="clear drafts"):
        make.cleared(clearance, by=make.lin())
    with pytest.raises(Refused, match="judge drafts"):
        want_changes(clearance=clearance, note="No.", by=make.lin(), at=NOON)
    with pytest.raises(Refused, match="write drafts"):
        take_back(clearance=clearance, by=make.ben(), at=NOON)


def test_the_questions_of_the_rules_must_be_answered() -> None:
    text = "We will definitely pay you £500 by 3 March 2027 and the Minister decided so."
    clearance = make.handed_in(make.saved(text=text), **make.PLAIN)
    answers = dict(make.answers_for(clearance))
    assert answers
    for missing in answers:
        with pytest.raises(Refused, match="Answer each question"):
            make.cleared(clearance, answered=answers | {missing: " "})
    assert make.cleared(clearance, answered=answers).answered == answers


def _edit(post: Post) -> None:
    Post.objects.filter(pk=post.pk).update(text="Other words", edited_at=LATER)


def _delete(post: Post) -> None:
    Post.objects.filter(pk=post.pk).update(text="", masked_text="", deleted_at=LATER)


def _move(post: Post) -> None:
    move_post(post=post, to=make.question(make.post(post.channel, "Another?")), person=make.lin(), at=LATER)


def _stop_writing_to(post: Post) -> None:
    Channel.objects.filter(pk=post.channel_id).update(state=State.CLOSED, closed_at=LATER)


@pytest.mark.parametrize("change", [_edit, _delete, _move, _stop_writing_to])
def test_what_changed_since_it_was_shown_breaks_the_bond(change: Callable[[Post], None]) -> None:
    first, second = make.post(make.channel()), make.post(make.channel(), "When is bin day after the bank holiday?")
    clearance = make.handed_in(make.saved(make.answering(first, second)))
    _posts, _askers, seen = bind(clearance.version, cutoff=NOON)
    change(second)
    with pytest.raises(Refused, match="Something changed while you looked"):
        clear_draft(
            clearance=clearance,
            seen_hash=seen,
            cutoff=NOON,
            answered=make.answers_for(clearance),
            note="",
            by=make.ben(),
            at=LATER,
        )
    assert stage_of(clearance) == (DraftState.CLEARING, Stage.CLEARING)
    assert make.cleared(clearance, at=LATER).decision == Decision.CLEARED


def test_who_joins_after_it_was_shown_is_not_in_it_and_breaks_nothing() -> None:
    post = make.post(make.channel())
    clearance = make.handed_in(make.saved(make.answering(post)))
    late = make.post(post.channel)
    Placing.objects.create(post=late, question=clearance.version.draft.question, version="test", placed_at=LATER)
    assert make.cleared(clearance).asker_count == 1


def test_who_joined_between_handing_in_and_looking_is_in_it() -> None:
    post = make.post(make.channel())
    clearance = make.handed_in(make.saved(make.answering(post)))
    late = make.post(post.channel)
    Placing.objects.create(post=late, question=clearance.version.draft.question, version="test", placed_at=LATER)
    assert make.cleared(clearance, at=LATER).asker_count == 2


@pytest.mark.parametrize("cutoff", [NOON - timedelta(seconds=1), LATER, NOON.replace(tzinfo=None)])
def test_what_was_shown_was_shown_between_handing_in_and_now(cutoff) -> None:
    clearance = make.handed_in()
    with pytest.raises(Refused, match="out of date"):
        clear_draft(
            clearance=clearance,
            seen_hash="",
            cutoff=cutoff,
            answered=make.answers_for(clearance),
            note="",
            by=make.ben(),
            at=NOON,
        )


def test_words_that_no_longer_fit_a_channel_are_not_cleared() -> None:
    square = make.channel("Square", known=False)
    clearance = make.handed_in(make.saved(make.answering(make.post(square)), "Long words, and more. " * 40))
    Channel.objects.filter(pk=square.pk).update(limits=make.LIMITS)
    with pytest.raises(Refused, match="Send the draft back"):
        make.cleared(clearance)


def test_a_decision_is_made_once() -> None:
    clearance = make.cleared()
    for act in (
        lambda: make.cleared(clearance),
        lambda: want_changes(clearance=clearance, note="No.", by=make.ben(), at=NOON),
        lambda: take_back(clearance=clearance, by=make.ada(), at=NOON),
    ):
        with pytest.raises(Refused, match="decided on already"):
            act()
    assert Entry.objects.filter(type="answer.cleared").count() == 1


@pytest.mark.django_db(transaction=True)
def test_of_two_who_decide_at_once_one_does() -> None:
    make.body()
    clearance, ben, dan = make.handed_in(), make.ben(), make.person("Dan", Role.CLEARER)
    answers, ready, done = make.answers_for(clearance), threading.Barrier(2), []

    def decide(number: int) -> None:
        ready.wait()
        try:
            if number:
                want_changes(clearance=clearance, note="Shorter.", by=dan, at=NOON)
            else:
                make.cleared(clearance, by=ben, answered=answers)
            done.append(number)
        except Refused:
            pass
        finally:
            connection.close()

    both = [threading.Thread(target=decide, args=(number,)) for number in range(2)]
    for one in both:
        one.start()
    for one in both:
        one.join()
    assert len(done) == 1
    assert Clearance.objects.get().decision == [Decision.CLEARED, Decision.CHANGES][done[0]]


# no, and back


def test_changes_wanted_go_back_to_the_author_with_a_note() -> None:
    clearance = make.handed_in()
    with pytest.raises(Refused, match="Say what should change"):
        want_changes(clearance=clearance, note=" ", by=make.ben(), at=NOON)
    want_changes(clearance=clearance, note="Say which week.", by=make.ben(), at=NOON)
    clearance.refresh_from_db()
    assert (clearance.decision, clearance.note, clearance.decided_by) == (
        Decision.CHANGES,
        "Say which week.",
        make.ben(),
    )
    assert stage_of(clearance) == (DraftState.WRITING, Stage.ANSWERING)


def test_after_changes_it_is_handed_in_and_cleared_anew() -> None:
    clearance = make.handed_in()
    want_changes(clearance=clearance, note="Say which week.", by=make.ben(), at=NOON)
    about = clearance.version.draft.question
    about.refresh_from_db()
    again = make.cleared(make.handed_in(make.saved(about, "In the week of 28 December, one day later.")))
    assert (again.version.number, again.decision) == (2, Decision.CLEARED)


def test_the_author_takes_it_back() -> None:
    clearance = make.handed_in()
    take_back(clearance=clearance, by=make.ada(), at=NOON)
    clearance.refresh_from_db()
    assert (clearance.decision, stage_of(clearance)) == (Decision.VOID, (DraftState.WRITING, Stage.ANSWERING))
    version = clearance.version
    given = {"short_text": "", "sources": "", "language": "en", "by": make.ada(), "at": NOON}
    assert save_draft(draft=version.draft, based_on=1, text="Two days later.", **given).number == 2


def test_a_broken_clearance_is_void_and_says_why_to_both() -> None:
    clearance = make.cleared()
    for _ in range(2):
        void_clearance(clearance=clearance, why="A post was edited.", at=LATER)
    clearance.refresh_from_db()
    assert (clearance.decision, clearance.note) == (Decision.VOID, "A post was edited.")
    assert stage_of(clearance) == (DraftState.WRITING, Stage.ANSWERING)
    assert make.cleared(make.handed_in(clearance.version, at=LATER), at=LATER).decision == Decision.CLEARED


def test_voiding_keeps_what_the_second_person_said() -> None:
    clearance = make.handed_in()
    _posts, _askers, seen = bind(clearance.version, cutoff=NOON)
    answered = make.answers_for(clearance)
    clear_draft(
        clearance=clearance, seen_hash=seen, cutoff=NOON, answered=answered, note="Good.", by=make.ben(), at=NOON
    )
    void_clearance(clearance=clearance, why="A post was edited.", at=LATER)
    assert Clearance.objects.get().note == "Good.\nA post was edited."


# training, corrections


def test_in_training_one_person_plays_both_and_it_says_so() -> None:
    make.body(training=True)
    both = make.person("Both", Role.AUTHOR, Role.CLEARER)
    clearance = make.cleared(make.handed_in(make.saved(by=both), by=both), by=both)
    assert clearance.training
    assert b'"training":true' in bytes(Entry.objects.get(type="answer.cleared").raw)


def test_a_correction_is_cleared_without_moving_its_question() -> None:
    about = make.question()
    Question.objects.update(state=Stage.ANSWERED)
    draft = next_draft(
        question=about, kind=DraftKind.CORRECTION, answer_id="an_abcd", answer_version=2, by=make.ada(), at=NOON
    )
    given = {"short_text": "", "sources": "", "language": "en", "by": make.ada(), "at": NOON}
    version = save_draft(draft=draft, based_on=0, text="Two days later, not one.", **given)
    clearance = make.handed_in(version)
    assert stage_of(clearance) == (DraftState.CLEARING, Stage.ANSWERED)
    want_changes(clearance=clearance, note="Say why.", by=make.ben(), at=NOON)
    assert stage_of(clearance) == (DraftState.WRITING, Stage.ANSWERED)
