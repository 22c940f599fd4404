"""People, channels and posts for the tests of questions, and the real sentence model."""

import itertools
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import django
import pytest

django.setup()  # pytest reads this file before pytest-django is ready when the folder is named on the command line

from answerable.accounts.models import Body, Person  # noqa: E402
from answerable.accounts.roles import Role  # noqa: E402
from answerable.channels.models import Channel, Objective  # noqa: E402
from answerable.listening.models import Author, Post, PostSign, SignKind  # noqa: E402
from answerable.pure.grouping.embedder import Embedder  # noqa: E402
from answerable.pure.grouping.minilm import open_minilm  # noqa: E402
from answerable.pure.grouping.space import Space as Geometry  # noqa: E402
from answerable.pure.grouping.space import starting_space  # noqa: E402
from answerable.pure.text.near_copy import normalised_key  # noqa: E402
from answerable.questions.current_space import keep_space  # noqa: E402
from answerable.questions.group import place_waiting  # noqa: E402
from answerable.questions.models import Question  # noqa: E402

NOW = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
MakePost = Callable[..., Post]
Group = Callable[[], int]


@pytest.fixture(scope="session")
def embedder() -> Embedder:
    return open_minilm()


@pytest.fixture
def body(db: None) -> Body:
    return Body.objects.create(name="Ambridge Council", set_up_at=NOW)


@pytest.fixture
def person(body: Body) -> Person:
    return Person.objects.create(email="lin@ambridge.example", name="Lin", roles=[Role.LISTENER], joined_at=NOW)


@pytest.fixture
def clearer(body: Body) -> Person:
    return Person.objects.create(email="cal@ambridge.example", name="Cal", roles=[Role.CLEARER], joined_at=NOW)


def make_channel(person: Person, name: str) -> Channel:
    return Channel.objects.create(
        public_id=f"ch_{name.lower()}",
        name=name,
        kind="practice",
        objective=Objective.SERVICE,
        keeper=person,
        rules_read_at=NOW,
        opened_at=NOW,
    )


@pytest.fixture
def channel(person: Person) -> Channel:
    return make_channel(person, "Square")


@pytest.fixture
def make_post(channel: Channel) -> MakePost:
    """Stores a post as listening would; `author` is a name, the same name is the same account."""
    numbers = itertools.count(1)

    def make(text: str, *, author: str | None = "", on: Channel = channel, **fields: object) -> Post:
        number = next(numbers)
        name = f"asker {number}" if author == "" else author
        account = Author.objects.get_or_create(channel=on, uid=name)[0] if name is not None else None
        values: dict[str, object] = {
            "uid": f"p{number}",
            "text": text,
            "masked_text": text,
            "language": "en",
            "same_wording": normalised_key(text),
            "heard_at": NOW + timedelta(seconds=number),
        }
        return Post.objects.create(channel=on, author=account, **(values | fields))

    return make


@pytest.fixture(scope="session")
def beginning(embedder: Embedder) -> Geometry:
    return starting_space(embedder)


@pytest.fixture
def group(embedder: Embedder, beginning: Geometry, db: None) -> Group:
    """Places all waiting posts; the first space is worked out once for all tests."""
    keep_space(geometry=beginning, at=NOW, post_count=0)
    return lambda: place_waiting(at=NOW + timedelta(hours=1), embedder=embedder, limit=1_000)


def let_through(post: Post, by: Person) -> Post:
    """As after a person read it and said that nobody is in danger."""
    said = {"is_right": False, "judged_by": by, "judged_at": NOW, "version": 1, "found_at": NOW}
    PostSign.objects.create(post=post, kind=SignKind.RISK, **said)
    return post


def question_of(post: Post) -> Question | None:
    """The question that a post is in by now."""
    return Question.objects.filter(placings__post=post).first()


def asked_in(post: Post) -> Question:
    """The question that a post is in by now; it must be in one."""
    question = question_of(post)
    assert question is not None
    return question
