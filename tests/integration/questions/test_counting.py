"""The counts of questions stay exact, whatever is done in whatever order."""

import random
from collections import Counter

import pytest
from tests.integration.questions.conftest import NOW, MakePost, make_channel
from tests.integration.questions.fake_embedder import BagOfWords

from answerable.accounts.models import Person
from answerable.channels.models import Channel
from answerable.errors import Refused
from answerable.listening.models import Post
from answerable.pure.text.near_copy import normalised_key
from answerable.questions.askers import askers_of
from answerable.questions.confirm import confirm
from answerable.questions.counting import asked_at
from answerable.questions.decide_unsure import Verdict, decide_unsure
from answerable.questions.group import place_waiting
from answerable.questions.merge import merge
from answerable.questions.models import Placing, PostVector, Question, QuestionChannel, State
from answerable.questions.move import move_post
from answerable.questions.split import split

pytestmark = pytest.mark.django_db

TOPICS = [
    "bins collected holiday street",
    "parking permit carer apply",
    "library opening saturday",
    "vote polling station",
]
EXTRA = ["please", "when", "over 65", "over 75", "not", "today", "gas leak"]


def check_counts() -> None:
    """Every count of every question is what its posts say, and every vector stands where its post does."""
    for question in Question.objects.all():
        posts = list(Post.objects.filter(placing__question=question))
        named = {post.author_id for post in posts if post.author_id}
        nameless = sum(post.author_id is None for post in posts)
        assert question.post_count == len(posts)
        assert question.asker_count == len(named) + nameless == len(askers_of(question))
        channels = dict(
            QuestionChannel.objects.filter(question=question, post_count__gt=0).values_list("channel", "post_count")
        )
        assert channels == Counter(post.channel_id for post in posts)
        if posts:
            assert question.first_asked_at == min(map(asked_at, posts))
            assert question.last_asked_at == max(map(asked_at, posts))
        assert (question.state == State.MERGED) == (question.merged_into_id is not None)
    for vector in PostVector.objects.select_related("post__placing"):
        assert vector.question_id == vector.post.placing.question_id


@pytest.mark.parametrize("seed", range(4))
def test_counts_are_exact_after_anything(make_post: MakePost, channel: Channel, person: Person, seed: int) -> None:
    chance = random.Random(seed)
    channels = [channel, make_channel(person, "Letters")]
    embedder = BagOfWords()

    def arrive() -> None:
        for _ in range(chance.randint(1, 8)):
            words = [*chance.choice(TOPICS).split(), *chance.sample(EXTRA, chance.randint(0, 2))]
            text = " ".join(chance.sample(words, len(words)))
            author = chance.choice(["ann", "bob", "cat", None, ""])
            make_post(text, author=author, on=chance.choice(channels), same_wording=normalised_key(text))
        place_waiting(at=NOW, embedder=embedder, limit=100)

    def two() -> tuple[Question, Question]:
        some = list(Question.objects.order_by("pk"))
        return chance.choice(some), chance.choice(some)

    def some_post() -> Post:
        return chance.choice(list(Post.objects.order_by("pk")))

    def decide() -> None:
        waiting = list(Placing.objects.filter(question=None).order_by("pk"))
        if waiting:
            verdict = chance.choice(list(Verdict))
            decide_unsure(post=chance.choice(waiting).post, verdict=verdict, question=two()[0], person=person, at=NOW)

    def separate() -> None:
        question = two()[0]
        members = list(Post.objects.filter(placing__question=question).order_by("pk").values_list("pk", flat=True))
        split(question=question, posts=chance.sample(members, len(members) // 2), person=person, at=NOW)

    steps = [
        arrive,
        lambda: move_post(post=some_post(), to=chance.choice([None, two()[0]]), person=person, at=NOW),
        lambda: merge(question=two()[0], into=two()[1], person=person, at=NOW),
        lambda: confirm(question=two()[0], posts=[some_post().pk], person=person, at=NOW),
        separate,
        decide,
    ]
    arrive()
    for _ in range(20):
        try:
            chance.choice(steps)()
        except Refused:
            continue
        check_counts()
