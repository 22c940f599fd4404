"""What a post is beside its question is found as it is stored; danger is kept out of questions."""

import pytest
from practice_payloads import NOW, deletion, said

from answerable.accounts.models import Body, Person
from answerable.accounts.roles import Role
from answerable.errors import Refused
from answerable.listening.models import PostSign
from answerable.listening.sign_words import sign_sentence
from answerable.listening.signs import judge_sign

pytestmark = pytest.mark.django_db
DANGER = "I dont want to live any more"
BINS = "When are the bins collected on Withy Lane?"


def kinds(post) -> set[str]:
    return set(PostSign.objects.filter(post=post).values_list("kind", flat=True))


def listener() -> Person:
    Body.objects.get_or_create(id=1, defaults={"name": "Tarnbrook", "set_up_at": NOW})
    return Person.objects.create(email="lin@tarnbrook.example", name="Lin", roles=[Role.LISTENER], joined_at=NOW)


def test_danger_needs_no_question_and_waits_for_a_person(listen):
    [post] = listen(said("p1", DANGER))
    assert kinds(post) == {"risk"}
    assert post.placed_at is not None


def test_a_request_is_marked_and_goes_to_its_question_all_the_same(listen):
    [post] = listen(said("p1", "FOI: how much was spent on taxis?"))
    assert kinds(post) == {"foi"}
    assert post.placed_at is None
    assert sign_sentence(PostSign.objects.get(), post.text) == (
        "Request for information: names the law on information, asks for figures (“FOI”, “how much was spent”)"
    )


def test_a_question_has_no_sign(listen):
    [post] = listen(said("p1", BINS))
    assert kinds(post) == set()


def test_an_edit_finds_anew_but_danger_stays_until_a_person_says(listen):
    listen(said("p1", "FOI: how much was spent on taxis?"))
    [post] = listen(said("p1", DANGER, edited=1))
    assert kinds(post) == {"risk"}
    [post] = listen(said("p1", BINS, edited=2))
    assert kinds(post) == {"risk"}
    assert post.placed_at is not None


def test_whoever_takes_danger_back_is_still_looked_for(listen):
    listen(said("p1", DANGER), said("p2", "I want to make a complaint"))
    listen(deletion("p1"), deletion("p2"))
    assert set(PostSign.objects.values_list("kind", flat=True)) == {"risk"}


def test_turned_down_it_goes_on_to_its_question(listen):
    [post] = listen(said("p1", DANGER))
    judge_sign(post=post, kind="risk", is_right=False, by=listener(), at=NOW)
    post.refresh_from_db()
    assert post.placed_at is None


def test_a_sign_that_is_gone_cannot_be_decided(listen):
    [post] = listen(said("p1", BINS))
    with pytest.raises(Refused, match="not there any more"):
        judge_sign(post=post, kind="foi", is_right=True, by=listener(), at=NOW)
