"""Posts find the question they ask, on real PostgreSQL with the real sentence model."""

from datetime import timedelta

import pytest
from django.db import connection

from answerable.accounts.models import Person
from answerable.channels.models import Channel
from answerable.listening.models import Post
from answerable.pure.grouping.embedder import Embedder
from answerable.questions.group import place_waiting
from answerable.questions.models import How, NotTheSame, Placing, PostVector, QuestionChannel, Scale, Space
from answerable.record.models import Entry
from tests.integration.questions.conftest import NOW, Group, MakePost, asked_in, let_through, make_channel, question_of
from tests.integration.questions.fake_embedder import BagOfWords

pytestmark = pytest.mark.django_db

BINS = "When will the bins be collected after the bank holiday?"
BINS_AGAIN = "when are the bins being collected after the bank holiday"
PERMIT = "How do I apply for a parking permit for my carer?"


def test_posts_that_ask_the_same_come_into_one_question(make_post: MakePost, group: Group) -> None:
    one, other, apart = make_post(BINS), make_post(BINS_AGAIN), make_post(PERMIT)

    assert group() == 3

    assert asked_in(one) == asked_in(other)
    assert asked_in(apart) != asked_in(one)


def test_a_later_post_joins_a_question_that_is_there(make_post: MakePost, group: Group) -> None:
    one = make_post(BINS)
    group()
    other = make_post(BINS_AGAIN)

    group()

    assert asked_in(other) == asked_in(one)
    assert Placing.objects.get(post=other).why["code"] == "linked"


def test_the_counts_say_how_many_posts_and_people_on_which_channels(
    make_post: MakePost, group: Group, channel: Channel, person: Person
) -> None:
    letters = make_channel(person, "Letters")
    first = make_post(BINS, author="ann", claimed_at=NOW - timedelta(days=2))
    make_post(BINS_AGAIN, author="ann")
    make_post(BINS, author="bob", on=letters)
    make_post(BINS, author=None)
    make_post(BINS, author=None)

    group()

    question = asked_in(first)
    assert (question.post_count, question.asker_count) == (5, 4)
    assert question.first_asked_at == NOW - timedelta(days=2)
    by_channel = QuestionChannel.objects.filter(question=question).values_list("channel", "post_count")
    assert dict(by_channel) == {channel.pk: 4, letters.pk: 1}


def test_a_question_opens_with_a_redacted_title_and_an_entry_in_the_record(make_post: MakePost, group: Group) -> None:
    post = make_post("ring me on 07700 900123 about my bins", masked_text="ring me on [phone number] about my bins")

    group()

    question = asked_in(post)
    assert question.title == "ring me on [phone number] about my bins"
    entry = Entry.objects.get(type="question.opened")
    assert entry.about == question.public_id
    assert b"bins" not in bytes(entry.raw)


def test_a_long_post_gives_a_title_that_ends_at_a_word(make_post: MakePost, group: Group) -> None:
    post = make_post("Why is the library closed " + "every single Saturday afternoon " * 20)

    group()

    title = asked_in(post).title
    assert len(title) <= 140
    assert title.endswith(("every…", "single…", "Saturday…", "afternoon…"))


def test_our_own_posts_and_deleted_ones_are_marked_without_a_question(make_post: MakePost, group: Group) -> None:
    ours = make_post("Bins are collected on Tuesday.", ours=True)
    gone = make_post("", deleted_at=NOW)

    assert group() == 2

    assert [question_of(ours), question_of(gone)] == [None, None]
    assert not Placing.objects.exists()


def test_a_thank_you_follows_its_thread(make_post: MakePost, group: Group) -> None:
    asked = make_post(PERMIT, uid="ask")
    ours = make_post("Apply online.", ours=True, uid="reply", parent_uid="ask", root_uid="ask")
    thanks = make_post("Thanks so much!", parent_uid=ours.uid, root_uid="ask")

    assert group() == 3

    assert asked_in(thanks) == asked_in(asked)
    assert not PostVector.objects.filter(post=thanks).exists()


def test_a_reply_that_asks_something_new_does_not_follow(make_post: MakePost, group: Group) -> None:
    asked = make_post(PERMIT, uid="ask")
    reply = make_post("And what are the swimming pool opening hours on Sunday?", parent_uid="ask", root_uid="ask")

    group()

    assert asked_in(reply) != asked_in(asked)


def test_a_thank_you_to_a_post_we_never_saw_is_placed_by_itself(make_post: MakePost, group: Group) -> None:
    thanks = make_post("Thanks so much!", parent_uid="elsewhere")

    assert group() == 1

    assert Placing.objects.filter(post=thanks).exists()


def test_a_number_that_differs_waits_for_a_person(make_post: MakePost, group: Group) -> None:
    make_post("Is the bus free for people over 65?")
    group()
    other = make_post("Is the bus free for people over 75?")

    group()

    placing = Placing.objects.get(post=other)
    assert placing.question is None
    assert placing.why["kind"] == "number"
    assert len(placing.candidates) == 1


def test_words_of_danger_that_a_person_let_through_make_the_question_urgent(
    make_post: MakePost, group: Group, person: Person
) -> None:
    post = let_through(make_post("There is a smell of gas in our stairwell, who do I call?"), person)

    group()

    assert asked_in(post).urgent
    assert Placing.objects.get(post=post).why["urgent"] is True


def test_twenty_people_within_an_hour_make_the_question_urgent(make_post: MakePost, group: Group) -> None:
    posts = [make_post(BINS) for _ in range(19)]
    group()
    assert not asked_in(posts[0]).urgent
    make_post(BINS)

    group()

    assert asked_in(posts[0]).urgent


def test_questions_stay_within_a_language(make_post: MakePost, group: Group) -> None:
    english = make_post(BINS)
    other = make_post(BINS_AGAIN, language="cy")

    group()

    assert asked_in(other) != asked_in(english)


def test_an_emoji_alone_waits_for_a_person(make_post: MakePost, group: Group) -> None:
    post = make_post("🙃", same_wording="")

    group()

    assert Placing.objects.get(post=post).why["code"] == "nothing_to_compare"


def test_a_copy_of_what_a_person_decided_follows_the_decision(
    make_post: MakePost, group: Group, person: Person
) -> None:
    post = make_post(BINS)
    group()
    Placing.objects.filter(post=post).update(how=How.PERSON, confirmed_by=person)
    copy = make_post(BINS)

    group()

    placing = Placing.objects.get(post=copy)
    assert (placing.question, placing.how, placing.confirmed_by) == (asked_in(post), How.PERSON, person)


def test_a_wording_that_a_person_said_is_not_the_same_never_joins(
    make_post: MakePost, group: Group, person: Person
) -> None:
    question_post, other = make_post(BINS), make_post(PERMIT)
    group()
    NotTheSame.objects.create(post=other, question=asked_in(question_post), said_by=person, said_at=NOW)
    PostVector.objects.filter(post=other).update(represents=False)
    Post.objects.filter(pk=question_post.pk).update(same_wording=other.same_wording)
    copy = make_post(BINS, same_wording=other.same_wording)

    group()

    assert asked_in(copy) != asked_in(question_post)


def test_copies_do_not_represent_their_question_twice(make_post: MakePost, group: Group) -> None:
    for _ in range(4):
        make_post(BINS)
    group()
    make_post(BINS)

    group()

    assert PostVector.objects.count() == 5
    assert PostVector.objects.filter(represents=True).count() == 1
    assert Scale.objects.count() == 1


def test_a_question_is_named_again_by_its_clearest_post(make_post: MakePost, group: Group) -> None:
    first = make_post("bins?? bank holiday when collected bins", language="en")
    group()
    make_post(BINS)
    make_post(BINS_AGAIN)
    group()

    question = asked_in(first)
    assert question.post_count >= 3
    assert question.title == BINS


def test_a_post_that_has_a_place_is_only_marked(make_post: MakePost, group: Group) -> None:
    post = make_post(BINS)
    group()
    before = asked_in(post)
    Post.objects.filter(pk=post.pk).update(placed_at=None)

    assert group() == 1

    assert asked_in(post) == before
    assert asked_in(post).post_count == 1


def test_a_question_has_at_most_32_representatives(make_post: MakePost) -> None:
    letters = "abcdefghij"
    for number in range(60):
        extra = " ".join(["w" + letters[number % 10]] * (number % 7))
        make_post(f"ash beech cedar dune {extra} x{letters[number // 10]} y{letters[number % 10]}")
    make_post("ash beech cedar dune far away words")

    place_waiting(at=NOW, embedder=BagOfWords(), limit=100)

    assert PostVector.objects.filter(represents=True, question__post_count__gt=32).count() == 32


def test_a_deleted_post_speaks_for_no_question(make_post: MakePost, group: Group) -> None:
    gone = make_post(BINS)
    group()
    Post.objects.filter(pk=gone.pk).update(text="", masked_text="", deleted_at=NOW)
    post = make_post(BINS_AGAIN)

    group()

    assert asked_in(post) != asked_in(gone)


def test_no_more_than_the_limit_is_placed(make_post: MakePost, embedder: Embedder) -> None:
    for number in range(5):
        make_post(f"What about thing number {number}?")

    assert place_waiting(at=NOW, embedder=embedder, limit=3) == 3

    assert Post.objects.filter(placed_at=None).count() == 2


def test_a_space_that_no_longer_fits_is_replaced(make_post: MakePost, group: Group) -> None:
    Space.objects.create(version="old", content=b"something else", made_at=NOW, post_count=0)
    make_post(BINS)

    assert group() == 1

    assert Space.objects.count() == 3


def test_the_neighbours_come_from_the_index(make_post: MakePost, group: Group) -> None:
    make_post(BINS)
    group()
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute("SET LOCAL enable_sort = off")
        vector = "[" + ",".join(["0.1"] * 384) + "]"
        cursor.execute(
            "EXPLAIN SELECT post_id FROM questions_postvector WHERE represents"
            " ORDER BY vector <#> %s::halfvec LIMIT 40",
            [vector],
        )
        plan = "\n".join(row[0] for row in cursor.fetchall())

    assert "representatives_near" in plan
