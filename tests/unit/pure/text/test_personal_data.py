"""What identifies a person is found and masked; what only looks like it is left alone."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum import luhn

from answerable.pure.text.personal_data import MASKS, compact, find_personal_data, mask

FOUND = [
    ("email", "mary.o'brien+bins@post.example.com"),
    ("email", "mary (at) gmail.com"),
    ("email", "mary [at] gmail [dot] com"),
    ("email", "mary at gmail dot com"),
    ("phone", "07700 900123"),
    ("phone", "+44 7700 920394"),
    ("phone", "00 353 (0)87 0000000"),
    ("phone", "020 7946 0000"),
    ("phone", "(01) 222 2222"),
    ("phone", "086 123 4567"),
    ("phone", "+44 (0)20 7946 0000"),
    ("phone", "00353 86 123 4567"),
    ("phone", "028-9018-0001"),
    ("phone", "1800 200 200"),
    ("phone", "(415) 555-2671"),
    ("national insurance number", "AB 12 34 56 C"),
    ("national insurance number", "ab123456c"),
    ("national insurance number", "AB 12 34 56"),
    ("NHS number", "943 476 5870"),
    ("PPS number", "6433435F"),
    ("PPS number", "6433435fw"),
    ("payment card", "4111 1111 1111 1111"),
    ("payment card", "3782-822463-10005"),
    ("bank account", "GB29 NWBK 6016 1331 9268 19"),
    ("bank account", "IE29AIBK93115212345678"),
    ("bank account", "12-34-56 12345678"),
    ("postcode", "SW1A 1AA"),
    ("postcode", "ls62ab"),
    ("Eircode", "D02 AF30"),
    ("Eircode", "d6w xh54"),
    ("Eircode", "T12XY8R"),
    ("handle", "@mary_m"),
    ("handle", "@mary@mastodon.example"),
    ("profile link", "https://bsky.app/profile/mary.bsky.social"),
    ("profile link", "facebook.com/mary.murphy.77"),
    ("profile link", "https://mary:secret@host.example/x"),
    ("profile link", "https://social.example/@mary/1234"),
    ("profile link", "https://a.example/form?email=mary"),
]


@pytest.mark.parametrize(("kind", "written"), FOUND)
def test_each_kind_is_found_in_the_middle_of_a_sentence(kind: str, written: str) -> None:
    text = f"Please look at {written} today, thank you very much"
    assert [(span.kind, text[span.start : span.end]) for span in find_personal_data(text)] == [(kind, written)]


@pytest.mark.parametrize(
    ("text", "kind", "found"),
    [
        ("my NHS number is 9434765870", "NHS number", "9434765870"),
        ("NI: AB123456", "national insurance number", "AB123456"),
        ("my PPS is 6433435 FW", "PPS number", "6433435 FW"),
        ("ring me on 496 1234 after six", "phone", "496 1234"),
        ("Case ref: 2024/00123", "case number", "2024/00123"),
        ("my claim number is 12345678", "case number", "12345678"),
        ("application PL2024-118", "case number", "PL2024-118"),
        ("order no 2500", "case number", "2500"),
        ("DOB 3/4/1980", "date of birth", "3/4/1980"),
        ("born on 3rd April 1980", "date of birth", "3rd April 1980"),
        ("Hello, my name is Mary Murphy and I", "name", "Mary Murphy"),
        ("Is mise Áine Ní Bhriain", "name", "Áine Ní Bhriain"),
        ("Ask Mrs O’Brien", "name", "O’Brien"),
        ("my son Liam was hurt", "name", "Liam"),
        ("The bin is full.\nKind regards,\nMary Murphy", "name", "Mary Murphy"),
        ("Le meas, Seán", "name", "Seán"),
    ],
)
def test_words_before_it_tell_what_a_number_or_name_is(text: str, kind: str, found: str) -> None:
    assert [(span.kind, text[span.start : span.end]) for span in find_personal_data(text)] == [(kind, found)]


@pytest.mark.parametrize(
    "text",
    [
        "It cost £1,250,000 in 2024-2025, or €07700900123.",
        "The 46A, X93 and 155 buses run 09:00-17:00 on 01/02/2024 and 01-02-2024 10:30.",
        "Take the M25 1st exit, then the A14 2nd bridge, at E10 5pm.",
        "Call 999, 101 or 111. In 2023 2024 was far.",
        "Commit 3f2a9c1d0700900123aa and 0a1b2c3d4e5f.",
        "We had 25000 cases and 12345 orders in 2024; case 2 of 3; account for 2019.",
        "Order 2500 bins at 45% of 2,300.50.",
        "The meter says 4111 1111 1111 1112 and 943 476 5871.",
        "Prefixes BG 12 34 56 C and QQ 12 34 56 C are never given out.",
        "Part AB123456 is in stock, 6433435G as well.",
        "H91 Care, D12 PARK and the N11 2024 road.",
        "Thank you. See https://www.gov.uk/find-a-job and https://x.com/search?q=bins.",
        "Unix time 1732190400 and ISBN 9780306406157.",
        "He arrived at seven. I am Disabled. Thanks for the bins",
        "GB00 NWBK 6016 1331 9268 19 fails its check digits.",
        "We look at 12-34-56 things, at 100 per cent.",
        "0700 900 123 pounds",
        "call 250000 pounds",
        "+99 999 and +999 1234 5678",
        "",
    ],
)
def test_what_only_looks_like_it_is_left_alone(text: str) -> None:
    assert find_personal_data(text) == ()


def test_the_mask_says_what_stood_there() -> None:
    assert mask("Call 07700 900123, I am at SW1A 1AA") == "Call [phone number], I am at [postcode]"


def test_what_the_body_keeps_stays_readable_whatever_its_spacing() -> None:
    kept = mask("@LeedsCC call me on 07700 900123 or 0113 496 0000", keep=["@leedscc", "+44 113 4960000"])
    assert kept == "@LeedsCC call me on [phone number] or 0113 496 0000"


def test_opening_hours_after_a_number_stay() -> None:
    assert mask("Ring 086 123 4567 9-5") == "Ring [phone number] 9-5"


def test_a_number_claimed_twice_is_masked_whole_under_its_telling_name() -> None:
    assert mask("Claim number: AB123456C-77") == "Claim number: [National Insurance number]"


def test_a_bank_account_ends_where_the_next_word_begins() -> None:
    assert mask("GB29 NWBK 6016 1331 9268 19 PLEASE") == "[bank account number] PLEASE"


def test_home_and_foreign_forms_of_a_number_compare_equal() -> None:
    assert compact("+44 113 496 0000") == compact("(0113) 496-0000") == compact("0044 113 496 0000")


@given(st.text(max_size=400))
def test_any_text_is_read_and_spans_lie_inside_it_in_order(text: str) -> None:
    spans = find_personal_data(text)
    edges = [edge for span in spans for edge in (span.start, span.end)]
    assert edges == sorted(edges)
    assert all(0 <= span.start < span.end <= len(text) and span.kind in MASKS for span in spans)


@given(
    st.lists(
        st.sampled_from([*(written for _, written in FOUND), "on", "at", "£5,", "12", "\n", "ref", "+44"]), max_size=12
    )
)
def test_nothing_found_is_left_readable_by_the_mask(pieces: list[str]) -> None:
    text = " ".join(pieces)
    spans = find_personal_data(text)
    masked = mask(text)
    assert len(masked) == len(text) + sum(len(MASKS[span.kind]) + 2 - (span.end - span.start) for span in spans)


def test_of_order_numbers_few_are_taken_for_identifiers() -> None:
    """A seeded sample: 16-digit numbers pass Luhn one time in ten; ranges of issuers keep it below one in fifteen."""
    chance = random.Random(6)  # noqa: S311 - the same numbers each time
    orders = [str(chance.randrange(10**15, 10**16)) for _ in range(2000)]
    flagged = sum(bool(find_personal_data(f"parcel {order} today")) for order in orders)
    assert flagged / len(orders) < 1 / 15


def test_every_valid_card_in_a_sample_is_found() -> None:
    chance = random.Random(7)  # noqa: S311 - the same numbers each time
    stems = ["4" + "".join(chance.choice("0123456789") for _ in range(14)) for _ in range(300)]
    cards = [stem + luhn.calc_check_digit(stem) for stem in stems]
    assert all(find_personal_data(f"my card {card} was stolen") for card in cards)
