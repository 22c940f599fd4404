"""Several workers at once, each on a connection of its own."""

import threading
from collections.abc import Callable

import pytest
from django.db import connection, transaction

from answerable.accounts.models import Person
from answerable.channels.models import Channel
from answerable.listening.models import Post
from answerable.questions.current_space import space_in_use
from answerable.questions.group import place_waiting
from answerable.questions.models import Placing, Question, Space
from answerable.questions.opening import hold_opening
from answerable.record.models import Entry
from tests.integration.questions.conftest import NOW, MakePost
from tests.integration.questions.fake_embedder import BagOfWords
from tests.integration.questions.test_counting import check_counts

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*work: Callable[[], object]) -> None:
    failed: list[BaseException] = []

    def run(one: Callable[[], object]) -> None:
        try:
            one()
        except BaseException as error:  # noqa: BLE001  whatever it is, the test fails with it
            failed.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(one,)) for one in work]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failed


def test_workers_place_different_posts_and_open_each_question_once(
    make_post: MakePost, channel: Channel, person: Person
) -> None:
    for number in range(60):
        make_post(f"alpha{number % 6} beta{number % 6} gamma{number % 6}", author=f"a{number % 7}")
    embedder = BagOfWords()

    at_once(*[lambda: place_waiting(at=NOW, embedder=embedder, limit=100) for _ in range(4)])

    assert Post.objects.filter(placed_at=None).count() == 0
    assert Placing.objects.count() == 60
    assert Question.objects.count() == 6 == Entry.objects.filter(type="question.opened").count()
    check_counts()


def test_two_that_would_open_the_same_question_end_with_one(make_post: MakePost, channel: Channel) -> None:
    embedder = BagOfWords()
    space_in_use(embedder=embedder, at=NOW)
    make_post("alpha beta gamma")
    opening, waits = threading.Event(), threading.Event()

    def first() -> None:
        with transaction.atomic():
            hold_opening()
            opening.set()
            assert waits.wait(20)
            place_waiting(at=NOW, embedder=embedder, limit=1)

    def second() -> None:
        assert opening.wait(20)
        make_post("alpha beta gamma")
        place_waiting(at=NOW, embedder=_OnlyNewest(embedder, waits), limit=1)

    with transaction.atomic():
        Post.objects.select_for_update().get()
    at_once(first, second)
    place_waiting(at=NOW, embedder=embedder, limit=10)

    assert Question.objects.count() == 1
    assert Question.objects.get().post_count == 2


class _OnlyNewest:
    """Says when a worker has looked at its post, just before it would open a question."""

    identifier = BagOfWords.identifier
    dimension = BagOfWords.dimension

    def __init__(self, inner: BagOfWords, looked: threading.Event) -> None:
        self.inner, self.looked = inner, looked

    def embed(self, texts):
        vectors = self.inner.embed(texts)
        threading.Timer(0.3, self.looked.set).start()
        return vectors


def test_the_first_space_is_made_once(db: None) -> None:
    embedder = BagOfWords()

    at_once(*[lambda: space_in_use(embedder=embedder, at=NOW) for _ in range(3)])

    assert Space.objects.count() == 1
