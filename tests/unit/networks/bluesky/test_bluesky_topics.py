"""Topic words are met as people write them, and never inside other words."""

import time

import pytest

from answerable.errors import Refused
from answerable.networks.bluesky.topics import MOST_TOPICS, Topics


@pytest.mark.parametrize(
    ("topics", "text"),
    [
        ("bins", "BINS not collected"),
        ("bins", "#bins!"),
        ("#bins", "my bins"),
        ("bin collection", "When is the Bin  collection?"),
        ("bin collection, parking", "parking"),
        ("flood*", "Flooding in Mill Lane"),
        ("council", "the council’s plan"),
        ("don't dump", "please don’t dump here"),
        ("Straße", "in der STRASSE"),
        ("ｂｉｎ", "bin"),
        ("垃圾", "今天的垃圾没有收"),
        ("नमस्ते", "सब को नमस्ते!"),
        ("bins\nparking", "parking"),
    ],
)
def test_a_topic_is_met(topics, text):
    assert Topics.of(topics).is_met(text)


@pytest.mark.parametrize(
    ("topics", "text"),
    [
        ("bin", "cabin, bins, binary"),
        ("bin collection", "collection of a bin"),
        ("bin collection", "bin"),
        ("flood*", "a blood moon"),
        ("", "anything"),
        (" , ;", "anything"),
    ],
)
def test_a_topic_is_not_met(topics, text):
    assert not Topics.of(topics).is_met(text)


def test_no_topics_are_nothing_to_listen_for():
    assert not Topics.of("")
    assert Topics.of("bins")


@pytest.mark.parametrize("topics", ["a", "bins, !", "*", ",".join(f"w{n}" for n in range(MOST_TOPICS + 1))])
def test_what_would_be_met_everywhere_or_is_no_word_is_refused(topics):
    with pytest.raises(Refused):
        Topics.of(topics)


def test_a_hostile_text_is_read_in_the_time_of_its_length():
    topics = Topics.of(",".join(f"aa{n} bb" for n in range(1_000)) + ",aa bb")
    began = time.process_time()
    assert not topics.is_met("aa " * 10_000)
    assert time.process_time() - began < 2
