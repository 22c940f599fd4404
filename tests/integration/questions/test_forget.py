"""What was made from a post's words goes when the post goes."""

import pytest

from answerable.listening.models import Post
from answerable.questions.forget import forget_deleted
from answerable.questions.models import PostVector
from answerable.questions.rename import rename
from tests.integration.questions.conftest import NOW, Group, MakePost, asked_in

pytestmark = pytest.mark.django_db
BINS = "When will the bins be collected after the bank holiday?"
BINS_AGAIN = "when are the bins being collected after the bank holiday"


def take_down(post: Post) -> None:
    Post.objects.filter(pk=post.pk).update(text="", masked_text="", deleted_at=NOW)


def test_the_question_is_named_by_who_remains(make_post: MakePost, group: Group) -> None:
    first, second = make_post(BINS), make_post(BINS_AGAIN)
    group()
    question = asked_in(first)
    assert asked_in(second) == question
    named_by = first if question.title == BINS else second
    take_down(named_by)
    assert forget_deleted(at=NOW) == 1
    question.refresh_from_db()
    assert question.title == (BINS_AGAIN if named_by == first else BINS)
    assert not PostVector.objects.filter(post=named_by).exists()
    assert forget_deleted(at=NOW) == 0


def test_a_question_that_everybody_took_down_bears_nobodys_words(make_post: MakePost, group: Group) -> None:
    post = make_post(BINS)
    group()
    question = asked_in(post)
    take_down(post)
    forget_deleted(at=NOW)
    question.refresh_from_db()
    assert question.title == "A question that was taken down"


def test_a_name_that_a_person_gave_stays(make_post: MakePost, group: Group, person) -> None:
    post = make_post(BINS)
    group()
    question = asked_in(post)
    rename(question=question, title="Bins after the bank holiday", person=person, at=NOW)
    take_down(post)
    forget_deleted(at=NOW)
    question.refresh_from_db()
    assert question.title == "Bins after the bank holiday"
