"""Posts in a language that the sentence model does not know, on real PostgreSQL with the real model."""

from datetime import timedelta
from itertools import combinations

import pytest
from django.db import connection

from answerable.questions.models import Placing, Proposal, Question
from answerable.questions.nearest import latest_in
from answerable.questions.refine import refine_if_due
from tests.integration.questions.conftest import NOW, Group, MakePost, asked_in, question_of

pytestmark = pytest.mark.django_db

LIBRARY = "Ydi'r llyfrgell yn cau ar ddydd Sadwrn go iawn?? Lle dwi'n deud fy marn?"
REFUND = (
    "Wedi cael llythyr yn deud bod gen i £212 o ad-daliad treth cyngor i ddod. Ydi hwn yn un go iawn ta sgam ydi o?"
)
POOL = "Oes rhywun yn gwybod pryd mae'r pwll nofio yn ailagor? Mae'r plant yn gofyn bob dydd"
CONSULTATION = "Pam nad oes fersiwn Gymraeg o'r ymgynghoriad ar y llyfrgell? Mae gen i hawl i ymateb yn Gymraeg."
FOUR = (LIBRARY, REFUND, POOL, CONSULTATION)


def test_four_welsh_questions_stay_apart(make_post: MakePost, group: Group) -> None:
    posts = [make_post(text, language="cy") for text in FOUR]

    group()

    assert len({asked_in(post).pk for post in posts}) == 4


def test_a_round_of_refining_leaves_them_apart_and_proposes_no_merge(make_post: MakePost, group: Group) -> None:
    posts = [make_post(text, language="cy") for text in FOUR]
    for number in range(40):
        make_post(f"What about thing number {number} in the {'abcdefgh'[number % 8]} street?")
    group()

    refine_if_due(at=NOW + timedelta(days=2))

    welsh = {asked_in(post).pk for post in posts}
    assert len(welsh) == 4
    assert not Proposal.objects.filter(question__in=welsh).exists()


def test_two_wordings_of_the_same_come_together_or_wait_for_a_person(make_post: MakePost, group: Group) -> None:
    posts = {text: make_post(text, language="cy") for text in FOUR}
    group()
    joins = make_post("Pryd mae'r pwll nofio'n ailagor? Mae'r plant yn gofyn!", language="cy")
    waits = make_post("Ble mae fersiwn Gymraeg yr ymgynghoriad?", language="cy")

    group()

    assert asked_in(joins) == asked_in(posts[POOL])
    assert question_of(waits) is None
    doubt = Placing.objects.get(post=waits)
    assert doubt.why["code"] == "some_words_agree"
    assert doubt.candidates[0]["question"] == asked_in(posts[CONSULTATION]).pk


def test_in_one_batch_too(make_post: MakePost, group: Group) -> None:
    one = make_post(POOL, language="cy")
    other = make_post("Pryd mae'r pwll nofio'n ailagor? Mae'r plant yn gofyn!", language="cy")

    group()

    assert asked_in(one) == asked_in(other)


def test_a_post_in_an_unknown_language_that_is_not_plainly_english_is_placed_by_its_words(
    make_post: MakePost, group: Group
) -> None:
    posts = [make_post(text, language="") for text in FOUR]

    group()

    placed = [question_of(post) for post in posts]
    assert all(one is None or one != other for one, other in combinations(placed, 2))


def test_the_latest_in_a_language_are_found_by_its_index(make_post: MakePost, group: Group) -> None:
    make_post(POOL, language="cy")
    make_post(LIBRARY, language="cy")
    make_post("When will the bins be collected?")
    group()

    found = latest_in("cy", space_id=0, embedder="all-MiniLM-L6-v2-int8.1+normalising.1")

    assert {one.text for one in found} == {POOL, LIBRARY}
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute("SET LOCAL enable_sort = off")
        wanted = Question.objects.filter(language="cy").exclude(language="en").order_by("-last_asked_at", "-id")
        cursor.execute(f"EXPLAIN {wanted.only('id')[:100].query}".replace("= cy", "= 'cy'").replace("= en", "= 'en'"))
        plan = "\n".join(row[0] for row in cursor.fetchall())
    assert "question_latest_language" in plan
