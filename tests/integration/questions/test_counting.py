"""The counts of questions stay exact, whatever is done in whatever order."""

import random
from collections import Counter

import pytest

from answerable.accounts.models import Person
from answerable.channels.models import Channel
from answerable.errors import Refused
from answerable.listening.models import Post
from answerable.questions.askers import askers_of
from answerable.questions.confirm import confirm
from answerable.questions.counting import asked_at
from answerable.questions.decide_unsure import Verdict, decide_unsure
from answerable.questions.group import place_waiting
from answerable.questions.merge import merge
from answerable.questions.models import Placing, PostVector, Question, QuestionChannel, State
from answerable.questions.move import move_post
from answerable.questions.split import split
from tests.integration.questions.conftest import NOW, MakePost, make_channel
from tests.integration.questions.fake_embedder import BagOfWords

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


class Desk:
    """Things that happen at a desk, one at a time, by a seeded chance."""

    def __init__(self, seed: int, make_post: MakePost, person: Person, channels: list[Channel]) -> None:
        self.chance = random.Random(seed)  # noqa: S311  a test's own chance
        self.make_post, self.person, self.channels = make_post, person, channels
        self.embedder = BagOfWords()

    def arrive(self) -> None:
        for _ in range(self.chance.randint(1, 8)):
            words = [*self.chance.choice(TOPICS).split(), *self.chance.sample(EXTRA, self.chance.randint(0, 2))]
            author = self.chance.choice(["ann", "bob", "cat", None, ""])
            text = " ".join(self.chance.sample(words, len(words)))
            self.make_post(text, author=author, on=self.chance.choice(self.channels))
        place_waiting(at=NOW, embedder=self.embedder, limit=100)

    def move(self) -> None:
        to = self.chance.choice([None, self.question()])
        move_post(post=self.post(), to=to, person=self.person, at=NOW)

    def merge(self) -> None:
        merge(question=self.question(), into=self.question(), person=self.person, at=NOW)

    def confirm(self) -> None:
        confirm(question=self.question(), posts=[self.post().pk], person=self.person, at=NOW)

    def split(self) -> None:
        question = self.question()
        members = list(Post.objects.filter(placing__question=question).order_by("pk").values_list("pk", flat=True))
        some = self.chance.sample(members, len(members) // 2)
        split(question=question, posts=some, person=self.person, at=NOW)

    def decide(self) -> None:
        waiting = list(Placing.objects.filter(question=None).order_by("pk"))
        if waiting:
            post, verdict = self.chance.choice(waiting).post, self.chance.choice(list(Verdict))
            decide_unsure(post=post, verdict=verdict, question=self.question(), person=self.person, at=NOW)

    def question(self) -> Question:
        return self.chance.choice(list(Question.objects.order_by("pk")))

    def post(self) -> Post:
        return self.chance.choice(list(Post.objects.order_by("pk")))


@pytest.mark.parametrize("seed", range(4))
def test_counts_are_exact_after_anything(make_post: MakePost, channel: Channel, person: Person, seed: int) -> None:
    desk = Desk(seed, make_post, person, [channel, make_channel(person, "Letters")])
    desk.arrive()
    for _ in range(20):
        step = desk.chance.choice([desk.arrive, desk.move, desk.merge, desk.confirm, desk.split, desk.decide])
        try:
            step()
        except Refused:
            continue
        check_counts()
