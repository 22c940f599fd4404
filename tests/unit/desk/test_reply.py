"""What one asker is sent, measured as their network measures it."""

import pytest

from answerable.desk.reply import answer_address, fits, reply_text
from answerable.networks.contract import TextRule

SHORT, ROOMY = TextRule(unit="codepoint", most=120), TextRule(unit="codepoint", most=500)
LONG = "The bins are collected one day later. " * 6


def reply(rule: TextRule, short_text: str = "One day later.") -> str:
    return reply_text(text=LONG, short_text=short_text, rule=rule, page="q_1234")


def test_the_whole_answer_goes_where_it_fits() -> None:
    assert reply(ROOMY).startswith(LONG)


def test_the_short_form_goes_where_the_whole_does_not_fit() -> None:
    assert reply(SHORT).startswith("One day later.")


def test_every_reply_ends_with_the_way_to_the_page() -> None:
    assert answer_address("q_1234").endswith("/answers/q_1234/")
    assert {reply(rule).splitlines()[-1] for rule in (SHORT, ROOMY)} == {answer_address("q_1234")}


def test_a_reply_is_never_cut() -> None:
    assert reply(SHORT, short_text="") == f"{LONG}\n\n{answer_address('q_1234')}"
    assert not fits(reply(SHORT, short_text=""), SHORT)


@pytest.mark.parametrize(
    ("rule", "does"),
    [
        (TextRule(unit="grapheme", most=1), True),
        (TextRule(unit="codepoint", most=6), False),
        (TextRule(unit="byte", most=25), True),
        (TextRule(unit="byte", most=24), False),
        (TextRule(unit="grapheme", most=10, most_bytes=24), False),
    ],
)
def test_a_family_is_one_sign_seven_points_and_25_bytes(rule: TextRule, *, does: bool) -> None:
    assert fits("👨‍👩‍👧‍👦", rule) is does


def test_a_link_costs_what_the_network_says() -> None:
    text = "See https://council.example/" + "x" * 200
    assert fits(text, TextRule(unit="codepoint", most=27, link_cost=23))
    assert not fits(text, TextRule(unit="codepoint", most=26, link_cost=23))


def test_half_a_surrogate_pair_breaks_nothing() -> None:
    assert fits("\ud800", TextRule(unit="byte", most=3, most_bytes=3))
