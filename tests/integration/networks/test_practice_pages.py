"""What a trainee sees in a browser: plain pages, in which nothing that people wrote is ever active."""

from html.parser import HTMLParser

import pytest


@pytest.fixture
def browse(practice):
    with practice.client() as client:
        yield client


class _Elements(HTMLParser):
    """What a browser would make of a page: names of elements and of attributes, and where links go."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.names: set[str] = set()
        self.links: set[str | None] = set()
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names |= {tag} | {name for name, _ in attrs}
        self.links |= {value for name, value in attrs if name == "href"}


def test_the_link_of_a_told_answer_shows_the_thread_as_the_asker_sees_it(practice, browse):
    uid = practice.ask("When are the bins collected?", author="Anna Quill")
    receipt = practice.network.publish(practice.reply(uid, "On Tuesday: https://answers.example/1"))
    page = browse.get(receipt.url).text
    assert "Anna Quill" in page
    assert "When are the bins collected?" in page
    assert "Official account · in reply to Anna Quill" in page
    assert '<a href="https://answers.example/1" rel="noopener noreferrer">' in page


def test_what_strangers_write_is_shown_and_never_active(practice, browse):
    uid = practice.ask(
        "<script>alert(1)</script> https://bad.example \x00 \ud800 \u202e", author="<img src=x onerror=alert(1)>"
    )
    for path in (f"/posts/{uid}", "/", "/write"):
        page = _Elements(browse.get(path).text)
        assert page.names.isdisjoint({"script", "img", "onerror", "style", "iframe"})
        assert "https://bad.example" not in page.links


def test_every_page_forbids_scripts_and_frames(browse):
    policy = browse.get("/").headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert browse.get("/").headers["referrer-policy"] == "same-origin"
    assert browse.get("/style.css").headers["content-type"].startswith("text/css")


def test_an_empty_network_says_so(browse):
    assert "Nobody has posted yet" in browse.get("/").text


def test_a_deleted_post_leaves_its_place_and_not_its_words(practice, browse):
    uid = practice.ask("something I regret")
    practice.network.publish(practice.reply(uid, "We saw it."))
    practice.delete(uid)
    page = browse.get(f"/posts/{uid}").text
    assert "deleted by its author" in page
    assert "regret" not in page
    assert "We saw it." in page


def test_an_edited_post_and_a_message_to_someone_say_so(practice, browse):
    uid = practice.ask("before")
    practice.edit(uid, "after")
    assert "edited" in browse.get(f"/posts/{uid}").text
    receipt = practice.network.publish(practice.reply(None, recipient_uid="ben"))
    assert "to @ben" in browse.get(receipt.url).text


def test_a_post_that_is_not_there_is_a_page_that_says_so(browse):
    response = browse.get("/posts/nothing")
    assert (response.status_code, "There is no such post" in response.text) == (404, True)


def test_a_trainee_posts_as_someone_new_and_the_desk_hears_it(practice, browse):
    filled = {
        "new_author": "Cáit Ní Bhriain",
        "body": "council",
        "language": "ga",
        "text": "Cathain?\r\nGo raibh maith",
    }
    response = browse.post("/write", data=filled)
    assert response.status_code == 303
    assert "Cáit Ní Bhriain" in browse.get(response.headers["location"]).text
    [heard] = practice.hear()
    assert (heard.author_name, heard.text, heard.language) == ("Cáit Ní Bhriain", "Cathain?\nGo raibh maith", "ga")


def test_a_trainee_replies_in_a_thread_as_its_asker(practice, browse):
    uid = practice.ask("When?")
    page = browse.get(f"/posts/{uid}").text
    assert '<option value="anna" selected>' in page
    browse.post("/write", data={"author": "anna", "in_reply_to": uid, "text": "Hello? @council", "language": "xx"})
    assert [(heard.parent_uid, heard.language) for heard in practice.hear()] == [(None, "en"), (uid, "en")]


def test_an_author_beyond_the_list_stays_chosen(browse):
    browse.post("/write", data={"new_author": "Zed", "text": "Hello"})
    page = browse.post("/write", data={"author": "someone.else", "text": ""}).text
    assert '<option value="someone.else" selected>@someone.else</option>' in page


@pytest.mark.parametrize(
    ("filled", "told"),
    [
        ({"author": "anna", "text": " "}, "Write a text"),
        ({"author": "anna", "text": "x" * 5001}, "Write a text"),
        ({"text": "hello"}, "Choose who posts"),
        ({"author": "council", "text": "hello"}, "A body posts through its desk"),
        ({"author": "two words", "text": "hello"}, "cannot have this name"),
    ],
)
def test_a_form_filled_in_wrongly_says_what_to_do_and_keeps_the_text(practice, browse, filled, told):
    response = browse.post("/write", data=filled)
    assert response.status_code == 422
    assert told in response.text
    assert filled["text"].strip() in response.text
    assert practice.hear() == []


def test_another_site_can_neither_post_here_nor_read_by_a_name_of_its_own(practice, browse):
    posted = browse.post("/write", data={"author": "anna", "text": "hi"}, headers={"Origin": "https://evil.example"})
    named = browse.get("/", headers={"Host": "evil.example"})
    assert (posted.status_code, named.status_code) == (403, 421)
    assert practice.hear() == []


def test_our_own_page_may_post_with_its_origin(practice, browse):
    filled = {"author": "anna", "text": "hi", "body": ""}
    assert browse.post("/write", data=filled, headers={"Origin": practice.there.address}).status_code == 303
