"""A question keeps its address and its name under people's hands: the machine never changes what a person touched."""

from datetime import UTC, datetime, timedelta

import pytest

from answerable.accounts.models import Body, Person
from answerable.accounts.roles import Role
from answerable.channels.models import Channel, Objective
from answerable.listening.models import Author, Post
from answerable.pure.grouping.minilm import open_minilm
from answerable.pure.text.near_copy import normalised_key
from answerable.questions.confirm import confirm
from answerable.questions.group import place_waiting
from answerable.questions.merge import merge
from answerable.questions.models import Placing, Question, State
from answerable.questions.refine import refine_if_due
from answerable.questions.rename import rename

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
BINS = "When will the bins be collected after the bank holiday?"
BINS_AGAIN = "when are the bins being collected after the bank holiday"
PERMIT = "How do I apply for a parking permit for my carer?"


class Town:
    """A body with one listener and one channel, to which people write."""

    def __init__(self) -> None:
        self.embedder = open_minilm()
        Body.objects.create(name="Ambridge Council", set_up_at=NOW)
        self.lin = Person.objects.create(email="lin@ambridge.example", name="Lin", roles=[Role.LISTENER], joined_at=NOW)
        self.square = Channel.objects.create(
            public_id="ch_square",
            name="Square",
            kind="practice",
            objective=Objective.SERVICE,
            keeper=self.lin,
            rules_read_at=NOW,
            opened_at=NOW,
        )
        self.count = 0

    def hears(self, *texts: str) -> list[Question | None]:
        """People write; the questions their posts were put into."""
        posts = []
        for text in texts:
            self.count += 1
            author = Author.objects.create(channel=self.square, uid=f"a{self.count}")
            posts.append(
                Post.objects.create(
                    channel=self.square,
                    uid=f"p{self.count}",
                    author=author,
                    text=text,
                    masked_text=text,
                    language="en",
                    same_wording=normalised_key(text),
                    heard_at=NOW + timedelta(seconds=self.count),
                )
            )
        place_waiting(at=NOW, embedder=self.embedder, limit=1_000)
        return [Question.objects.filter(placings__post=post).first() for post in posts]


@pytest.fixture
def town(db: None) -> Town:
    return Town()


def asked(found: Question | None) -> Question:
    assert found is not None
    return found


def test_a_name_that_a_person_gave_outlives_everything_people_write(town: Town) -> None:
    question = asked(town.hears(BINS)[0])
    rename(question=question, title="Bins after bank holidays", person=town.lin, at=NOW)

    town.hears(*[f"{BINS} {word}" for word in ("please", "thanks", "anyone", "again", "then")], BINS_AGAIN)

    question.refresh_from_db()
    assert question.title == "Bins after bank holidays"
    assert question.post_count > 1


def test_a_question_that_a_person_touched_keeps_its_posts_through_every_round(town: Town) -> None:
    question = asked(town.hears(BINS)[0])
    confirm(question=question, posts=list(Placing.objects.values_list("post", flat=True)), person=town.lin, at=NOW)
    town.hears(*[f"What about thing number {number} on street {number}?" for number in range(45)], BINS_AGAIN)
    before = set(Placing.objects.filter(question=question).values_list("post", flat=True))

    refine_if_due(at=NOW + timedelta(hours=1))

    question.refresh_from_db()
    assert question.state == State.NEW
    assert set(Placing.objects.filter(question=question).values_list("post", flat=True)) == before


def test_the_address_of_a_merged_question_says_where_it_went(town: Town) -> None:
    bins, permit = (asked(found) for found in town.hears(BINS, PERMIT))
    address = bins.public_id

    merge(question=bins, into=permit, person=town.lin, at=NOW)

    kept = Question.objects.get(public_id=address)
    assert kept.merged_into == permit
    assert asked(town.hears(BINS_AGAIN)[0]) == permit


def test_a_round_that_empties_a_question_leaves_its_address(town: Town) -> None:
    addresses = {asked(found).public_id for found in town.hears(BINS, PERMIT, BINS_AGAIN) if found}
    town.hears(*[f"{BINS} {number} {number + 1}" for number in range(45)])

    refine_if_due(at=NOW + timedelta(hours=1))

    assert addresses <= set(Question.objects.values_list("public_id", flat=True))
