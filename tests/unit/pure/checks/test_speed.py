"""No text makes a check slow: a pattern that goes wild would turn a save button into a stopped server."""

import random
import time

import pytest

from answerable.guidance.example import draft_from
from answerable.guidance.rulebook import load_rulebook
from answerable.pure.checks.catalogue import CHECKS
from answerable.pure.text.language import detect_language

LIMIT_SECONDS = 0.2
"""Forty times the 5 ms aimed at: what a wild pattern needs is minutes, and this machine may be busy."""
RULES = [rule for rule in load_rulebook().rules if rule.kind == "draft" and rule.check]
HARMFUL = (
    *(
        "a",
        "0",
        "0 ",
        "@",
        "a@",
        "a.",
        "1-",
        "(",
        "[",
        "<",
        "_",
        "A ",
        "A.",
        "http://",
        "#a",
        "𝐀 ",
        "“",
        "\n",
        "£1,",
        "ref ",
    ),
    *("+", "Dé ", "5 ", "-"),
)


@pytest.fixture(autouse=True, scope="module")
def language_model_is_loaded() -> None:
    detect_language("The first call loads the model.", ("en", "ga"))


@pytest.mark.parametrize("piece", HARMFUL)
def test_a_text_of_one_repeated_piece_is_judged_in_time(piece: str) -> None:
    text = (piece * 2000)[:2000]
    variants = [{"network": "bluesky", "limit": {"unit": "grapheme", "most": 300}}]
    for rule in RULES:
        start = time.process_time()
        list(CHECKS[rule.check].look(draft_from({"text": text, "variants": variants}), rule.params))
        assert time.process_time() - start < LIMIT_SECONDS, rule.id


def test_texts_of_pieces_thrown_together_are_judged_in_time() -> None:
    chance = random.Random(11)  # noqa: S311 - the same texts each time
    for _ in range(6):
        text = "".join(chance.choice(HARMFUL) * chance.randrange(1, 40) for _ in range(200))[:2000]
        for rule in RULES:
            start = time.process_time()
            list(CHECKS[rule.check].look(draft_from({"text": text}), rule.params))
            assert time.process_time() - start < LIMIT_SECONDS, (rule.id, text)
