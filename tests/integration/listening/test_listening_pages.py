"""The staff's pages: posts, one post, what could not be read, bringing in a file."""

from datetime import timedelta

import pytest
from django.urls import reverse
from practice_payloads import NOW, deletion, page, said

from answerable.listening.ask import ask
from answerable.listening.models import Bookmark, Payload, Post
from answerable.listening.searching import PAGE, WINDOW, find_posts
from answerable.networks.contract import Raw

pytestmark = pytest.mark.django_db


@pytest.fixture
def many(listen, tell):
    """Fifty posts, one a minute."""
    for number in range(50):
        tell(said(f"p{number}", f"question number {number} about {'bins' if number % 10 == 0 else 'voting'}"))
    return listen()


# -------------------------------------------------------------------------------------------------------- the list


def test_posts_are_listed_newest_first(listen, desk):
    listen(said("p1", "the first"))
    listen(said("p2", "the second"))
    shown = page(desk, "posts")
    assert shown.index("the second") < shown.index("the first")


def test_an_empty_desk_says_so(desk):
    assert "No post has come in yet" in page(desk, "posts")


def test_pages_lead_through_all_posts_and_back(many):
    first = find_posts()
    second = find_posts(after=first.older)
    third = find_posts(after=second.older)
    assert [post.uid for found in (first, second, third) for post in found.posts] == [
        f"p{n}" for n in range(49, -1, -1)
    ]
    assert (first.newer, third.older) == ("", "")
    assert find_posts(before=third.newer).posts == second.posts
    back = find_posts(before=second.newer)
    assert (back.posts, back.newer) == (first.posts, "")
    assert len(first.posts) == PAGE


def test_posts_of_the_same_moment_are_neither_missed_nor_shown_twice(tell, listen):
    listen(*(said(f"p{number}", f"question {number}") for number in range(45)))
    first = find_posts()
    second = find_posts(after=first.older)
    third = find_posts(after=second.older)
    assert len({post.pk for found in (first, second, third) for post in found.posts}) == 45
    assert find_posts(before=second.newer).posts == first.posts


def test_the_pages_are_linked(many, desk):
    shown = page(desk, "posts", q="voting")
    assert "after=" in shown
    assert "q=voting" in shown


@pytest.mark.parametrize("mark", ["", "nonsense", "2026-11-21_5", "2026-11-21T09:00:00+00:00_x", "_", "x" * 500])
def test_a_bookmark_that_is_none_begins_at_the_newest(many, mark):
    assert find_posts(after=mark).posts == find_posts().posts


def test_words_are_found_in_any_form(many):
    assert {post.uid for post in find_posts(words="bin").posts} == {"p0", "p10", "p20", "p30", "p40"}
    assert [post.uid for post in find_posts(words='"number 20"').posts] == ["p20"]
    assert {post.uid for post in find_posts(words="bins -20").posts} == {"p0", "p10", "p30", "p40"}
    assert find_posts(words="bins -questions").posts == []


def test_irish_and_welsh_are_found(listen):
    listen(
        said("p1", "Cá bhfuil na boscaí bruscair le fáil sa bhaile mór?"),
        said("p2", "Pryd mae'r biniau'n cael eu casglu?"),
    )
    assert [post.uid for post in find_posts(words="bhruscair").posts] == ["p1"]
    assert [post.uid for post in find_posts(words="biniau").posts] == ["p2"]


@pytest.mark.parametrize("words", ["'", '"', "!!", "a & | b", "(", "\\", "the", "%", "<script>"])
def test_any_words_may_be_searched_for(many, desk, words):
    page(desk, "posts", q=words)


def test_rare_words_are_found_far_from_the_newest_posts(many, tell, listen, settings):
    filler = Post.objects.get(uid="p49")
    old = NOW - timedelta(days=30)
    rows = [
        Post(
            channel=filler.channel,
            uid=f"f{n}",
            text="x",
            masked_text="x",
            language="en",
            heard_at=old + timedelta(seconds=n),
        )
        for n in range(WINDOW + 10)
    ]
    rows[3].masked_text = rows[7].masked_text = "a zeppelin"
    Post.objects.bulk_create(rows)
    found = find_posts(words="zeppelins")
    assert [post.uid for post in found.posts] == ["f7", "f3"]
    assert (found.newer, found.older) == ("", "")
    oldest = f"{(old - timedelta(days=1)).isoformat()}_0"
    assert [post.uid for post in find_posts(words='"number 20"', before=oldest).posts] == ["p20"]


def test_posts_are_narrowed_by_channel_and_day(many, square, files, desk):
    assert find_posts(channel=files).posts == []
    assert len(find_posts(channel=square, since=NOW.date(), until=NOW.date()).posts) == PAGE
    assert find_posts(until=(NOW - timedelta(days=1)).date()).posts == []
    assert "No post is like that" in page(desk, "posts", channel=files.pk)


def test_a_day_that_is_none_is_an_error_in_words(many, desk):
    assert "There is a problem" in page(desk, "posts", since="yesterday", status=422)


def test_a_post_is_text_whatever_is_in_it(listen, desk):
    [post] = listen(said("p1", "<script>alert(1)</script> \u202eevil\u200b <b>bold</b>"))
    for shown in (page(desk, "posts"), page(desk, "post", post.pk)):
        assert "<script>alert" not in shown
        assert "<b>bold" not in shown
        assert "\u202e" not in shown
        assert "\u200b" not in shown


def test_an_account_without_a_name_is_called_by_its_id_and_a_form_without_one_by_nothing(listen, desk, web):
    listen(said("p1", "hello", author={"handle": "anna99", "name": ""}))
    ask(channel=web, text="Where is it?", name="", at=NOW)
    shown = page(desk, "posts")
    assert "anna99" in shown
    assert "ask-" not in shown


def test_a_long_post_is_cut_in_the_list_and_whole_on_its_page(listen, desk):
    [post] = listen(said("p1", "word " * 1_000 + "the end"))
    assert "Cut short here" in page(desk, "posts")
    assert "the end" in page(desk, "post", post.pk)


def test_a_channel_that_cannot_be_read_is_shown_with_the_reason(listen, square, desk):
    listen(said("p1", "hello"))
    Bookmark.objects.update(failing_since=NOW, failing_why="the network did not answer", needs_keeper=True)
    shown = page(desk, "posts")
    assert "the network did not answer" in shown
    assert "Its keeper must act" in shown


# ---------------------------------------------------------------------------------------------------------- one post


def test_one_post_shows_what_it_said_before_and_its_thread(listen, desk):
    listen(said("p1", "the first words"), said("r1", "On Tuesday.", handle="council", in_reply_to="p1", thread="p1"))
    [post, reply] = listen(said("p1", "the later words"))
    shown = page(desk, "post", post.pk)
    assert "the later words" in shown
    assert "the first words" in shown
    assert "On Tuesday." in shown
    assert "Our own post." in page(desk, "post", reply.pk)


def test_a_deleted_post_is_shown_without_words(listen, desk):
    listen(said("p1", "something I regret"))
    [post] = listen(deletion("p1"))
    shown = page(desk, "post", post.pk)
    assert "regret" not in shown
    assert "taken away" in shown


def test_a_post_without_a_thread_and_a_post_that_is_not_there(listen, files, desk):
    [post] = listen(Raw("1", {"text": "hello"}), on=files)
    assert "In the same thread" not in page(desk, "post", post.pk)
    page(desk, "post", 999_999_999, status=404)


# -------------------------------------------------------------------------------------------- what could not be read


def test_what_could_not_be_read_is_listed_and_can_be_tried_again(listen, desk):
    listen(Raw("p1", {"change": "post", "text": 7}))
    assert "1 post could not be read" in page(desk, "posts")
    assert "lacks or misshapes" in page(desk, "unreadable")
    response = desk.post(reverse("listening:again"), follow=True)
    assert "1 is being tried again" in response.content.decode()
    assert Payload.objects.filter(unreadable_why="", parsed_at=None).count() == 1
    assert "Everything could be read" in page(desk, "unreadable")


# ------------------------------------------------------------------------------------------------------------- doors


@pytest.mark.parametrize("name", ["posts", "unreadable", "bring_in"])
def test_strangers_are_sent_to_sign_in(body, client, name):
    assert client.get(reverse(f"listening:{name}")).status_code == 302


def test_an_author_reads_posts_and_does_not_bring_any_in(author, client):
    client.force_login(author)
    assert "Bring in a file" not in page(client, "posts")
    page(client, "bring_in", status=403)
