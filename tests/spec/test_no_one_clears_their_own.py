"""No one clears their own: what is published was cleared by somebody else, and the database says so itself."""

import pytest
from django.db import IntegrityError, transaction

from answerable.accounts.roles import Role
from answerable.answers.models import Answer, AnswerVersion
from answerable.answers.plan import publish_cleared
from answerable.desk.models import Clearance
from tests.integration.answers import made_answers as made

pytestmark = pytest.mark.django_db


def _publish(clearance: Clearance, **other: object) -> AnswerVersion:
    words = clearance.version
    answer = Answer.objects.create(
        question=words.draft.question, public_id=words.draft.answer_id, published_at=made.NOON
    )
    values = {
        "text": words.text,
        "short_text": words.short_text,
        "sources": words.sources,
        "language": words.language,
        "written_by": words.written_by,
        "cleared_by": clearance.decided_by,
        "training": clearance.training,
    }
    return AnswerVersion.objects.create(
        answer=answer, number=1, clearance=clearance, text_hash="0" * 64, published_at=made.NOON, **values | other
    )


@pytest.fixture
def clearance() -> Clearance:
    who = made.people()
    return made.cleared(who, made.question(made.posts(made.channel(who.clearer), ["1"])))


def test_words_as_they_were_cleared_can_be_published(clearance) -> None:
    assert _publish(clearance).pk


def test_a_version_whose_writer_is_its_clearer_is_refused_by_the_database(clearance) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        _publish(clearance, cleared_by=clearance.version.written_by)


def test_the_writer_is_the_clearer_only_in_training_and_then_it_says_so() -> None:
    who = made.people(training=True)
    who.author.roles.append(Role.CLEARER)
    who.author.save()
    own = made.cleared(who, made.question(made.posts(made.channel(who.clearer), ["1"])), clearer=who.author)
    publish_cleared(at=made.NOON)
    version = AnswerVersion.objects.get(clearance=own)
    assert version.training
    assert version.cleared_by == version.written_by


@pytest.mark.parametrize(
    "other", [{"text": "Other words."}, {"short_text": "Other."}, {"sources": "https://x.example"}, {"training": True}]
)
def test_words_that_nobody_cleared_are_refused_by_the_database(clearance, other) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        _publish(clearance, **other)


def test_a_clearance_that_was_not_given_publishes_nothing(clearance) -> None:
    Clearance.objects.filter(pk=clearance.pk).update(decision="void")
    with pytest.raises(IntegrityError), transaction.atomic():
        _publish(clearance)
