"""What reads like danger, though no word of it is known, waits for a person."""

from answerable.accounts.models import Person
from answerable.listening.models import PostSign
from answerable.questions.group import place_waiting
from tests.integration.questions.conftest import NOW, Group, MakePost, let_through, question_of
from tests.integration.questions.fake_embedder import BagOfWords

BINS = "When are the bins collected after the bank holiday?"
DANGER = "I sit by the canal most nights working up the nerve"


def test_what_reads_like_danger_waits_for_a_person_and_not_in_a_question(make_post: MakePost, group: Group) -> None:
    post, other = make_post(DANGER), make_post(BINS)

    group()

    post.refresh_from_db()
    assert question_of(post) is None
    assert post.placed_at is not None
    assert PostSign.objects.get(post=post, kind="risk").places[0][0] == "reads_like"
    assert question_of(other) is not None


def test_what_a_person_turned_down_is_not_held_again(make_post: MakePost, group: Group, person: Person) -> None:
    post = let_through(make_post(DANGER), person)

    group()

    assert question_of(post) is not None


def test_likeness_is_not_read_into_another_language_or_the_vectors_of_another_model(
    make_post: MakePost, group: Group
) -> None:
    welsh = make_post(DANGER, language="cy")
    group()
    other = make_post(DANGER + " again")
    place_waiting(at=NOW, embedder=BagOfWords(), limit=10)
    assert not PostSign.objects.filter(post__in=[welsh, other]).exists()
