"""The pages on which people decide where posts belong."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from answerable.accounts.models import Person
from answerable.questions.models import NotTheSame, Placing, Proposal, Question, State
from tests.integration.questions.conftest import NOW, Group, MakePost, asked_in, let_through, question_of

pytestmark = pytest.mark.django_db


BINS = "When will the bins be collected after the bank holiday?"


BINS_AGAIN = "when are the bins being collected after the bank holiday"


PERMIT = "How do I apply for a parking permit for my carer?"


@pytest.fixture(autouse=True)
def _static_files_as_they_are(settings: Any) -> None:
    """Pages name their files without the hashes that collecting them would give."""
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    }
    settings.STATIC_ROOT.mkdir(exist_ok=True)


@pytest.fixture
def desk(client: Client, person: Person) -> Client:
    client.force_login(person, backend="answerable.accounts.backend.SignedIn")
    return client


def shown(client: Client, address: str, **query: str) -> str:
    response = client.get(address, query)
    assert response.status_code == 200, response.content[:500]
    return response.content.decode()


@pytest.fixture
def unsure(make_post: MakePost, group: Group) -> tuple[Any, Question]:
    there = make_post("Is the bus free for people over 65?")
    group()
    waiting = make_post("Is the bus free for people over 75?")
    group()
    return waiting, asked_in(there)


def test_the_unsure_post_stands_beside_its_candidates(desk: Client, unsure: tuple[Any, Question]) -> None:
    page = shown(desk, reverse("questions:unsure"))

    assert "over 75" in page
    assert "over 65" in page
    assert "a number differs" in page
    assert "Both say: bus" in page


def test_one_button_decides_and_the_next_appears(desk: Client, unsure: tuple[Any, Question]) -> None:
    post, question = unsure

    page = desk.post(reverse("questions:unsure"), {"post": post.pk, "same": question.public_id}, follow=True)

    assert asked_in(post) == question
    assert "No unsure posts" in page.content.decode()


@pytest.mark.parametrize(("verdict", "opened"), [("new", True), ("nothing", False)])
def test_new_and_not_a_question_are_buttons_too(
    desk: Client, unsure: tuple[Any, Question], verdict: str, *, opened: bool
) -> None:
    post, _question = unsure

    desk.post(reverse("questions:unsure"), {"post": post.pk, "verdict": verdict})

    assert (question_of(post) is not None) is opened


def test_the_same_form_sent_twice_changes_nothing(desk: Client, unsure: tuple[Any, Question]) -> None:
    post, question = unsure
    sent = {"post": post.pk, "same": question.public_id}
    desk.post(reverse("questions:unsure"), sent)

    page = desk.post(reverse("questions:unsure"), sent, follow=True)

    assert "Somebody else has decided" in page.content.decode()
    assert asked_in(post).post_count == 2


def test_a_skipped_post_makes_room_for_the_next(desk: Client, unsure: tuple[Any, Question]) -> None:
    post, _question = unsure

    assert "You have skipped some" in shown(desk, reverse("questions:unsure"), after=str(post.pk))
    assert "over 75" in shown(desk, reverse("questions:unsure"), after="x")


def test_a_candidate_that_was_merged_shows_where_it_went(
    desk: Client, unsure: tuple[Any, Question], make_post: MakePost, group: Group
) -> None:
    _post, question = unsure
    other = make_post(PERMIT)
    group()
    Question.objects.filter(pk=question.pk).update(state=State.MERGED, merged_into=asked_in(other))

    page = shown(desk, reverse("questions:unsure"))

    assert f'value="{asked_in(other).public_id}"' in page


def test_a_candidate_that_is_gone_is_left_out(desk: Client, unsure: tuple[Any, Question]) -> None:
    post, _question = unsure
    Placing.objects.filter(post=post).update(candidates=[{"question": 0, "post": 0, "similarity": 0.5}])

    assert "over 65" not in shown(desk, reverse("questions:unsure"))


def test_proposals_are_shown_and_decided(desk: Client, make_post: MakePost, group: Group) -> None:
    one, two = make_post(BINS), make_post(PERMIT)
    group()
    merge = Proposal.objects.create(question=asked_in(one), other=asked_in(two), strength=0.5, proposed_at=NOW)
    Proposal.objects.create(post=one, question=asked_in(one), other=None, strength=0.4, proposed_at=NOW)
    address = reverse("questions:proposals")

    page = shown(desk, address)
    assert "Are these one question?" in page
    assert "It may be a question of its own." in page
    after = desk.post(address, {"proposal": merge.pk, "verdict": "refuse"}, follow=True).content.decode()

    assert "Kept apart" in after
    assert NotTheSame.objects.exists()
    assert "already" in desk.post(address, {"proposal": merge.pk, "verdict": "accept"}, follow=True).content.decode()


def test_an_accepted_proposal_is_done(desk: Client, make_post: MakePost, group: Group) -> None:
    one, two = make_post(BINS), make_post(PERMIT)
    group()
    move = Proposal.objects.create(post=one, question=asked_in(one), other=asked_in(two), strength=0.4, proposed_at=NOW)
    address = reverse("questions:proposals")
    assert "It may belong to:" in shown(desk, address)

    desk.post(address, {"proposal": move.pk, "verdict": "accept"})

    assert asked_in(one) == asked_in(two)
    assert "No proposals" in shown(desk, address)
    assert desk.post(address, {"proposal": "x"}).status_code == 404


def posts_of(question: Question) -> str:
    return reverse("questions:posts", args=[question.public_id])


def test_each_wording_is_shown_once_with_its_number_strays_last(
    desk: Client, make_post: MakePost, group: Group
) -> None:
    first, stray = make_post(BINS, author="ann"), make_post(BINS_AGAIN)
    make_post(BINS)
    group()
    Placing.objects.filter(post=stray).update(strength=0.45)

    page = shown(desk, posts_of(asked_in(first)))

    assert page.count(BINS) >= 1
    assert "The same wording came 2 times." in page
    assert page.index("The same wording came") < page.index(BINS_AGAIN) < page.index("May not belong here.")
    assert "ann" in page


def test_cards_say_why(desk: Client, make_post: MakePost, group: Group, person: Person) -> None:
    first = make_post("There is a smell of gas in our stairwell, who do I call?", asks_us=False)
    second = make_post("Who do I call about a smell of gas in our stairwell? And when will you answer the phone?")
    for one in (first, second):
        let_through(one, person)
    group()
    Placing.objects.filter(post=second).update(question=asked_in(first), confirmed_by=person)

    page = shown(desk, posts_of(asked_in(first)))

    for words in ("danger or distress", "not addressed to us", "Lin said", "several things", "Shared with the others"):
        assert words in page


def test_long_questions_have_pages(desk: Client, make_post: MakePost, group: Group) -> None:
    first = make_post(BINS)
    group()
    for number in range(25):
        post = make_post(f"{BINS} Number {number}", placed_at=NOW)
        Placing.objects.create(post=post, question=asked_in(first), placed_at=NOW, version="v", strength=0.6)

    assert 'rel="next"' in shown(desk, posts_of(asked_in(first)))
    assert 'rel="prev"' in shown(desk, posts_of(asked_in(first)), page="2")
    assert 'rel="prev"' not in shown(desk, posts_of(asked_in(first)), page="x")


def do(client: Client, question: Question, **sent: Any) -> str:
    return client.post(posts_of(question), sent, follow=True).content.decode()


def test_ticked_posts_are_split_moved_and_confirmed(desk: Client, make_post: MakePost, group: Group) -> None:
    one, two, three = make_post(BINS), make_post(BINS_AGAIN), make_post(PERMIT)
    group()
    question = asked_in(one)

    assert "they belong here" in do(desk, question, do="confirm", post=[one.pk])
    assert "This is the new question." in do(desk, question, do="split", post=[two.pk], title="Bins once more")
    assert asked_in(two).title == "Bins once more"
    link = "https://desk.example/desk/questions/" + asked_in(three).public_id + "/"
    assert "The posts are here now." in do(desk, asked_in(two), do="move", post=[two.pk], other=link)
    assert asked_in(two) == asked_in(three)


def test_ticked_copies_move_once(desk: Client, make_post: MakePost, group: Group) -> None:
    one, copy, three = make_post(BINS), make_post(BINS), make_post(PERMIT)
    group()

    do(desk, asked_in(one), do="move", post=[one.pk, copy.pk], to=asked_in(three).public_id)

    assert asked_in(copy) == asked_in(three)


def test_a_question_is_renamed_and_merged(desk: Client, make_post: MakePost, group: Group) -> None:
    one, two = make_post(BINS), make_post(PERMIT)
    group()
    question = asked_in(one)

    assert "Renamed." in do(desk, question, do="rename", title="Bins and holidays")
    assert "Merged. Its posts are here now." in do(desk, question, do="merge", to=asked_in(two).public_id)
    assert "Merged into" in shown(desk, posts_of(question))


def test_what_cannot_be_done_is_said(desk: Client, make_post: MakePost, group: Group) -> None:
    one = make_post(BINS)
    two = make_post(PERMIT)
    group()
    question = asked_in(one)

    assert "Choose the question" in do(desk, question, do="merge", to="")
    assert "Tick the posts" in do(desk, question, do="move", to=asked_in(two).public_id)
    assert "None of these" in do(desk, question, do="split")
    assert "Each wording" in do(desk, question, do="dance")


def test_who_may_only_read_sees_no_buttons(client: Client, clearer: Person, make_post: MakePost, group: Group) -> None:
    post = make_post(BINS)
    group()
    client.force_login(clearer, backend="answerable.accounts.backend.SignedIn")

    assert "Split them off" not in shown(client, posts_of(asked_in(post)))
    assert "roles" in do(client, asked_in(post), do="rename", title="Something else")
