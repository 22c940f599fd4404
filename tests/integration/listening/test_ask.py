"""Asking on our own page."""

import html
import re
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.core import signing
from django.db import connections
from django.test import Client
from practice_payloads import NOW

from answerable.channels.models import Channel, State
from answerable.errors import Refused
from answerable.jobs import clock
from answerable.listening.ask import MOST_AN_HOUR, _free_reference, ask, hash_link
from answerable.listening.models import AskCount, Payload, Post
from answerable.listening.public.ask import SALT, address_of

pytestmark = pytest.mark.django_db
QUESTION = "When are the bins on Withy Lane collected?"


def sent(web: Channel, text: str = QUESTION, **more):
    return ask(channel=web, text=text, name=more.pop("name", ""), at=more.pop("at", NOW), **more)


@pytest.fixture
def citizen() -> Client:
    """A browser that takes no cookies and checks forms as browsers are checked."""
    return Client(enforce_csrf_checks=True)


def form_of(citizen: Client) -> dict[str, str]:
    page = citizen.get("/ask/").content.decode()
    key = re.search(r'name="key" value="([^"]+)"', page)
    assert key
    return {"key": html.unescape(key[1]), "text": QUESTION, "name": "", "website": ""}


def test_a_question_is_stored_read_and_given_a_reference(web):
    asked = sent(web, name="Anna")
    post = Post.objects.get()
    assert (post.text, post.author.name, post.language, post.placed_at) == (QUESTION, "Anna", "en", None)
    assert post.reference == asked.reference
    assert re.fullmatch(r"[a-z2-9]{4}-[a-z2-9]{4}", asked.reference)


def test_of_the_private_link_only_a_hash_is_kept(web):
    asked = sent(web)
    post = Post.objects.get()
    assert post.link_hash == hash_link(asked.secret)
    assert asked.secret not in str(Payload.objects.values()) + str(Post.objects.values())


def test_the_same_form_sent_twice_is_stored_once_and_answered_alike(web):
    first = sent(web, form_key="k")
    again = sent(web, "something else", form_key="k", at=NOW + timedelta(seconds=9))
    assert first == again
    assert Post.objects.get().text == QUESTION
    assert Payload.objects.count() == 1


def test_two_forms_with_the_same_words_are_two_questions(web):
    assert sent(web).reference != sent(web).reference
    assert Post.objects.count() == 2


def test_every_form_is_an_asker_of_its_own(web):
    sent(web, name="Anna")
    sent(web, name="Anna")
    assert Post.objects.values("author").distinct().count() == 2


def test_a_reference_that_is_taken_is_given_to_nobody_else(web):
    sent(web)
    taken = _free_reference("k")
    Post.objects.update(reference=taken)
    assert sent(web, form_key="k").reference != taken


@pytest.mark.parametrize("text", ["", "   \n", "?!", "\x00\x00", "\ud800"])
def test_an_empty_question_is_refused(web, text):
    with pytest.raises(Refused, match="Write your question"):
        sent(web, text)


def test_a_question_that_is_too_long_is_refused_with_its_length(web):
    with pytest.raises(Refused, match=r"has 6000 characters. Shorten it to 5000"):
        sent(web, "a" * 6_000)


def test_bytes_that_are_no_text_are_refused(web):
    with pytest.raises(Refused, match="does not look like text"):
        sent(web, "a\x01\x02\x03\ufffd\ufffd b")


def test_a_page_that_is_closed_takes_nothing(web):
    web.state = State.PAUSED
    with pytest.raises(Refused, match="not taken here"):
        sent(web)


def test_a_flood_from_one_address_is_stopped_and_others_may_ask(web):
    for _ in range(MOST_AN_HOUR):
        sent(web, address="192.0.2.7")
    with pytest.raises(Refused, match="in an hour"):
        sent(web, address="192.0.2.7")
    sent(web, address="192.0.2.8")
    sent(web, address="192.0.2.7", at=NOW + timedelta(hours=1))
    assert Post.objects.count() == MOST_AN_HOUR + 2


def test_a_repeat_of_the_same_form_does_not_count(web):
    for _ in range(MOST_AN_HOUR + 5):
        sent(web, form_key="k", address="192.0.2.7")
    assert AskCount.objects.get().count == 1


def test_one_household_is_one_address_in_ipv6(web):
    sent(web, address="2001:db8::1")
    sent(web, address="2001:db8::2")
    sent(web, address="2001:db8:0:1::1")
    assert sorted(AskCount.objects.values_list("count", flat=True)) == [1, 2]


def test_the_address_is_not_kept_and_its_trace_goes_with_the_day(web):
    sent(web, address="192.0.2.7")
    sent(web, address="unix:")
    [first, _second] = AskCount.objects.order_by("id")
    assert "192" not in first.address_hash[:3] or len(first.address_hash) == 64
    sent(web, address="192.0.2.7", at=NOW + timedelta(days=2))
    [left] = AskCount.objects.all()
    assert left.address_hash != first.address_hash


@pytest.mark.django_db(transaction=True)
def test_a_form_sent_twice_at_once_is_stored_once(web):
    together = threading.Barrier(4)

    def work(_number: int):
        try:
            together.wait()
            return sent(web, form_key="k", address="192.0.2.7")
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as pool:
        assert len(set(pool.map(work, range(4)))) == 1
    assert (Post.objects.count(), Payload.objects.count()) == (1, 1)


# ------------------------------------------------------------------------------------------------------- the pages


def test_anyone_asks_without_an_account_and_without_a_cookie(web, citizen):
    response = citizen.post("/ask/", form_of(citizen))
    page = response.content.decode()
    assert response.status_code == 200
    assert Post.objects.get().reference in page
    assert "/follow/" in page
    assert not citizen.cookies
    assert not response.cookies
    assert response.headers["Referrer-Policy"] == "no-referrer"
    assert "no-store" in response.headers["Cache-Control"]


def test_the_link_on_the_thanks_page_is_the_one_that_was_stored(web, citizen):
    page = citizen.post("/ask/", form_of(citizen)).content.decode()
    secret = re.search(r"/follow/([^/]+)/", page)
    assert secret
    assert Post.objects.filter(link_hash=hash_link(secret[1])).exists()


def test_the_same_page_sent_twice_stores_one_question(web, citizen):
    form = form_of(citizen)
    pages = [citizen.post("/ask/", form).content.decode() for _ in range(2)]
    assert Post.objects.count() == 1
    assert all(Post.objects.get().reference in page for page in pages)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "Write your question"),
        ("a" * 5_001, "5001 characters"),
        ("\x00\x01\x02", "Null characters are not allowed"),
    ],
)
def test_what_is_wrong_is_said_beside_the_form_and_the_words_stay(web, citizen, text, words):
    response = citizen.post("/ask/", form_of(citizen) | {"text": text})
    assert response.status_code == 422
    assert words in response.content.decode()
    assert not Post.objects.exists()


def test_markup_comes_back_as_text(web, citizen):
    response = citizen.post("/ask/", form_of(citizen) | {"text": "<script>alert(1)</script>" * 300})
    assert "<script>alert" not in response.content.decode()


def test_bytes_in_another_encoding_are_an_error_in_words(web, citizen):
    key = form_of(citizen)["key"]
    body = b"key=" + key.encode().replace(b":", b"%3A") + b"&text=" + b"%FF%FE%80a" * 20
    response = citizen.post("/ask/", body, content_type="application/x-www-form-urlencoded")
    assert "does not look like text" in response.content.decode()


def test_a_form_that_we_did_not_give_out_is_sent_back_with_its_words(web, citizen):
    form = form_of(citizen)
    response = citizen.post("/ask/", form | {"key": "made up"})
    page = response.content.decode()
    assert response.status_code == 422
    assert QUESTION in page
    assert "made up" not in page
    key = re.search(r'name="key" value="([^"]+)"', page)
    assert key
    assert citizen.post("/ask/", form | {"key": html.unescape(key[1])}).status_code == 200


def test_a_form_from_last_week_is_sent_back_with_its_words(web, citizen, settings):
    old = signing.TimestampSigner(salt=SALT)
    stamped = f"abc:{signing.b62_encode(1_700_000_000)}"
    response = citizen.post("/ask/", form_of(citizen) | {"key": f"{stamped}:{old.signature(stamped)}"})
    assert response.status_code == 422
    assert "open for very long" in response.content.decode()


def test_a_program_that_fills_in_everything_is_stopped(web, citizen):
    response = citizen.post("/ask/", form_of(citizen) | {"website": "https://spam.example"})
    assert response.status_code == 422
    assert "spam.example" not in response.content.decode()
    assert not Post.objects.exists()


def test_a_flood_is_said_beside_the_form(web, citizen):
    for _ in range(MOST_AN_HOUR):
        sent(web, address="127.0.0.1", at=clock.now())
    response = citizen.post("/ask/", form_of(citizen))
    assert "in an hour" in response.content.decode()


def test_the_notice_of_the_channel_is_shown(make_channel, citizen):
    make_channel("web", settings={"notice": "In an emergency call 999 & wait."})
    assert "In an emergency call 999 &amp; wait." in citizen.get("/ask/").content.decode()


def test_without_an_open_page_people_are_told_so(body, citizen):
    response = citizen.get("/ask/")
    assert response.status_code == 200
    assert "not taken here at the moment" in response.content.decode()


def test_each_of_several_pages_has_its_own_address(web, make_channel, citizen):
    second = make_channel("web", "Second")
    form = form_of(citizen)
    citizen.post(f"/ask/{second.public_id}/", form)
    assert Post.objects.get().channel == second
    assert citizen.get("/ask/ch_nowhere/").status_code == 404


@pytest.mark.parametrize(
    ("near", "passed_on", "address"),
    [
        ("203.0.113.9", "", "203.0.113.9"),
        ("203.0.113.9", "198.51.100.1", "203.0.113.9"),
        ("127.0.0.1", "1.2.3.4, 198.51.100.1", "198.51.100.1"),
        ("10.0.0.1", "198.51.100.1", "198.51.100.1"),
        ("127.0.0.1", "", "127.0.0.1"),
        ("", "198.51.100.1", "198.51.100.1"),
    ],
)
def test_the_address_is_the_one_that_cannot_be_made_up(rf, near, passed_on, address):
    more = {"HTTP_X_FORWARDED_FOR": passed_on} if passed_on else {}
    request = rf.get("/ask/", REMOTE_ADDR=near, **more)
    # 203.0.113.0/24 and 198.51.100.0/24 are kept for examples, which Python counts as private.
    assert address_of(request) == address or near == "203.0.113.9"
