"""Feeds, outbox, site map and embeds, read back by readers that nobody here wrote where there is one."""

import io
import json
from datetime import timedelta
from email.utils import parsedate_to_datetime

import feedparser
import pytest
from django.http import HttpResponse
from django.test import Client, override_settings
from lxml import etree, html

from answerable.networks.feed.entries import read_feed
from tests.integration.answers.public_answers import NOON, again, answered, withdrawn
from tests.integration.factories import body, plain_static  # noqa: F401  a fixture

pytestmark = pytest.mark.django_db
FORMS = ["atom", "rss", "json"]
OURS = "http://127.0.0.1:8012"
HARD = 'Bins & "boxes" <b>now</b> ]]> </script> \u2028 \U0001f5d1 caf\u00e9'


def fetch(address: str, status: int = 200, **headers: str) -> HttpResponse:
    answer = Client().get(address, headers=headers)
    assert answer.status_code == status, address
    return answer


def parsed(address: str) -> feedparser.FeedParserDict:
    answer = fetch(address)
    told = feedparser.parse(io.BytesIO(answer.content), response_headers={"content-type": answer["Content-Type"]})
    assert not told.bozo, told.get("bozo_exception")
    return told


# --------------------------------------------------------------------------------------------------------------- feeds


@pytest.mark.parametrize("form", FORMS)
def test_a_feed_is_read_back_as_it_was_said_by_our_own_reader_of_feeds(form: str) -> None:
    about = answered(HARD, f"First, {HARD}.\n\nSecond.")
    answer = fetch(f"/feed.{form}")
    feed = read_feed(answer.content, content_type=answer["Content-Type"], address=f"{OURS}/feed.{form}")
    [entry] = feed.entries
    assert entry.payload["link"] == f"{OURS}/answers/{about.public_id}/"
    said = html.fromstring(entry.payload["body"])
    assert [part.text_content() for part in said.iter("p")] == [f"First, {HARD}.".replace("\u2028", ""), "Second."]
    assert said.find(".//b") is None


@pytest.mark.parametrize("form", ["atom", "rss"])
def test_a_feed_is_well_formed_and_dated_as_feedparser_has_it(form: str) -> None:
    answered("First", at=NOON - timedelta(days=3))
    answered(HARD, at=NOON)
    told = parsed(f"/feed.{form}")
    assert told.version == {"atom": "atom10", "rss": "rss20"}[form]
    assert [entry.link.split("/")[3] for entry in told.entries] == ["answers", "answers"]
    assert told.entries[1].title == "First"
    assert told.entries[0].published_parsed[:5] == NOON.timetuple()[:5]
    assert any(link.rel == "self" and link.href == f"{OURS}/feed.{form}" for link in told.feed.links)


def test_a_correction_is_told_again_first_and_says_what_it_is() -> None:
    bins = answered("Bins", "On Tuesdays.")
    answered("Lights", at=NOON + timedelta(hours=1))
    again(bins, "On Wednesdays.", at=NOON + timedelta(days=1))
    atom, rss = parsed("/feed.atom"), parsed("/feed.rss")
    for told in (atom, rss):
        assert [entry.title for entry in told.entries] == ["Corrected: Bins", "Lights"]
        assert "Wednesdays" in str(told.entries[0])
        assert "Tuesdays" not in str(told.entries[0])
    assert atom.entries[0].id == f"{OURS}/answers/{bins.public_id}/"
    assert atom.entries[0].published_parsed < atom.entries[0].updated_parsed
    assert rss.entries[0].id.endswith("#version-2")


def test_a_withdrawal_takes_the_words_out_of_the_feeds() -> None:
    bins = answered("Bins", "On Tuesdays.")
    withdrawn(bins, "It was wrong.", at=NOON + timedelta(days=1))
    for form in FORMS:
        content = fetch(f"/feed.{form}").content.decode()
        assert "Withdrawn: Bins" in content
        assert "Tuesdays" not in content


@pytest.mark.parametrize("form", FORMS)
def test_each_list_and_each_search_has_a_feed_of_its_own(form: str) -> None:
    answered("Bins", "On Tuesdays.", at=NOON.replace(month=3))
    answered("Lights", "Soon.")
    assert b"Lights" not in fetch(f"/feed.{form}?q=tuesdays").content
    assert b"Bins" in fetch(f"/feed.{form}?month=2026-03").content
    assert b"Lights" not in fetch(f"/feed.{form}?month=2026-03").content
    page = html.fromstring(fetch("/?month=2026-03").content)
    found = page.xpath('//link[@rel="alternate"]/@href')
    assert f"/feed.{form}?month=2026-03" in found


@pytest.mark.parametrize("form", FORMS)
def test_an_empty_feed_is_a_feed_and_the_same_one_at_every_look(form: str) -> None:
    body()
    first, second = fetch(f"/feed.{form}"), fetch(f"/feed.{form}")
    assert first.content == second.content
    assert first["ETag"] == second["ETag"]


@pytest.mark.parametrize("form", FORMS)
def test_a_reader_who_has_it_already_is_sent_nothing(form: str) -> None:
    bins = answered("Bins")
    first = fetch(f"/feed.{form}")
    assert parsedate_to_datetime(first["Last-Modified"]) == NOON
    assert fetch(f"/feed.{form}", 304, **{"If-None-Match": first["ETag"]}).content == b""
    assert fetch(f"/feed.{form}", 304, **{"If-Modified-Since": first["Last-Modified"]}).content == b""
    again(bins, "On Wednesdays.", at=NOON + timedelta(days=1))
    both = {"If-None-Match": first["ETag"], "If-Modified-Since": first["Last-Modified"]}
    assert b"Wednesdays" in fetch(f"/feed.{form}", **both).content


def test_a_long_feed_is_walked_to_its_end_by_its_own_links() -> None:
    for number in range(61):
        answered(f"Question {number}", at=NOON + timedelta(minutes=number))
    told = parsed("/feed.atom")
    assert len(told.entries) == 50
    [onward] = [link.href for link in told.feed.links if link.rel == "next"]
    rest = parsed(onward.removeprefix(OURS))
    assert [entry.title for entry in rest.entries] == [f"Question {number}" for number in range(10, -1, -1)]
    assert not [link for link in rest.feed.links if link.rel == "next"]
    assert json.loads(fetch("/feed.json").content)["next_url"].startswith(f"{OURS}/feed.json?after=")


def test_a_json_feed_is_as_its_format_wants_it() -> None:
    about = answered("Bins", "On Tuesdays.")
    told = json.loads(fetch("/feed.json").content)
    assert told["version"] == "https://jsonfeed.org/version/1.1"
    [item] = told["items"]
    assert item["id"] == item["url"] == f"{OURS}/answers/{about.public_id}/"
    assert (item["content_text"], item["language"]) == ("On Tuesdays.", "en")
    assert item["date_published"] == "2026-11-21T12:00:00+00:00"


def test_the_hub_is_named_only_where_there_is_one() -> None:
    answered("Bins")
    assert "hub" not in fetch("/feed.atom")["Link"]
    with override_settings(WEBSUB_HUB="https://hub.example/"):
        assert '<https://hub.example/>; rel="hub"' in fetch("/feed.atom")["Link"]
        for form in ("atom", "rss"):
            assert any(
                link.rel == "hub" and link.href == "https://hub.example/" for link in parsed(f"/feed.{form}").feed.links
            )
        assert json.loads(fetch("/feed.json").content)["hubs"] == [{"type": "WebSub", "url": "https://hub.example/"}]


def test_there_is_no_feed_in_a_form_that_nobody_knows() -> None:
    fetch("/feed.xml", 404)


# -------------------------------------------------------------------------------------------------------------- outbox


def test_the_outbox_is_walked_to_its_end() -> None:
    for number in range(25):
        answered(f"Question {number}", at=NOON + timedelta(minutes=number))
    actor = json.loads(fetch("/actor.json").content)
    told = json.loads(fetch(actor["outbox"].removeprefix(OURS)).content)
    assert told["type"] == "OrderedCollection"
    names, address = [], told["first"]
    while address:
        page = json.loads(fetch(address.removeprefix(OURS)).content)
        assert (page["type"], page["id"]) == ("OrderedCollectionPage", address)
        names += [one["object"]["name"] for one in page["orderedItems"]]
        address = page.get("next")
    assert names == [f"Question {number}" for number in range(24, -1, -1)]


def test_a_correction_updates_the_article_that_was_created() -> None:
    bins = answered("Bins", "On Tuesdays.")
    [created] = json.loads(fetch("/outbox.json?page=first").content)["orderedItems"]
    again(bins, "On Wednesdays.", at=NOON + timedelta(days=1))
    [updated] = json.loads(fetch("/outbox.json?page=first").content)["orderedItems"]
    assert (created["type"], updated["type"]) == ("Create", "Update")
    assert created["id"] != updated["id"]
    assert created["object"]["id"] == updated["object"]["id"]
    answer = fetch(updated["object"]["id"].removeprefix(OURS))
    assert answer["Content-Type"] == "application/activity+json"
    assert json.loads(answer.content)["content"] == "<p>On Wednesdays.</p>"
    assert "https://www.w3.org/ns/activitystreams#Public" in updated["to"]


def test_there_is_no_article_without_an_answer() -> None:
    fetch("/answers/q_nothing/activity.json", 404)


# ------------------------------------------------------------------------------------------------------- being found


def test_the_site_map_names_every_answer_and_nothing_that_is_not_there() -> None:
    made = [answered(f"Question {number}") for number in range(3)]
    index = etree.fromstring(fetch("/sitemap.xml").content)
    found = []
    for part in index.iter("{*}loc"):
        answer = fetch(str(part.text).removeprefix(OURS))
        content = b"".join(answer) if answer.streaming else answer.content
        found += [str(one.text) for one in etree.fromstring(content).iter("{*}loc")]
    assert {f"{OURS}/answers/{one.public_id}/" for one in made} <= set(found)
    for address in found:
        fetch(address.removeprefix(OURS))
    fetch("/sitemap-7.xml", 404)
    fetch("/sitemap-99999999999999999999.xml", 404)


def test_robots_keep_out_of_the_desk_and_are_shown_the_site_map() -> None:
    told = fetch("/robots.txt").content.decode()
    assert "Disallow: /desk/\n" in told
    assert "Disallow: /follow/\n" in told
    assert f"Sitemap: {OURS}/sitemap.xml\n" in told


def test_the_search_is_described_for_browsers_and_the_page_names_it() -> None:
    body()
    told = etree.fromstring(fetch("/opensearch.xml").content)
    templates = [one.get("template") for one in told.iter("{*}Url")]
    assert f"{OURS}/?q={{searchTerms}}" in templates
    assert len(told.findtext("{*}ShortName") or "") <= 16
    page = html.fromstring(fetch("/").content)
    assert page.xpath('//link[@rel="search"]/@href') == ["/opensearch.xml"]


# -------------------------------------------------------------------------------------------------------------- oEmbed


def test_an_answer_is_embedded_as_its_page_says() -> None:
    about = answered(HARD, HARD)
    page = html.fromstring(fetch(f"/answers/{about.public_id}/").content)
    [address] = page.xpath('//link[@type="application/json+oembed"]/@href')
    told = json.loads(fetch(address).content)
    assert (told["version"], told["type"], told["title"]) == ("1.0", "rich", HARD)
    assert "<b>" not in told["html"]
    assert "<script" not in told["html"]
    assert (told["width"], told["height"]) == (600, 400)
    xml = etree.fromstring(fetch(f"{address}&format=xml&maxwidth=300").content)
    assert (xml.findtext("html"), xml.findtext("width")) == (told["html"], "300")


@pytest.mark.parametrize(
    "url",
    [
        "",
        "x",
        "http://evil.example/answers/q_1/",
        f"{OURS}/",
        f"{OURS}/answers/q_none/",
        f"{OURS}/desk/",
        "http://[",
        "\0",
    ],
)
def test_what_is_no_answer_of_ours_is_not_embedded(url: str) -> None:
    assert Client().get("/oembed", {"url": url}).status_code == 404


def test_a_form_that_oembed_does_not_know_is_said_so() -> None:
    fetch("/oembed?format=yaml&url=x", 501)
