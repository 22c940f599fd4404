"""The staff's pages: posts, one post, what could not be read, bringing in a file."""

import io
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from practice_payloads import NOW, deletion, said

from answerable.listening.bring_in import read_waiting_files
from answerable.listening.models import Bookmark, FileImport, Payload, Post
from answerable.listening.parse import parse_waiting
from answerable.listening.searching import PAGE, find_posts
from answerable.networks.contract import Raw

pytestmark = pytest.mark.django_db


def page(desk: Client, name: str, *arguments: object, status: int = 200, **query: object) -> str:
    response = desk.get(reverse(f"listening:{name}", args=arguments), query)
    assert response.status_code == status
    return response.content.decode()


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


# ---------------------------------------------------------------------------------------------------- bringing in


def upload(desk: Client, files, content: bytes, name: str = "posts.csv"):
    given = {"channel": files.pk, "file": SimpleUploadedFile(name, content)}
    return desk.post(reverse("listening:bring_in"), given)


def test_a_file_is_brought_in_step_by_step(desk, files):
    response = upload(desk, files, b"Wer;Was\nanna;<b>Where</b> is the library?\n;\n")
    one = FileImport.objects.get()
    assert response.headers["Location"] == reverse("listening:columns", args=[one.pk])
    shown = page(desk, "columns", one.pk)
    assert "&lt;b&gt;Where" in shown
    assert "Choose its columns" in page(desk, "progress", one.pk)
    response = desk.post(reverse("listening:columns", args=[one.pk]), {"text": "Was", "author": "Wer"})
    assert response.headers["Location"] == reverse("listening:progress", args=[one.pk])
    assert "data-live" in page(desk, "progress", one.pk)
    read_waiting_files(at=NOW)
    parse_waiting(at=NOW, limit=10)
    shown = page(desk, "progress", one.pk)
    assert "The column for the text is empty." in shown
    assert "data-live=" not in shown
    assert Post.objects.get().author.uid == "anna"


def test_the_columns_are_guessed_by_their_names(desk, files):
    upload(desk, files, b"Lang,Message,Created_At\nen,Where is it?,2026-01-01\n")
    shown = page(desk, "columns", FileImport.objects.get().pk)
    for name in ("Lang", "Message", "Created_At"):
        assert f'<option value="{name}" selected' in shown


def test_columns_sent_twice_change_nothing(desk, files):
    upload(desk, files, b"a,b\nWhere is it?,x\n")
    address = reverse("listening:columns", args=[FileImport.objects.get().pk])
    desk.post(address, {"text": "a"})
    response = desk.post(address, {"text": "b"})
    assert response.status_code == 302
    assert FileImport.objects.get().columns == {"text": "a"}


def test_columns_that_are_not_in_the_file_are_refused(desk, files):
    upload(desk, files, b"a,b\nWhere is it?,x\n")
    address = reverse("listening:columns", args=[FileImport.objects.get().pk])
    assert desk.post(address, {"text": ""}).status_code == 422
    assert desk.post(address, {"text": "nope"}).status_code == 422


def test_a_file_that_came_before_is_pointed_out(desk, files):
    for _ in range(2):
        upload(desk, files, b"text\nWhere is it?\n")
        one = FileImport.objects.latest("id")
        shown = page(desk, "columns", one.pk)
        desk.post(reverse("listening:columns", args=[one.pk]), {"text": "text"})
        read_waiting_files(at=NOW)
    assert "was brought in on" in shown
    assert "was brought in on" not in page(desk, "progress", one.pk)


@pytest.mark.parametrize(
    ("content", "words"),
    [(b"", "The file is empty"), (b"\x00" * 50, "The file is empty"), (b"%PDF-1", "not a text file")],
)
def test_a_file_that_cannot_be_read_is_refused_beside_the_form(desk, files, content, words):
    response = upload(desk, files, content)
    assert response.status_code == 422
    assert words in response.content.decode()


def test_without_a_file_or_without_a_channel_people_are_told_what_to_do(desk, files, body):
    assert desk.post(reverse("listening:bring_in"), {"channel": files.pk}).status_code == 422
    files.delete()
    assert "No channel for files is open" in page(desk, "bring_in")


def test_a_guess_at_the_encoding_is_said_aloud(desk, files):
    upload(desk, files, "text\ncafé\n".encode("cp1252"))
    assert "Windows-1252" in page(desk, "columns", FileImport.objects.get().pk)


def test_rejected_lines_can_be_downloaded(desk, files):
    upload(desk, files, b"text,n\nfine,1\n,2\n")
    one = FileImport.objects.get()
    desk.post(reverse("listening:columns", args=[one.pk]), {"text": "text"})
    read_waiting_files(at=NOW)
    response = desk.get(reverse("listening:rejects", args=[one.pk]))
    assert io.BytesIO(b"".join(response)).read().decode().splitlines() == [
        "line,reason",
        "3,The column for the text is empty.",
    ]


def test_the_live_part_ends_when_the_file_is_read(desk, files):
    upload(desk, files, b"text\nfine\n")
    one = FileImport.objects.get()
    part = reverse("listening:progress_part", args=[one.pk])
    assert "X-Live" not in desk.get(part).headers
    desk.post(reverse("listening:columns", args=[one.pk]), {"text": "text"})
    read_waiting_files(at=NOW)
    assert desk.get(part).headers["X-Live"] == "done"


# ------------------------------------------------------------------------------------------------------------- doors


@pytest.mark.parametrize("name", ["posts", "unreadable", "bring_in"])
def test_strangers_are_sent_to_sign_in(body, client, name):
    assert client.get(reverse(f"listening:{name}")).status_code == 302


def test_an_author_reads_posts_and_does_not_bring_any_in(author, client):
    client.force_login(author)
    assert "Bring in a file" not in page(client, "posts")
    page(client, "bring_in", status=403)
