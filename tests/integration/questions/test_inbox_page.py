"""The inbox as staff see it: order, filters, search, who may enter."""

import base64
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from answerable.accounts.models import Person
from answerable.jobs import clock
from answerable.questions.inbox import PAGE
from answerable.questions.models import Question, State
from answerable.questions.naming import search_of
from tests.integration.questions.conftest import NOW, Group, MakePost, asked_in, make_channel

pytestmark = pytest.mark.django_db


BINS = "When will the bins be collected after the bank holiday?"


PERMIT = "How do I apply for a parking permit for my carer?"


UNDATED = base64.urlsafe_b64encode(b'[true, 1, "some day", 2]').decode()


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


def make_questions(count: int, **fields: Any) -> list[Question]:
    values = {"state_at": NOW, "last_asked_at": NOW, "language": "en", "asker_count": 1, "post_count": 1}
    return Question.objects.bulk_create(
        Question(
            **(
                values
                | {
                    "public_id": f"q_{number:05}",
                    "title": f"Thing {number:05}",
                    "first_asked_at": NOW + timedelta(minutes=number),
                }
                | fields
            )
        )
        for number in range(count)
    )


def titles(page: str) -> list[str]:
    return [part.split("</bdi>")[0] for part in page.split("<bdi>")[1:] if part.startswith("Thing")]


@pytest.mark.parametrize("name", ["inbox", "search", "unsure", "proposals"])
def test_a_stranger_is_sent_to_the_door(client: Client, db: None, name: str) -> None:
    assert client.get(reverse(f"questions:{name}")).status_code == 302


@pytest.mark.parametrize("name", ["unsure", "proposals"])
def test_who_may_not_group_is_refused(client: Client, clearer: Person, name: str) -> None:
    client.force_login(clearer, backend="answerable.accounts.backend.SignedIn")

    assert client.get(reverse(f"questions:{name}")).status_code == 403


def test_an_empty_inbox_says_so(desk: Client) -> None:
    assert "Nothing waits here" in shown(desk, reverse("questions:inbox"))


def test_urgent_questions_come_first_then_those_most_people_ask_then_the_longest_waiting(desk: Client) -> None:
    questions = make_questions(4)
    Question.objects.filter(pk=questions[3].pk).update(urgent=True)
    Question.objects.filter(pk=questions[2].pk).update(asker_count=7)

    assert titles(shown(desk, reverse("questions:inbox"))) == [
        "Thing 00003",
        "Thing 00002",
        "Thing 00000",
        "Thing 00001",
    ]


def test_the_inbox_is_walked_forth_and_back(desk: Client) -> None:
    make_questions(PAGE * 2 + 5)
    Question.objects.filter(public_id="q_00051").update(urgent=True)
    address = reverse("questions:inbox")
    whole = ["Thing 00051", *[f"Thing {number:05}" for number in range(PAGE * 2 + 5) if number != 51]]
    pages = []
    links = address
    for _ in range(3):
        page = desk.get(links).content.decode()
        pages.append(titles(page))
        links = (
            address + page.split('rel="next"')[0].split('href="')[-1].split('"')[0].replace("&amp;", "&")
            if 'rel="next"' in page
            else ""
        )
    last = page

    assert [title for page_titles in pages for title in page_titles] == whole
    assert links == ""
    back = address + last.split('rel="prev"')[0].split('href="')[-1].split('"')[0].replace("&amp;", "&")
    assert titles(desk.get(back).content.decode()) == pages[1]


@pytest.mark.parametrize("bookmark", ["x", "W10", "WzEsMiwzLDRd", "WyJhIiwxLCJiIiwyXQ", "%00", "WzEsMl0", UNDATED])
def test_a_bookmark_that_is_none_starts_afresh(desk: Client, bookmark: str) -> None:
    make_questions(1)

    assert titles(shown(desk, reverse("questions:inbox"), after=bookmark, before=bookmark)) == ["Thing 00000"]


def test_answered_questions_show_the_latest_first(desk: Client) -> None:
    questions = make_questions(2, state=State.ANSWERED)
    Question.objects.filter(pk=questions[1].pk).update(last_asked_at=NOW + timedelta(hours=1))

    assert titles(shown(desk, reverse("questions:inbox"), state="answered")) == ["Thing 00001", "Thing 00000"]


def test_filters_narrow_the_list(desk: Client, make_post: MakePost, group: Group, person: Person) -> None:
    letters = make_channel(person, "Letters")
    make_post(BINS)
    there = make_post(PERMIT, on=letters, language="cy")
    group()
    Question.objects.filter(pk=asked_in(there).pk).update(
        claimed_by=person, claimed_until=clock.now() + timedelta(hours=1)
    )
    address = reverse("questions:inbox")

    for query in ({"channel": letters.public_id}, {"language": "cy"}, {"whose": "mine"}):
        page = shown(desk, address, **query)
        assert PERMIT in page
        assert BINS not in page
    assert "with Lin" in shown(desk, address, whose="mine")
    nobody = shown(desk, address, whose="nobody")
    assert BINS in nobody
    assert PERMIT not in nobody
    assert "Nothing fits" in shown(desk, address, channel=letters.public_id, whose="nobody")


def test_search_finds_titles_and_posts_in_every_state(desk: Client, make_post: MakePost, group: Group) -> None:
    answered, other = make_post(BINS), make_post(PERMIT)
    group()
    Question.objects.filter(pk=asked_in(answered).pk).update(state=State.ANSWERED)
    make_questions(1, title="Thing of marmalade", search=search_of("Thing of marmalade", "en"))
    address = reverse("questions:inbox")

    assert BINS in shown(desk, address, q="bin")
    assert "marmalade" in shown(desk, reverse("questions:search"), q="marmalade")
    assert "Nothing fits" in shown(desk, address, q="zebra")
    assert "Nothing fits" in shown(desk, address, q="bin", state="new")
    assert other.pk


def test_search_reads_the_posts_of_a_question(desk: Client, make_post: MakePost, group: Group) -> None:
    post = make_post(BINS)
    group()
    type(post).objects.filter(pk=post.pk).update(search=search_of("wheelie contraption", "en"))

    assert BINS in shown(desk, reverse("questions:inbox"), q="contraption\x00")


def test_a_frequent_word_is_found_without_its_whole_list(desk: Client) -> None:
    make_questions(130, title="Thing common", search=search_of("Thing common", "en"))

    assert titles(shown(desk, reverse("questions:inbox"), q="common")) == ["Thing common"] * PAGE
    assert str(Question.objects.first()) == "Thing common"


def test_the_inbox_takes_three_queries_of_its_own(
    desk: Client, django_assert_num_queries: DjangoAssertNumQueries, make_post: MakePost, group: Group
) -> None:
    for text in (BINS, PERMIT, "Where can I vote on Thursday?"):
        make_post(text)
    group()
    around = 4  # the body, session, person; and at one glance heartbeat, channels in need, switches, second looks

    with django_assert_num_queries(3 + around):
        shown(desk, reverse("questions:inbox"))


def test_tabs_stop_counting_at_a_hundred(desk: Client) -> None:
    make_questions(120)

    assert "To triage (99+)" in shown(desk, reverse("questions:inbox"))


def test_a_citizens_words_stay_words(desk: Client, make_post: MakePost, group: Group) -> None:
    make_post("<script>alert(1)</script> why are the bins late \u202e?")
    group()

    page = shown(desk, reverse("questions:inbox"))

    assert "<script>alert" not in page
    assert "\u202e" not in page


@pytest.fixture
def unsure(make_post: MakePost, group: Group) -> tuple[Any, Question]:
    there = make_post("Is the bus free for people over 65?")
    group()
    waiting = make_post("Is the bus free for people over 75?")
    group()
    return waiting, asked_in(there)
