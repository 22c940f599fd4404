"""The public lists and the page of one answer: found, walked through, and never lost."""

import json
import re
from datetime import timedelta

import pytest
from django.test import Client

from answerable.answers.models import Answer
from answerable.questions.models import Outcome, Question, Reason, State, Topic
from answerable.questions.naming import search_of
from tests.integration import factories as make
from tests.integration.answers import made_answers as made
from tests.integration.answers.public_answers import NOON, again, answered, withdrawn
from tests.integration.factories import plain_static  # noqa: F401  a fixture

pytestmark = pytest.mark.django_db
BINS, LIGHTS = "When are the bins collected?", "Why is the street light out?"


def get(address: str, **query: str) -> str:
    answer = Client().get(address, query)
    assert answer.status_code == 200, address
    return answer.content.decode()


def titles(page: str) -> list[str]:
    return re.findall(r"<bdi>([^<]*)</bdi></a></h2>", page)


def topic(name: str) -> Topic:
    return Topic.objects.create(public_id=f"t_{abs(hash(name)) % 10**8}", name=name, made_at=NOON)


# --------------------------------------------------------------------------------------------------------- the lists


def test_a_list_is_walked_to_its_end_and_back_without_losing_or_doubling_an_answer() -> None:
    for number in range(45):
        # Many of one moment: the number behind it decides.
        answered(f"Question number {number}", at=NOON + timedelta(minutes=number // 7))
    pages = [get("/")]
    while onward := re.search(r'href="(\?[^"]*)" rel="next"', pages[-1]):
        pages.append(get("/" + onward[1].replace("&amp;", "&")))
    walked = [title for page in pages for title in titles(page)]
    assert [len(titles(page)) for page in pages] == [20, 20, 5]
    assert sorted(walked) == sorted(f"Question number {number}" for number in range(45))

    back = re.search(r'href="(\?[^"]*)" rel="prev"', pages[-1])
    assert back
    assert titles(get("/" + back[1].replace("&amp;", "&"))) == titles(pages[1])


@pytest.mark.parametrize("bad", ["x", "1", "-", "1-x", "9" * 40 + "-1", "1-" + "9" * 40, "٣-٤"])
def test_a_bookmark_that_is_none_shows_the_beginning(bad: str) -> None:
    answered(BINS)
    assert titles(get("/", after=bad)) == titles(get("/", before=bad)) == [BINS]


def test_a_search_finds_what_the_answer_says_and_not_only_the_question() -> None:
    answered(BINS, "They come one day later after a bank holiday.")
    answered(LIGHTS, "We mend it within five days.")
    assert titles(get("/", q="holidays")) == [BINS]
    assert titles(get("/", q="street lights")) == [LIGHTS]
    assert titles(get("/", q="lions")) == []


def test_a_search_goes_by_the_words_as_they_stand_now() -> None:
    bins = answered(BINS, "On Tuesdays.")
    again(bins, "On Wednesdays.", at=NOON + timedelta(days=1))
    assert titles(get("/", q="Tuesdays")) == []
    assert titles(get("/", q="Wednesdays")) == [BINS]
    Question.objects.filter(pk=bins.pk).update(title="Refuse", search=search_of("Refuse", "en"))
    assert titles(get("/", q="refuse")) == ["Refuse"]
    assert titles(get("/", q="bins")) == []


def test_the_best_of_a_search_come_first_and_the_rest_by_pages() -> None:
    for number in range(25):
        answered(f"Road {number}", "Nothing about the other thing, but once: bins.")
    answered("Bins, bins and bins", "Bins.", at=NOON - timedelta(days=90))
    assert titles(get("/", q="bins"))[0] == "Bins, bins and bins"
    assert len(titles(get("/", q="bins", **{"from": "20"}))) == 6


@pytest.mark.parametrize("odd", ["\0", "'", '"', "-", "a & b | !", "<->", "\ud800".encode("utf-8", "surrogatepass")])
def test_a_search_for_anything_is_only_a_search(odd: str) -> None:
    answered(BINS)
    assert Client().get("/", {"q": odd}).status_code == 200
    assert Client().get("/feed.atom", {"q": odd}).status_code == 200


def test_a_month_is_the_bodys_own_and_stays_what_it_was() -> None:
    body = make.body()
    type(body).objects.update(time_zone="Europe/London")
    # 23:30 on 31 May in UTC is 1 June in British summer time.
    answered("Late in May", at=NOON.replace(month=5, day=31, hour=23, minute=30))
    march = answered("In March", at=NOON.replace(month=3))
    again(march, "Corrected in June.", at=NOON.replace(month=6))
    assert titles(get("/", month="2026-03")) == ["In March"]
    assert titles(get("/", month="2026-06")) == ["Late in May"]
    assert titles(get("/", month="2026-13")) == ["Late in May", "In March"]
    browse = get("/browse/")
    assert "month=2026-06" in browse
    assert "June 2026" in browse
    assert "month=2026-05" not in browse


def test_lists_by_topic_and_channel_hold_what_belongs_there() -> None:
    who = made.people()
    square, mail = made.channel(who.clearer, name="Square"), made.channel(who.clearer, name="Mail")
    waste = topic("bins, collected")
    answered(BINS, on=square, topic=waste)
    answered(LIGHTS, on=mail)
    assert titles(get("/", topic=waste.public_id)) == [BINS]
    assert titles(get("/", channel=mail.public_id)) == [LIGHTS]
    assert titles(get("/", channel=mail.public_id, topic=waste.public_id)) == []
    browse = get("/browse/")
    assert "bins, collected" in browse
    assert "Square" in browse


def test_a_topic_or_channel_of_the_past_says_so_and_is_no_error() -> None:
    answered(BINS)
    assert "There is no answer here" in get("/", topic="t_gone")
    assert "There is no answer here" in get("/", channel="ch_gone")


def test_a_topic_is_called_only_by_words_that_were_published() -> None:
    odd = topic("grimblesnatch, bins")
    answered(BINS, topic=odd)
    assert "grimblesnatch" not in get("/browse/") + get("/", topic=odd.public_id)
    private = topic("grimblesnatch")
    answered(LIGHTS, topic=private)
    assert "grimblesnatch" not in get("/browse/")
    assert LIGHTS in get("/browse/")


def test_a_channel_without_an_answer_is_no_way() -> None:
    who = made.people()
    made.channel(who.clearer, name="Silent")
    answered(BINS)
    assert "Silent" not in get("/browse/")


# ------------------------------------------------------------------------------------------------------- one answer


def address(question: Question) -> str:
    return f"/answers/{question.public_id}/"


def test_an_answer_shows_its_versions_and_a_correction_says_so() -> None:
    bins = answered(BINS, "On Tuesdays.")
    again(bins, "On Wednesdays.", at=NOON + timedelta(days=1))
    page = get(address(bins))
    assert "This answer was corrected" in page
    assert page.index("On Wednesdays.") < page.index("On Tuesdays.")
    assert 'id="version-2"' in page
    assert 'id="version-1"' in page


def test_a_withdrawn_answer_keeps_its_address_and_says_that_it_is_withdrawn() -> None:
    bins = answered(BINS)
    withdrawn(bins)
    page = get(address(bins))
    assert "This answer is withdrawn" in page
    assert "acceptedAnswer" not in page
    assert "withdrawn" in get("/")


def test_an_address_of_long_ago_leads_to_where_its_question_went_however_often() -> None:
    bins = answered(BINS)
    chain = [make.question() for _step in range(3)]
    for gone, kept in zip(chain, [*chain[1:], bins], strict=True):
        Question.objects.filter(pk=gone.pk).update(state=State.MERGED, merged_into=kept)
    page = get(address(chain[0]))
    assert "The bins are collected on Tuesdays." in page
    assert f'rel="canonical" href="http://127.0.0.1:8012{address(bins)}"' in page


def test_an_answered_question_that_was_merged_afterwards_keeps_its_own_answer() -> None:
    bins, other = answered(BINS), make.question()
    Question.objects.filter(pk=bins.pk).update(state=State.MERGED, merged_into=other)
    assert "The bins are collected on Tuesdays." in get(address(bins))


def test_an_answer_that_is_being_written_anew_stays_where_it_is() -> None:
    bins = answered(BINS)
    Question.objects.filter(pk=bins.pk).update(state=State.ANSWERING)
    assert "The bins are collected on Tuesdays." in get(address(bins))
    assert titles(get("/")) == [BINS]


def test_questions_merged_in_a_circle_are_not_found_rather_than_sought_for_ever() -> None:
    one, two = make.question(), make.question()
    for gone, kept in ((one, two), (two, one)):
        Question.objects.filter(pk=gone.pk).update(state=State.MERGED, merged_into=kept)
    assert Client().get(address(one)).status_code == 404


def ended(title: str = "A title by a machine", **how: object) -> Question:
    about = make.question(make.post(make.channel(), title))
    Question.objects.filter(pk=about.pk).update(**({"state": State.ENDED, "title": title} | how))
    about.refresh_from_db()
    return about


def test_what_was_not_answered_says_why_and_shows_words_only_of_ours() -> None:
    why = {"outcome": Outcome.NOT_ANSWERING, "reason": Reason.POLI}
    machine, person = ended("Grimblesnatch", **why), ended("Who will win?", **why, titled_by=make.lin())
    assert "Grimblesnatch" not in get(address(machine))
    assert "Party political" in get(address(machine))
    assert "Who will win?" in get(address(person))
    listed = get("/not-answered/")
    assert "Who will win?" in listed
    assert "Grimblesnatch" not in listed


@pytest.mark.parametrize(
    "how",
    [
        {"outcome": Outcome.NOT_ANSWERING, "reason": Reason.CASE},
        {"outcome": Outcome.NOT_ANSWERING, "reason": Reason.ABUS},
        {"outcome": Outcome.NOT_ANSWERING, "reason": Reason.SPAM},
        {"outcome": Outcome.PRIVATE},
    ],
)
def test_what_is_about_one_person_or_abuse_is_counted_and_never_shown(how: dict[str, str]) -> None:
    about = ended("Mr Quillfeather’s housing", **how, titled_by=make.lin())
    assert Client().get(address(about)).status_code == 404
    page = get("/not-answered/")
    assert "Quillfeather" not in page
    assert "Why there was no answer" in page


def test_a_question_that_waits_has_no_public_page() -> None:
    assert Client().get(address(make.question())).status_code == 404


# --------------------------------------------------------------------------------------------------------- linked data


def linked(page: str) -> dict[str, object]:
    [found] = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    told: dict[str, object] = json.loads(found)
    return told


@pytest.mark.parametrize(
    "evil",
    [
        "</script><script>alert(1)</script>",
        "<!--<script>",
        "]]>",
        "\u2028\u2029",
        '"}]}',
        "&lt;/script&gt;",
        "\\u003c/script>",
    ],
)
def test_linked_data_carries_any_words_and_ends_where_it_should(evil: str) -> None:
    bins = answered(f"Title {evil}", f"Text {evil}")
    page = get(address(bins))
    question = linked(page)["mainEntity"]
    assert question["name"] == f"Title {evil}"
    assert question["acceptedAnswer"]["text"] == f"Text {evil}"
    assert question["acceptedAnswer"]["author"]["@type"] == "GovernmentOrganization"
    assert "<script>alert" not in page


def test_linked_data_names_the_answer_that_stands() -> None:
    bins = answered(BINS, "On Tuesdays.")
    again(bins, "On Wednesdays.", at=NOON + timedelta(days=1))
    told = linked(get(address(bins)))
    assert told["@type"] == "QAPage"
    assert told["mainEntity"]["answerCount"] == 1
    assert told["mainEntity"]["acceptedAnswer"]["text"] == "On Wednesdays."
    assert told["mainEntity"]["acceptedAnswer"]["dateModified"] == "2026-11-22T12:00:00+00:00"


def test_figures_of_a_month_say_how_long_it_took() -> None:
    assert "Nothing was answered" in get("/how-quickly/", month="2025-01")
    answered(BINS)
    page = get("/how-quickly/", month="2026-11")
    assert "1 person" not in page
    assert re.search(r"Half within, days</dt>\s*<dd>1", page)
    assert Answer.objects.count() == 1
