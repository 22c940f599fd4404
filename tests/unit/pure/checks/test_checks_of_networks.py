"""Lengths, pictures, hashtags, emoji and letters: what networks and readers need."""

import pytest

from answerable.guidance.example import Limit, draft_from
from answerable.pure.checks.catalogue import CHECKS
from answerable.pure.checks.draft import Spot
from answerable.pure.checks.hashtags import split_words
from answerable.pure.checks.length import measure
from answerable.pure.checks.letters import to_plain
from answerable.pure.checks.reading import Reading

FAMILY = "👨‍👩‍👧"


def look(check: str, text: str, params: dict[str, object] | None = None, **facts: object) -> list[Spot]:
    return list(CHECKS[check].look(draft_from({"text": text, **facts}), params or {}))


@pytest.mark.parametrize(("unit", "length"), [("grapheme", 6), ("codepoint", 10), ("byte", 23), ("weighted", 7)])
def test_each_unit_counts_a_family_its_own_way(unit: str, length: int) -> None:
    assert measure(f"Hello{FAMILY}", Limit(unit, 300)) == length


def test_x_counts_plain_letters_once_and_others_twice() -> None:
    assert measure("plain", Limit("weighted", 280)) == 5
    assert measure("日本é’", Limit("weighted", 280)) == 6


def test_a_link_costs_the_same_whatever_its_length() -> None:
    limit = Limit("grapheme", 500, link_cost=23)
    assert measure("See https://a.uk.", limit) == measure("See https://a.uk/very/long/address/indeed.", limit) == 28


def test_a_mentions_host_is_free_where_the_network_says_so() -> None:
    limit = Limit("grapheme", 500)
    assert measure("@a@b.example hi", limit, hosts_of_mentions_are_free=True) == 5
    assert measure("@a@b.example hi", limit) == 15


def test_lengths_of_channels_without_a_known_limit_are_not_judged() -> None:
    assert look("length", "x" * 900, variants=[{"network": "practice"}]) == []


def test_a_finding_names_the_variant_it_is_about() -> None:
    short = {"network": "bluesky", "text": "IMPORTANT news"}
    assert [spot.channel for spot in look("capitals", "Plain words.", variants=[short])] == ["bluesky"]


def test_the_same_text_on_five_channels_is_found_once() -> None:
    variants = [{"network": name} for name in "abcde"]
    assert len(look("capitals", "IMPORTANT news", variants=variants)) == 1


def test_all_videos_and_pictures_but_no_sounds_need_words() -> None:
    assert look("alt text", "Listen.", media=[{"name": "a.mp3", "kind": "audio"}]) == []
    assert look("captions", "Look.", media=[{"name": "a.jpg"}]) == []


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("bincollection", ("bin", "collection")),
        ("floodwarning", ("flood", "warning")),
        ("accessibility", ("accessibility",)),
        ("homelessness", ("homelessness",)),
        ("qwertyuiop", ("qwertyuiop",)),
        ("x" * 80, ("x" * 80,)),
        ("todayisanopenday", ("todayisanopenday",)),
    ],
)
def test_hashtags_are_split_into_the_fewest_common_words(name: str, words: tuple[str, ...]) -> None:
    assert split_words(name) == words


def test_a_bodys_own_word_is_one_word() -> None:
    assert look("hashtag words", "#openhouse", {"also": ["OpenHouse"]}) == []


def test_emoji_at_the_end_of_sentences_are_let_be() -> None:
    text = f"The pool is open. 🏊 come in. Bring all of them {FAMILY}\n🎉"
    assert look("emoji", text, {"most": 3}) == []


def test_a_skin_colour_a_flag_and_a_keycap_are_one_emoji_each() -> None:
    assert [place.text for place in Reading("👍🏽 🇮🇪 1️⃣ ☝🏾 5 ©").emoji] == ["👍🏽", "🇮🇪", "1️⃣", "☝🏾"]


def test_fancy_letters_become_plain_ones_and_strange_signs_vanish() -> None:
    assert to_plain("𝗼𝗽ⓔ𝓃 ᴏᴋ 🄾🅚 \U0001d455") == "open ok OK "


def test_an_acronym_known_to_the_body_is_no_shouting() -> None:
    assert look("capitals", "Ask RNLI HM today", keeps={"acronyms": ["RNLI", "HM"]}) == []
    assert [spot.mend for spot in look("capitals", "Ask THE RNLI NOW", {"known": ["RNLI"]})] == ["the RNLI now"]


def test_signs_inside_an_address_are_no_drawing() -> None:
    assert look("drawings", "See https://www.gov.uk/a_____b") == []
