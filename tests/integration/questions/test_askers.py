"""Who asks a question."""

from datetime import timedelta

import pytest

from answerable.accounts.models import Person
from answerable.questions.askers import askers_of
from tests.integration.questions.conftest import NOW, Group, MakePost, asked_in, make_channel

pytestmark = pytest.mark.django_db

BINS = "When will the bins be collected after the bank holiday?"


def test_there_is_one_asker_for_each_account_on_each_channel(make_post: MakePost, group: Group, person: Person) -> None:
    letters = make_channel(person, "Letters")
    first = make_post(BINS, author="ann", language="")
    again = make_post(BINS, author="ann")
    elsewhere = make_post(BINS, author="ann", on=letters)
    group()

    askers = askers_of(asked_in(first))

    assert [asker.post_ids for asker in askers] == [(first.pk, again.pk), (elsewhere.pk,)]
    assert [(asker.author_uid, asker.first_post, asker.language) for asker in askers] == [
        ("ann", first.pk, "en"),
        ("ann", elsewhere.pk, "en"),
    ]
    assert askers[0].waiting_since == first.heard_at


def test_posts_without_an_account_are_askers_of_their_own_longest_waiting_first(
    make_post: MakePost, group: Group
) -> None:
    late = make_post(BINS, author=None)
    early = make_post(BINS, author=None, claimed_at=NOW - timedelta(days=1))
    group()

    askers = askers_of(asked_in(late))

    assert [asker.first_post for asker in askers] == [early.pk, late.pk]
    assert askers[0].author_id is None
