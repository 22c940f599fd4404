"""What people decide about grouping: move, split, merge, rename, confirm, the unsure and the proposed."""

import pytest
from tests.integration.questions.conftest import NOW, Group, MakePost, asked_in, question_of

from answerable.accounts.models import Person
from answerable.errors import Refused
from answerable.listening.models import Post
from answerable.questions.confirm import confirm
from answerable.questions.decide_proposal import decide_proposal
from answerable.questions.decide_unsure import Verdict, decide_unsure
from answerable.questions.merge import merge
from answerable.questions.models import How, NotTheSame, Placing, PostVector, Proposal, Question, State
from answerable.questions.move import move_post
from answerable.questions.rename import rename
from answerable.questions.split import split
from answerable.questions.states import move_question
from answerable.record.models import Entry

pytestmark = pytest.mark.django_db

BINS = "When will the bins be collected after the bank holiday?"
BINS_AGAIN = "when are the bins being collected after the bank holiday"
PERMIT = "How do I apply for a parking permit for my carer?"
OVER_65 = "Is the bus free for people over 65?"
OVER_75 = "Is the bus free for people over 75?"


def refused(call: object, /, **arguments: object) -> str:
    with pytest.raises(Refused) as caught:
        call(**arguments)  # type: ignore[operator]
    return caught.value.reason


def entries(kind: str) -> int:
    return Entry.objects.filter(type=kind).count()


# move


def test_a_moved_post_goes_with_its_vector_and_its_count(make_post: MakePost, group: Group, person: Person) -> None:
    stays, goes, there = make_post(BINS), make_post(BINS_AGAIN), make_post(PERMIT)
    group()
    goal = asked_in(there)

    now_in = move_post(post=goes, to=goal, person=person, at=NOW)

    assert now_in == goal == asked_in(goes)
    assert (now_in.post_count, asked_in(stays).post_count) == (2, 1)
    assert PostVector.objects.get(post=goes).question == goal
    placing = Placing.objects.get(post=goes)
    assert (placing.how, placing.confirmed_by) == (How.PERSON, person)


def test_a_moved_post_is_never_put_back(make_post: MakePost, group: Group, person: Person) -> None:
    stays, goes, there = make_post(BINS), make_post(BINS_AGAIN), make_post(PERMIT)
    group()

    move_post(post=goes, to=asked_in(there), person=person, at=NOW)
    copy = make_post(BINS_AGAIN)
    group()

    assert asked_in(copy) == asked_in(there)
    assert NotTheSame.objects.filter(post=goes, question=asked_in(stays), said_by=person).exists()
    assert asked_in(stays).touched_at == asked_in(there).touched_at == NOW


def test_copies_of_a_wording_move_together(make_post: MakePost, group: Group, person: Person) -> None:
    stays, goes, copy, there = make_post(BINS), make_post(BINS_AGAIN), make_post(BINS_AGAIN), make_post(PERMIT)
    group()

    move_post(post=goes, to=asked_in(there), person=person, at=NOW)

    assert asked_in(copy) == asked_in(there) != asked_in(stays)


def test_a_post_may_become_a_question_of_its_own(make_post: MakePost, group: Group, person: Person) -> None:
    stays, goes = make_post(BINS), make_post(BINS_AGAIN)
    group()

    made = move_post(post=goes, to=None, person=person, at=NOW)

    assert made == asked_in(goes) != asked_in(stays)
    assert (entries("question.opened"), entries("question.split")) == (1, 1)


def test_a_question_that_loses_its_last_post_says_where_it_went(
    make_post: MakePost, group: Group, person: Person
) -> None:
    goes, there = make_post(BINS), make_post(PERMIT)
    group()
    emptied = asked_in(goes)

    move_post(post=goes, to=asked_in(there), person=person, at=NOW)

    emptied.refresh_from_db()
    assert (emptied.state, emptied.merged_into) == (State.MERGED, asked_in(there))
    assert entries("question.merged") == 1


def test_an_emptied_question_that_is_being_told_stays(make_post: MakePost, group: Group, person: Person) -> None:
    goes, there = make_post(BINS), make_post(PERMIT)
    group()
    Question.objects.filter(pk=asked_in(goes).pk).update(state=State.TELLING)
    emptied = asked_in(goes)

    move_post(post=goes, to=asked_in(there), person=person, at=NOW)

    emptied.refresh_from_db()
    assert (emptied.state, emptied.post_count) == (State.TELLING, 0)


def test_moving_to_where_it_is_is_refused(make_post: MakePost, group: Group, person: Person) -> None:
    post = make_post(BINS)
    group()

    assert "already" in refused(move_post, post=post, to=asked_in(post), person=person, at=NOW)
    assert "already" in refused(move_post, post=post, to=None, person=person, at=NOW)


def test_moving_a_post_without_a_question_is_refused(make_post: MakePost, person: Person) -> None:
    assert "unsure" in refused(move_post, post=make_post(BINS), to=None, person=person, at=NOW)


def test_moving_to_a_merged_question_is_refused(make_post: MakePost, group: Group, person: Person) -> None:
    post, two, three = make_post(BINS), make_post(PERMIT), make_post("Where can I vote on Thursday?")
    group()
    gone = asked_in(two)
    merge(question=gone, into=asked_in(three), person=person, at=NOW)

    assert "merged" in refused(move_post, post=post, to=gone, person=person, at=NOW)


def test_only_those_who_may_group_decide(make_post: MakePost, group: Group, clearer: Person) -> None:
    post = make_post(BINS)
    group()

    assert "roles" in refused(move_post, post=post, to=None, person=clearer, at=NOW)


# split


def test_splitting_makes_a_question_with_the_persons_words(make_post: MakePost, group: Group, person: Person) -> None:
    stays, goes = make_post(BINS), make_post(BINS_AGAIN)
    group()
    old = asked_in(stays)

    made = split(question=old, posts=[goes.pk], title="Bins after a bank holiday", person=person, at=NOW)

    assert (made.title, made.titled_by, made.post_count) == ("Bins after a bank holiday", person, 1)
    assert PostVector.objects.filter(question=made, represents=True).count() == 1
    assert NotTheSame.objects.filter(question=old, other=made).exists()
    assert b"Bins" not in bytes(Entry.objects.get(type="question.split").raw)


def test_splitting_off_everything_or_nothing_is_refused(make_post: MakePost, group: Group, person: Person) -> None:
    one, other = make_post(BINS), make_post(BINS_AGAIN)
    group()
    question = asked_in(one)

    assert "None of these" in refused(split, question=question, posts=[], person=person, at=NOW)
    assert "all the posts" in refused(split, question=question, posts=[one.pk, other.pk], person=person, at=NOW)


# merge


def test_merging_carries_posts_vectors_and_counts(make_post: MakePost, group: Group, person: Person) -> None:
    one, two = make_post(BINS, author="ann"), make_post(PERMIT, author="ann")
    group()
    gone, kept = asked_in(one), asked_in(two)

    merged = merge(question=gone, into=kept, person=person, at=NOW)

    gone.refresh_from_db()
    assert (gone.state, gone.merged_into, gone.post_count) == (State.MERGED, kept, 0)
    assert (merged.post_count, merged.asker_count) == (2, 1)
    assert PostVector.objects.filter(question=kept, represents=True).count() == 2
    assert entries("question.merged") == 1


def test_what_was_merged_before_points_to_the_same_place(make_post: MakePost, group: Group, person: Person) -> None:
    posts = [make_post(BINS), make_post(PERMIT), make_post("Where can I vote on Thursday?")]
    group()
    first, second, third = (asked_in(post) for post in posts)
    merge(question=first, into=second, person=person, at=NOW)
    second.refresh_from_db()

    merge(question=second, into=third, person=person, at=NOW)

    first.refresh_from_db()
    assert first.merged_into == third


def test_posts_that_arrive_for_a_merged_question_join_the_other(
    make_post: MakePost, group: Group, person: Person
) -> None:
    one, two = make_post(BINS), make_post(PERMIT)
    group()
    merge(question=asked_in(one), into=asked_in(two), person=person, at=NOW)
    late = make_post(BINS_AGAIN)

    group()

    assert asked_in(late) == asked_in(two)


def test_an_urgent_question_makes_the_other_urgent(make_post: MakePost, group: Group, person: Person) -> None:
    one, two = make_post("There is a smell of gas in our stairwell, who do I call?"), make_post(PERMIT)
    group()

    assert merge(question=asked_in(one), into=asked_in(two), person=person, at=NOW).urgent


def test_what_is_being_told_keeps_its_posts(make_post: MakePost, group: Group, person: Person) -> None:
    one, two = make_post(BINS), make_post(PERMIT)
    group()
    Question.objects.filter(pk=asked_in(one).pk).update(state=State.TELLING)

    assert "keeps its posts" in refused(merge, question=asked_in(one), into=asked_in(two), person=person, at=NOW)


def test_a_question_is_not_merged_into_itself(make_post: MakePost, group: Group, person: Person) -> None:
    one = make_post(BINS)
    group()

    assert "same question" in refused(merge, question=asked_in(one), into=asked_in(one), person=person, at=NOW)


def test_refusals_are_carried_over(make_post: MakePost, group: Group, person: Person) -> None:
    posts = [make_post(BINS), make_post(PERMIT), make_post("Where can I vote on Thursday?")]
    group()
    gone, kept, third = (asked_in(post) for post in posts)
    NotTheSame.objects.create(question=gone, other=third, said_by=person, said_at=NOW)
    NotTheSame.objects.create(question=gone, post=posts[2], said_by=person, said_at=NOW)
    NotTheSame.objects.create(question=gone, other=kept, said_by=person, said_at=NOW)

    merge(question=gone, into=kept, person=person, at=NOW)

    assert NotTheSame.objects.filter(question=kept, other=third).exists()
    assert NotTheSame.objects.filter(question=kept, post=posts[2]).exists()
    assert not NotTheSame.objects.filter(question=gone, other=kept).exists()


# rename, confirm


def test_a_persons_title_stays(make_post: MakePost, group: Group, person: Person) -> None:
    post = make_post(BINS)
    group()

    question = rename(question=asked_in(post), title="  Bins and\nbank holidays ", person=person, at=NOW)

    assert (question.title, asked_in(post).titled_by) == ("Bins and bank holidays", person)


def test_a_title_without_words_or_with_a_telephone_number_is_refused(
    make_post: MakePost, group: Group, person: Person
) -> None:
    post = make_post(BINS)
    group()
    question = asked_in(post)

    assert "5 to 300" in refused(rename, question=question, title=" ", person=person, at=NOW)
    assert "personal" in refused(rename, question=question, title="Call 07700 900123", person=person, at=NOW)


def test_a_confirmed_post_is_remembered(make_post: MakePost, group: Group, person: Person) -> None:
    post = make_post(BINS)
    copy = make_post(BINS)
    group()

    assert confirm(question=asked_in(post), posts=[post.pk], person=person, at=NOW) == 2

    assert Placing.objects.get(post=copy).confirmed_by == person
    assert asked_in(post).touched_at == NOW
    assert "None of these" in refused(confirm, question=asked_in(post), posts=[0], person=person, at=NOW)


# the unsure


@pytest.fixture
def unsure(make_post: MakePost, group: Group) -> tuple[Post, Question]:
    there = make_post(OVER_65)
    group()
    waiting = make_post(OVER_75)
    group()
    assert question_of(waiting) is None
    return waiting, asked_in(there)


def test_the_same_joins_and_later_copies_follow(
    unsure: tuple[Post, Question], make_post: MakePost, group: Group, person: Person
) -> None:
    post, question = unsure

    decide_unsure(post=post, verdict=Verdict.SAME, question=question, person=person, at=NOW)
    copy = make_post(OVER_75)
    group()

    assert asked_in(post) == asked_in(copy) == question
    assert asked_in(post).post_count == 3


def test_a_new_question_is_never_offered_its_candidate_again(unsure: tuple[Post, Question], person: Person) -> None:
    post, question = unsure

    made = decide_unsure(post=post, verdict=Verdict.NEW, person=person, at=NOW)

    assert made == asked_in(post) != question
    assert made.post_count == 1
    assert NotTheSame.objects.filter(post=post, question=question).exists()
    assert entries("question.opened") == 2


def test_no_question_is_remembered_for_copies_too(
    unsure: tuple[Post, Question], make_post: MakePost, group: Group, person: Person
) -> None:
    post, _question = unsure

    assert decide_unsure(post=post, verdict=Verdict.NOTHING, person=person, at=NOW) is None
    copy = make_post(OVER_75)
    group()

    placing = Placing.objects.get(post=copy)
    assert (placing.question, placing.how) == (None, How.PERSON)


def test_copies_that_wait_are_decided_together(
    unsure: tuple[Post, Question], make_post: MakePost, group: Group, person: Person
) -> None:
    post, question = unsure
    copy = make_post(OVER_75)
    group()

    decide_unsure(post=post, verdict=Verdict.SAME, question=question, person=person, at=NOW)

    assert asked_in(copy) == question


def test_the_second_to_decide_is_told(unsure: tuple[Post, Question], person: Person) -> None:
    post, _question = unsure
    decide_unsure(post=post, verdict=Verdict.NEW, person=person, at=NOW)

    assert "Somebody else" in refused(decide_unsure, post=post, verdict=Verdict.NOTHING, person=person, at=NOW)


def test_distress_among_the_unsure_makes_the_question_urgent(make_post: MakePost, group: Group, person: Person) -> None:
    there, emoji = make_post(BINS), make_post("🙃", same_wording="")
    group()
    Post.objects.filter(pk=emoji.pk).update(text="I want to die")

    decide_unsure(post=emoji, verdict=Verdict.SAME, question=asked_in(there), person=person, at=NOW)

    assert asked_in(there).urgent


# proposals


def test_an_accepted_merge_is_done_smaller_into_larger(make_post: MakePost, group: Group, person: Person) -> None:
    one, _more, two = make_post(BINS), make_post(BINS_AGAIN), make_post(PERMIT)
    group()
    large, small = asked_in(one), asked_in(two)
    proposal = Proposal.objects.create(question=large, other=small, strength=0.5, proposed_at=NOW)

    decide_proposal(proposal=proposal, accept=True, person=person, at=NOW)

    assert asked_in(two) == large
    proposal.refresh_from_db()
    assert (proposal.accepted, proposal.decided_by) == (True, person)


@pytest.mark.parametrize("answered_first", [True, False])
def test_an_answered_question_takes_the_other_in(
    make_post: MakePost, group: Group, person: Person, *, answered_first: bool
) -> None:
    one, two = make_post(BINS), make_post(PERMIT)
    group()
    answered, fresh = asked_in(one), asked_in(two)
    Question.objects.filter(pk=answered.pk).update(state=State.ANSWERED)
    pair = (answered, fresh) if answered_first else (fresh, answered)
    proposal = Proposal.objects.create(question=pair[0], other=pair[1], strength=0.5, proposed_at=NOW)

    decide_proposal(proposal=proposal, accept=True, person=person, at=NOW)

    assert asked_in(two) == answered


def test_a_refused_merge_is_remembered(make_post: MakePost, group: Group, person: Person) -> None:
    one, two = make_post(BINS), make_post(PERMIT)
    group()
    proposal = Proposal.objects.create(question=asked_in(one), other=asked_in(two), strength=0.5, proposed_at=NOW)

    decide_proposal(proposal=proposal, accept=False, person=person, at=NOW)

    assert NotTheSame.objects.filter(question=asked_in(one), other=asked_in(two)).exists()
    assert "already" in refused(decide_proposal, proposal=proposal, accept=True, person=person, at=NOW)


def test_an_accepted_move_is_done(make_post: MakePost, group: Group, person: Person) -> None:
    stays, goes, there = make_post(BINS), make_post(BINS_AGAIN), make_post(PERMIT)
    group()
    proposal = Proposal.objects.create(
        post=goes, question=asked_in(stays), other=asked_in(there), strength=0.5, proposed_at=NOW
    )

    decide_proposal(proposal=proposal, accept=True, person=person, at=NOW)

    assert asked_in(goes) == asked_in(there)


@pytest.mark.parametrize("own", [True, False])
def test_a_refused_move_confirms_the_post(make_post: MakePost, group: Group, person: Person, *, own: bool) -> None:
    stays, goes, there = make_post(BINS), make_post(BINS_AGAIN), make_post(PERMIT)
    group()
    other = None if own else asked_in(there)
    proposal = Proposal.objects.create(post=goes, question=asked_in(stays), other=other, strength=0.5, proposed_at=NOW)

    decide_proposal(proposal=proposal, accept=False, person=person, at=NOW)

    assert Placing.objects.get(post=goes).confirmed_by == person
    assert NotTheSame.objects.filter(post=goes).exists() is not own


def test_a_decision_about_a_post_ends_what_was_proposed_for_it(
    make_post: MakePost, group: Group, person: Person
) -> None:
    stays, goes, there = make_post(BINS), make_post(BINS_AGAIN), make_post(PERMIT)
    group()
    proposal = Proposal.objects.create(post=goes, question=asked_in(stays), other=None, strength=0.5, proposed_at=NOW)

    move_post(post=goes, to=asked_in(there), person=person, at=NOW)

    proposal.refresh_from_db()
    assert (proposal.accepted, proposal.decided_by) == (False, person)


# states


def test_a_state_changes_only_as_its_life_allows(make_post: MakePost, group: Group) -> None:
    post = make_post(BINS)
    group()
    question = asked_in(post)

    assert move_question(question=question, to=State.ANSWERING, at=NOW).state == State.ANSWERING
    assert "cannot become" in refused(move_question, question=question, to=State.ANSWERED, at=NOW)
    assert asked_in(post).state == State.ANSWERING
