"""Storing what a network told, and reading it into posts."""

from datetime import timedelta

import pytest
from django.contrib.postgres.search import SearchQuery
from practice_payloads import NOW, deletion, said

from answerable.listening.ingest import ingest
from answerable.listening.models import Author, Bookmark, Payload, Post, PostVersion
from answerable.listening.parse import parse_again, parse_waiting
from answerable.networks.contract import Page, Raw

pytestmark = pytest.mark.django_db


def is_found(words: str, configuration: str = "english") -> bool:
    return Post.objects.filter(search=SearchQuery(words, config=configuration)).exists()


def test_a_page_and_its_bookmark_are_stored_together(tell, square):
    told = tell(said("p1", "When are the bins collected?"), said("p2", "Where do I vote?"))
    assert (told.new, told.same) == (2, 0)
    assert Bookmark.objects.get(channel=square).position == "1"


def test_what_is_told_again_is_stored_once(tell, listen):
    tell(said("p1", "When are the bins collected?"))
    told = tell(said("p1", "When are the bins collected?"), said("p2", "Where do I vote?"))
    assert (told.new, told.same) == (1, 1)
    assert len(listen()) == 2


def test_a_page_read_from_a_bookmark_that_moved_meanwhile_is_left_aside(tell, square):
    tell(said("p1", "after"))
    late = Page((said("p1", "before"),), bookmark="x")
    assert ingest(channel=square, page=late, at=NOW, read_from="").overtaken
    assert (Payload.objects.count(), Bookmark.objects.get(channel=square).position) == (1, "1")


def test_a_post_has_its_words_its_author_and_its_language(listen):
    [post] = listen(said("p1", "When are the bins collected on Withy Lane?", handle="anna"))
    assert post.text == "When are the bins collected on Withy Lane?"
    assert (post.language, post.author.uid, post.author.name) == ("en", "anna", "Anna")
    assert post.url == "http://127.0.0.1:1/posts/p1"
    assert post.placed_at is None


def test_personal_data_is_masked_and_the_original_stays_for_staff(listen):
    [post] = listen(said("p1", "My number is 07700 900123, when do you call?"))
    assert post.masked_text == "My number is [phone number], when do you call?"
    assert "07700 900123" in post.text


def test_the_name_of_our_own_account_is_not_masked(listen):
    [post] = listen(said("p1", "@council when are the bins collected? @anna wants to know"))
    assert post.masked_text == "@council when are the bins collected? [account name] wants to know"


def test_search_words_are_made_from_the_masked_text_only(listen):
    listen(said("p1", "Ring me on 07700 900123 about the collections"))
    assert is_found("collection")
    assert not is_found("900123")


@pytest.mark.parametrize(
    ("text", "language", "configuration", "form"),
    [
        ("Cá bhfuil na boscaí bruscair le fáil?", "ga", "irish", "bhruscair"),
        ("Pryd mae'r biniau'n cael eu casglu yr wythnos hon?", "cy", "simple", "biniau"),
    ],
)
def test_each_language_is_searched_in_its_own_way(listen, text, language, configuration, form):
    [post] = listen(said("p1", text))
    assert post.language == language
    assert is_found(form, configuration)


def test_a_claimed_language_counts_where_the_words_say_nothing(listen):
    [post] = listen(said("p1", "???", language="cy-GB"))
    assert post.language == "cy"


def test_our_own_answer_coming_back_needs_no_question(listen):
    [post] = listen(said("r1", "On Tuesday.", handle="council", in_reply_to="p1", thread="p1"))
    assert post.ours
    assert post.placed_at is not None
    assert not post.asks_us


def test_an_edit_keeps_what_was_said_before(listen):
    listen(said("p1", "When are the bins collected?"))
    [post] = listen(said("p1", "When are the black bins collected?"))
    assert post.text == "When are the black bins collected?"
    assert [version.text for version in PostVersion.objects.all()] == ["When are the bins collected?"]
    assert post.edited_at == NOW + timedelta(minutes=2)


def test_an_edit_that_changes_the_wording_is_placed_again(listen):
    [post] = listen(said("p1", "When are the bins collected?"))
    Post.objects.update(placed_at=NOW)
    [post] = listen(said("p1", "Where do I vote?"))
    assert post.placed_at is None


def test_an_edit_of_spelling_alone_stays_where_it_is(listen):
    listen(said("p1", "when are the bins collected"))
    Post.objects.update(placed_at=NOW)
    [post] = listen(said("p1", "When are the bins collected?"))
    assert post.placed_at == NOW


def test_two_versions_in_one_page_are_read_in_order(listen):
    [post] = listen(said("p1", "first"), said("p1", "second"), said("p1", "third"))
    assert post.text == "third"
    assert list(PostVersion.objects.order_by("number").values_list("text", flat=True)) == ["first", "second"]


def test_the_same_words_with_another_link_are_no_version(listen):
    listen(said("p1", "first"))
    listen(said("p1", "first", path="/posts/elsewhere"))
    assert not PostVersion.objects.exists()


def test_a_deletion_takes_the_words_away_everywhere(listen):
    listen(said("p1", "something I regret"), said("p2", "stays"))
    listen(said("p1", "something else I regret"))
    gone, stays = listen(deletion("p1"))
    assert (gone.text, gone.masked_text, gone.same_wording, gone.url) == ("", "", "", "")
    assert gone.deleted_at is not None
    assert not PostVersion.objects.filter(post=gone).exists()
    assert not Payload.objects.filter(content__contains="regret").exists()
    assert not is_found("regret")
    assert stays.text == "stays"


def test_what_is_told_of_a_deleted_post_later_is_not_kept(listen):
    listen(said("p1", "something I regret"))
    listen(deletion("p1"))
    [gone] = listen(said("p1", "something I regret deeply"))
    assert gone.text == ""
    assert not Payload.objects.filter(content__contains="regret").exists()


def test_a_post_that_was_deleted_before_we_heard_it_is_not_kept(listen):
    assert listen(deletion("p1")) == []
    assert listen(said("p1", "told late")) == []
    assert not Payload.objects.filter(content__contains="told late").exists()
    assert not Payload.objects.filter(parsed_at=None).exists()


def test_a_new_name_of_an_account_is_taken_over(listen):
    listen(said("p1", "one"), said("p2", "two"))
    listen(said("p3", "three", author={"handle": "anna", "name": "Anna of Withy Lane"}))
    assert [author.name for author in Author.objects.all()] == ["Anna of Withy Lane"]


def test_what_cannot_be_read_stays_visible_and_holds_up_nothing(listen):
    [post] = listen(Raw("p1", {"change": "post", "text": 7}), said("p2", "fine"))
    assert post.uid == "p2"
    [payload] = Payload.objects.exclude(unreadable_why="")
    assert payload.uid == "p1"
    assert "lacks or misshapes" in payload.unreadable_why


def test_a_fault_of_ours_is_named_without_a_citizens_words(listen):
    listen(said("p1", "my secret", created_at=None, in_reply_to=["my secret"]), said("p2", "fine"))
    [payload] = Payload.objects.exclude(unreadable_why="")
    assert "secret" not in payload.unreadable_why


def test_what_could_not_be_read_can_be_tried_again(listen):
    listen(Raw("p1", {"change": "post", "text": 7}))
    Payload.objects.update(content=Payload.objects.get().content.replace("7", '"7"'))
    assert parse_again() == 1
    parse_waiting(at=NOW, limit=10)
    assert Payload.objects.get().unreadable_why != ""


def test_a_name_that_cannot_be_stored_leaves_the_payload_visible(listen):
    assert listen(Raw("x" * 301, {"text": "a"}), Raw("nul\x00", {"text": "b"}), Raw("\ud800", {"text": "c"})) == []
    assert Payload.objects.filter(uid__startswith="unnamed-").exclude(unreadable_why="").count() == 3
    assert parse_again() == 0


def test_nul_bytes_and_lone_surrogates_are_stored_and_left_out_of_the_text(listen):
    [post] = listen(said("p1", "bins\x00 on \ud83d Monday?", handle="an\x00na"))
    assert post.text == "bins on  Monday?"
    assert post.author.uid == "anna"
    assert "\\u0000" in Payload.objects.get().content


def test_an_enormous_post_is_cut_and_kept(listen):
    [post] = listen(said("p1", "When are the bins collected? " * 5_000))
    assert len(post.text) == 100_000


def test_a_hundred_thousand_different_words_can_be_searched(listen):
    [post] = listen(said("p1", " ".join(f"wórd{number}" for number in range(12_000))))
    assert is_found("wórd17", "simple")
    assert post.uid == "p1"


def test_a_link_that_would_run_is_not_kept(listen, files):
    row = Raw("p1", {"text": "click", "url": "javascript:alert(1)"})
    [post] = listen(row, on=files)
    assert post.url == ""


def test_reading_again_from_the_stored_payloads_changes_nothing(listen):
    listen(said("p1", "first"), said("p1", "second"), said("p2", "other"), deletion("p2"))
    before = list(Post.objects.order_by("id").values())
    newest = Payload.objects.filter(uid="p1").latest("id")
    Payload.objects.filter(pk=newest.pk).update(parsed_at=None)
    listen()
    assert list(Post.objects.order_by("id").values()) == before


def test_a_channel_that_cannot_be_opened_waits_and_holds_up_no_other(listen, tell, make_channel):
    locked = make_channel("practice", "Locked", credentials=b"0" * 40)
    unknown = make_channel("carrier pigeon", "Pigeons")
    tell(said("p1", "waits"), on=locked)
    tell(said("p1", "waits too"), on=unknown)
    [post] = listen(said("p1", "is read"))
    assert post.text == "is read"
    assert Payload.objects.filter(parsed_at=None, unreadable_why="").count() == 2


def test_more_than_one_batch_is_read(listen):
    assert len(listen(*(said(f"p{number}", f"question {number}") for number in range(250)))) == 250


def test_no_more_than_the_limit_is_read_at_once(tell):
    tell(*(said(f"p{number}", "hello") for number in range(5)))
    assert parse_waiting(at=NOW, limit=3) == 3
    assert Post.objects.count() == 3


def test_an_empty_page_moves_the_bookmark(tell, square):
    tell()
    assert Bookmark.objects.get(channel=square).position == "1"
