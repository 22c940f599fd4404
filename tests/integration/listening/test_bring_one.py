"""Bringing in posts by hand, one at a time and as a file: the same link twice adds nothing, in whatever form."""

import threading
from datetime import timedelta
from urllib.parse import unquote

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from practice_payloads import NOW, page

from answerable.channels.models import Channel, State
from answerable.errors import Refused
from answerable.listening.bring_one import KnownLink, bring_one, channel_for, who_brought
from answerable.listening.models import Payload, Post, PostVersion

pytestmark = pytest.mark.django_db

LINK = "https://x.com/anna/status/1541815603606036480"
OTHER_FORM = "https://mobile.twitter.com/anna/status/1541815603606036480?s=20"
WORDS = "When are the bins collected?"
VIDEO = "https://www.tiktok.com/@tarnbrook/video/71"


@pytest.fixture
def x(make_channel) -> Channel:
    return make_channel("hand", "X", settings={"network": "x", "account": "tarnbrook"})


@pytest.fixture
def paste(x, person):
    def paste_it(text: str = WORDS, **more):
        given = {
            "channel": x,
            "link": LINK,
            "author": "",
            "posted_at": None,
            "form_key": "one",
            "by": person,
            "at": NOW,
        }
        return bring_one(text=text, **(given | more))

    return paste_it


def test_a_post_is_stored_with_its_author_and_who_brought_it(paste):
    brought = paste(posted_at=NOW - timedelta(hours=2))
    post = brought.post
    assert brought.is_new
    assert (post.text, post.author.uid, post.url, post.asks_us) == (WORDS, "anna", LINK, True)
    assert post.claimed_at == NOW - timedelta(hours=2)
    assert who_brought(post) == "Lin"


def test_the_same_link_in_another_form_adds_nothing(paste):
    first = paste()
    again = paste(link=OTHER_FORM, form_key="two", author="somebody else")
    assert (again.is_new, again.post) == (False, first.post)
    assert (Post.objects.count(), Payload.objects.count()) == (1, 1)


def test_a_known_link_with_other_words_is_asked_about(paste):
    paste()
    with pytest.raises(KnownLink, match="here already"):
        paste("And the garden waste?")
    assert Post.objects.count() == 1


def test_another_comment_under_the_same_link_is_a_post_of_its_own_once(paste):
    paste()
    for key in ("two", "three"):
        paste("And the garden waste?", same="another", form_key=key)
    assert sorted(Post.objects.values_list("text", flat=True)) == ["And the garden waste?", WORDS]


def test_an_edited_post_takes_the_new_words_and_keeps_the_old_ones(paste):
    paste()
    paste("When are the bins emptied?", same="edited")
    paste(WORDS, same="edited", at=NOW + timedelta(minutes=1))
    post = Post.objects.get()
    assert post.text == WORDS
    assert list(PostVersion.objects.order_by("number").values_list("text", flat=True)) == [
        WORDS,
        "When are the bins emptied?",
    ]


def test_comments_on_tiktok_share_a_link_and_are_all_kept(paste, make_channel):
    tiktok = make_channel("hand", "TikTok", settings={"network": "tiktok"})
    for author in ("anna", "bert"):
        for key in ("a", "b"):
            paste(channel=tiktok, link=VIDEO, author=author, form_key=key)
    assert sorted(Post.objects.values_list("author__uid", flat=True)) == ["anna", "bert"]


def test_a_call_has_no_link_and_the_same_form_twice_is_one_call(paste, make_channel):
    calls = make_channel("hand", "Calls", settings={"network": "phone"})
    for key in ("a", "a", "b"):
        paste(channel=calls, link="", author="Mrs Green, 01632 960001", form_key=key)
    assert Post.objects.count() == 2
    assert set(Post.objects.values_list("author__name", flat=True)) == {"Mrs Green, 01632 960001"}
    assert Post.objects.values("author").distinct().count() == 2


def test_what_was_only_noted_asks_us_nothing(paste):
    assert not paste(wrote_to_us=False).post.asks_us


def test_a_post_of_our_own_account_is_ours(paste):
    assert paste(link="https://x.com/Tarnbrook/status/1541815603606036481").post.ours


def test_a_post_that_was_taken_down_is_not_brought_back(paste):
    post = paste().post
    Post.objects.filter(pk=post.pk).update(text="", masked_text="", deleted_at=NOW)
    assert not paste("Something else?").is_new


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"text": " \n "}, "Paste the words"),
        ({"text": "\u200b!?"}, "Paste the words"),
        ({"text": "a" * 20_001}, "longer than a post"),
        ({"link": ""}, "Give the link"),
        ({"link": "https://x.com/home"}, "not the link of a post"),
        ({"link": "https://www.facebook.com/a/posts/1"}, "does not lead to X"),
    ],
)
def test_what_cannot_be_a_post_there_is_refused_and_nothing_is_kept(paste, wrong, says):
    with pytest.raises(Refused, match=says):
        paste(**wrong)
    assert not Payload.objects.exists()


def test_only_who_may_bring_in_posts_does(paste, author):
    with pytest.raises(Refused, match="Only a listener"):
        paste(by=author)


def test_a_channel_that_is_not_open_or_not_by_hand_takes_nothing(paste, x, files):
    with pytest.raises(Refused, match="answered by hand"):
        paste(channel=files)
    x.state = State.PAUSED
    with pytest.raises(Refused, match="answered by hand"):
        paste()


def test_the_channel_is_found_by_the_link(x, make_channel):
    facebook = make_channel("hand", "Facebook", settings={"network": "facebook"})
    calls = make_channel("hand", "Calls", settings={"network": "phone"})
    assert channel_for(LINK, [x, facebook, calls]) == x
    assert channel_for("https://m.facebook.com/a/posts/1", [x, facebook, calls]) == facebook
    for link, says in [("", "Choose the channel"), ("https://www.tiktok.com/@a/video/1", "No channel for this link")]:
        with pytest.raises(Refused, match=says):
            channel_for(link, [x, facebook, calls])
    with pytest.raises(Refused, match="Several"):
        channel_for(LINK, [x, make_channel("hand", "X of the museum", settings={"network": "x"})])


def test_an_export_of_the_inbox_comes_in_once_and_knows_what_was_pasted(paste, x, bring):
    paste()
    rows = f"Message,Link,User,Created_At\n{WORDS},{OTHER_FORM},anna,2026-01-01\nWhere is the tip?,https://x.com/bo/status/9,bo,\n"
    rows += "Hello?,https://www.facebook.com/a/posts/1,cy,\n"
    for _time in range(2):
        done = bring(rows, {"text": "Message", "url": "Link", "author": "User", "time": "Created_At"}, on=x)
        assert done.rejected_count == 1
    assert sorted(Post.objects.values_list("author__uid", "text")) == [("anna", WORDS), ("bo", "Where is the tip?")]


@pytest.mark.django_db(transaction=True)
def test_of_two_people_who_bring_in_the_same_post_at_once_one_adds_it(paste):
    ready, outcomes = threading.Barrier(2), []

    def paste_it(link: str, key: str) -> None:
        ready.wait()
        outcomes.append(paste(link=link, form_key=key).is_new)
        connection.close()

    both = [threading.Thread(target=paste_it, args=pair) for pair in [(LINK, "a"), (OTHER_FORM, "b")]]
    for one in both:
        one.start()
    for one in both:
        one.join()
    assert sorted(outcomes) == [False, True]
    assert Post.objects.count() == 1


# ---------------------------------------------------------------------------------------------------------- the page


def send(desk: Client, **given: str):
    return desk.post(reverse("listening:by_hand"), {"link": LINK, "text": WORDS, **given})


def test_the_page_brings_in_one_post_after_another(desk, x):
    response = send(desk)
    assert response.headers["Location"] == reverse("listening:by_hand")
    shown = page(desk, "by_hand")
    assert "Ready for the next" in shown
    assert WORDS in shown
    send(desk, link=OTHER_FORM)
    assert "Nothing was added twice" in page(desk, "by_hand")


def test_a_refusal_keeps_what_was_typed(desk, x):
    response = send(desk, link="https://x.com/home", text="My long question?")
    assert response.status_code == 422
    assert "My long question?" in response.content.decode()
    assert "not the link of a post" in response.content.decode()


def test_the_page_asks_what_a_known_link_with_other_words_is(desk, x):
    send(desk)
    response = send(desk, text="And the garden waste?")
    assert 'value="another"' in response.content.decode()
    assert send(desk, text="And the garden waste?", same="another").status_code == 302
    assert Post.objects.count() == 2


def test_a_channel_that_was_chosen_stays_chosen(desk, x, make_channel):
    calls = make_channel("hand", "Calls", settings={"network": "phone"})
    response = send(desk, link="", channel=calls.public_id)
    assert response.headers["Location"].endswith(f"?channel={calls.public_id}")
    shown = desk.get(response.headers["Location"]).content.decode()
    assert f'<option value="{calls.public_id}" selected' in shown


def test_without_a_channel_the_page_says_who_opens_one(desk):
    assert "An administrator opens one" in page(desk, "by_hand")


def test_the_bookmark_names_our_page_and_hands_the_words_over_where_no_log_sees_them(desk, x):
    shown = page(desk, "by_hand")
    [bookmark] = {part.split('"')[0] for part in shown.split('href="')[1:] if part.startswith("javascript:")}
    code = unquote(bookmark.replace("&#39;", "'").replace("&gt;", ">").replace("&amp;", "&"))
    assert f"open('http://testserver{reverse('listening:by_hand')}#'+w" in code


def test_the_post_says_who_brought_it_in(desk, paste):
    assert "Brought in by" in page(desk, "post", paste().post.pk)
