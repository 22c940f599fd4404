"""Before a question is sent: the answers that may fit, "this answers me", "none of these", and what is kept of it."""

import html
import re

import pytest
from django.conf import settings
from django.test import Client, override_settings

from answerable.answers.already import USUAL, certainty_learnt, fitting_answers, suited_count
from answerable.answers.models import Answer, Suggestion
from answerable.answers.plan import publish_cleared
from answerable.channels.models import Channel
from answerable.listening.models import Post
from answerable.pure.grouping.embedder import Embedder
from answerable.pure.grouping.minilm import open_minilm
from answerable.pure.grouping.space import starting_space
from answerable.questions.current_space import keep_space
from answerable.questions.models import How, Placing, PostVector
from tests.integration.answers import made_answers as made
from tests.integration.answers.conftest import PLAIN

pytestmark = pytest.mark.django_db

BINS, PARKING = "When are the bins collected?", "How do I get a parking permit?"
ASKED = "what day will you empty my bin"
FOREIGN = "Pryd mae'r pwll nofio ar agor ddydd Sul?"


@pytest.fixture(scope="module")
def embedder() -> Embedder:
    return open_minilm()


@pytest.fixture
def web(who: made.People) -> Channel:
    return made.channel(who.author, name="Our page", kind="web")


@pytest.fixture
def answered(who: made.People, embedder: Embedder) -> dict[str, Answer]:
    """Two answered questions, each found by the one post that asked it."""
    keep_space(geometry=starting_space(embedder), at=made.NOON, post_count=0)
    square = made.channel(who.author)
    found = {}
    for number, text in enumerate((BINS, PARKING, FOREIGN)):
        posts = made.posts(square, [f"p{number}"])
        language = "cy" if text == FOREIGN else "en"
        Post.objects.filter(pk=posts[0].pk).update(text=text, masked_text=text, language=language)
        question = made.question(posts)
        vector = embedder.embed([text])[0]
        PostVector.objects.create(
            post=posts[0], question=question, vector=vector, embedder=embedder.identifier, represents=True
        )
        made.cleared(who, question, text=f"The answer to number {number}.")
        found[text] = question
    publish_cleared(at=made.NOON)
    return {text: Answer.objects.get(question=question) for text, question in found.items()}


@pytest.fixture
def citizen() -> Client:
    settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)
    with override_settings(STORAGES=settings.STORAGES | PLAIN):
        yield Client(enforce_csrf_checks=True)


def hidden(page: str) -> dict[str, str]:
    found = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page)
    return {name: html.unescape(value) for name, value in found}


def asking(citizen: Client, web: Channel, text: str = ASKED) -> tuple[str, str]:
    """The address that the form of asking sends to, and the page that comes back."""
    page = citizen.get("/ask/").content.decode()
    key = re.search(r'name="key" value="([^"]+)"', page)
    address = re.search(r'action="(/ask/[^"]+)"', page)
    assert key
    assert address
    sent = {"key": html.unescape(key[1]), "text": text, "name": "", "website": ""}
    return address[1], citizen.post(address[1], sent).content.decode()


def test_the_answer_that_fits_best_stands_first(answered: dict[str, Answer], embedder: Embedder) -> None:
    found = fitting_answers(ASKED, embedder=embedder)
    assert found[0].answer == answered[BINS]
    assert found[0].version.text == "The answer to number 0."
    assert [one.certainty for one in found] == sorted((one.certainty for one in found), reverse=True)


def test_where_nothing_fits_nothing_is_shown(answered: dict[str, Answer], embedder: Embedder) -> None:
    assert fitting_answers("Why is the moon made of cheese?", embedder=embedder) == []
    assert fitting_answers("👍", embedder=embedder) == []


def test_a_withdrawn_answer_is_not_shown(answered: dict[str, Answer], embedder: Embedder) -> None:
    Answer.objects.filter(pk=answered[BINS].pk).update(withdrawn_at=made.NOON)
    assert answered[BINS] not in [one.answer for one in fitting_answers(BINS, embedder=embedder)]


def test_in_a_language_that_the_model_does_not_know_the_words_decide(
    answered: dict[str, Answer], embedder: Embedder
) -> None:
    assert fitting_answers(FOREIGN, embedder=embedder)[0].answer == answered[FOREIGN]


def test_a_desk_without_a_space_shows_nothing(db: None, embedder: Embedder) -> None:
    assert fitting_answers(ASKED, embedder=embedder) == []


def test_nothing_is_stored_while_the_answers_are_shown(
    citizen: Client, web: Channel, answered: dict[str, Answer]
) -> None:
    posts = Post.objects.count()
    _address, page = asking(citizen, web)
    assert "This answers me" in page
    assert "None of these" in page
    assert ASKED in page
    assert (Post.objects.count(), Suggestion.objects.count()) == (posts, 0)


def test_this_answers_me_is_counted_once_and_nothing_is_sent(
    citizen: Client, web: Channel, answered: dict[str, Answer]
) -> None:
    posts = Post.objects.count()
    address, page = asking(citizen, web)
    for _twice in range(2):
        said = citizen.post(address, hidden(page) | {"me": answered[BINS].public_id})
    assert "was not sent" in said.content.decode()
    assert suited_count(answered[BINS]) == 1
    assert Post.objects.count() == posts
    kept = Suggestion.objects.get()
    assert (kept.post, kept.fits) == (None, True)


def test_none_of_these_sends_the_question_and_counts_against_the_best(
    citizen: Client, web: Channel, answered: dict[str, Answer]
) -> None:
    address, page = asking(citizen, web)
    said = citizen.post(address, hidden(page) | {"none": "1"})
    assert "Your question has arrived" in said.content.decode()
    post = Post.objects.get(channel=web)
    assert post.text == ASKED
    kept = Suggestion.objects.get()
    assert (kept.answer, kept.fits, kept.post) == (answered[BINS], False, post)


def test_a_question_that_nothing_fits_is_sent_at_once(
    citizen: Client, web: Channel, answered: dict[str, Answer]
) -> None:
    _address, page = asking(citizen, web, "Why is the moon made of cheese?")
    assert "Your question has arrived" in page


def test_what_is_wrong_is_said_as_before(citizen: Client, web: Channel, answered: dict[str, Answer]) -> None:
    _address, page = asking(citizen, web, "   ")
    assert "Write your question." in page


def test_only_what_was_shown_can_be_said_to_fit(citizen: Client, web: Channel, answered: dict[str, Answer]) -> None:
    address, page = asking(citizen, web)
    for forged in ({"me": "an_other"}, {"me": answered[BINS].public_id, "shown": "forged"}):
        assert citizen.post(address, hidden(page) | forged).status_code == 302
    assert Suggestion.objects.count() == 0


def test_the_page_by_itself_leads_to_the_form(citizen: Client, web: Channel) -> None:
    assert citizen.get(f"/ask/{web.public_id}/already/").headers["Location"] == "/ask/"


def test_certainty_is_learnt_from_what_people_said(answered: dict[str, Answer]) -> None:
    assert certainty_learnt() == USUAL
    _said(answered[BINS], 60)
    learnt = certainty_learnt()
    assert learnt.of(0.9) > 0.7
    assert learnt.of(0.1) < 0.3


def test_what_a_person_decided_later_counts_more(answered: dict[str, Answer]) -> None:
    _said(answered[BINS], 60)
    before = certainty_learnt().of(0.1)
    wrong = Suggestion.objects.filter(fits=False)
    posts = made.posts(Channel.objects.get(kind="practice"), [f"late{number}" for number in range(len(wrong))])
    for said, post in zip(wrong, posts, strict=True):
        Suggestion.objects.filter(pk=said.pk).update(post=post)
    Placing.objects.bulk_create(
        Placing(post=post, question=answered[BINS].question, how=How.PERSON, version="t", placed_at=made.NOON)
        for post in posts[: len(posts) - 1]
    )
    assert certainty_learnt().of(0.1) > before + 0.3


def test_the_telling_page_says_how_many_it_helped(visitor: Client, answered: dict[str, Answer]) -> None:
    _said(answered[BINS], 2)
    page = visitor.get(f"/desk/telling/{answered[BINS].question.public_id}/").content.decode()
    assert "1 person was about to ask" in page


def _said(answer: Answer, count: int) -> None:
    Suggestion.objects.bulk_create(
        Suggestion(
            answer=answer,
            form_hash=str(number),
            confidence=0.9 if number % 2 else 0.1,
            fits=bool(number % 2),
            said_on=made.NOON.date(),
        )
        for number in range(count)
    )
