"""Accounts that are ours, accounts that only look so, and why."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from answerable.pure.text.genuine import Oddity, Official, Verdict, judge
from answerable.pure.text.look_alike import skeleton

BLUESKY = Official(
    "Bluesky", "tarnbrook.gov.uk", "bsky.app", "https://bsky.app/profile/did:plc:abc", also=("did:plc:abc",)
)
MASTODON = Official(
    "Mastodon",
    "tarnbrook@social.gov.example",
    "social.gov.example",
    "https://social.gov.example/@tarnbrook",
    also=("tarnbrook",),
)
X = Official("X", "TarnbrookCouncil", "x.com", "https://x.com/TarnbrookCouncil")
MAIL = Official("Email", "ask@tarnbrook.gov.uk", "tarnbrook.gov.uk", "mailto:ask@tarnbrook.gov.uk")
GONE = Official("Facebook", "tarnbrooktown", "facebook.com", "", is_open=False)
ALL = [BLUESKY, MASTODON, X, MAIL, GONE]


def verdict(given: str) -> tuple[Verdict, tuple[Oddity, ...]]:
    found = judge(given, ALL, own_host="ask.tarnbrook.gov.uk", body_name="Tarnbrook Council")
    return found.verdict, found.oddities


@pytest.mark.parametrize(
    "given",
    [
        "@tarnbrook.gov.uk",
        "tarnbrook.gov.uk",
        "https://bsky.app/profile/tarnbrook.gov.uk",
        "https://bsky.app/profile/did:plc:abc/post/3k",
        "@tarnbrook@social.gov.example",
        "https://social.gov.example/@tarnbrook/1123",
        "https://other.example/@tarnbrook@social.gov.example",
        "https://www.x.com/TarnbrookCouncil/status/1",
        "https://twitter.com/tarnbrookcouncil",
        "x.com/TarnbrookCouncil",
        " @TARNBROOKCOUNCIL ",
        "ask@tarnbrook.gov.uk",
        "mailto:ask@tarnbrook.gov.uk",
        "<ask@tarnbrook.gov.uk>",
        "https://ask.tarnbrook.gov.uk/answers/q_1/",
    ],
)
def test_what_is_ours_is_known_however_it_is_written(given: str) -> None:
    assert verdict(given) == (Verdict.OURS, ())


@pytest.mark.parametrize(
    ("given", "oddity"),
    [
        ("https://x.com/T\u0430rnbrookCouncil", Oddity.LETTERS),
        ("https://x.com/Tarnbrook\u200bCouncil", Oddity.LETTERS),
        ("@\uff34arnbrookCouncil", Oddity.LETTERS),
        ("https://x.com/TarnbrookC0uncil", Oddity.SPELLING),
        ("https://x.com/TambrookCouncil", Oddity.SPELLING),
        ("https://x.com/TarnbrookCouncii", Oddity.SPELLING),
        ("https://x.com/Tarnbrook_Council", Oddity.SPELLING),
        ("https://x.com/TarnbrookCouncilHelp", Oddity.SPELLING),
        ("@tarnbrook@mastodon.example", Oddity.SERVER),
        ("https://tiktok.com/@tarnbrookcouncil", Oddity.SERVER),
        ("https://x.com@evil.example/TarnbrookCouncil", Oddity.SERVER),
        ("https://social.gov-example.com/@tarnbrook", Oddity.ADDRESS),
        ("https://social.g\u043ev.example/@tarnbrook", Oddity.LETTERS),
        ("https://ask.tarnbrook.gov.uk.evil.example/pay", Oddity.ADDRESS),
        ("https://xn--sk-6kc.tarnbrook.gov.uk.example/pay", Oddity.ADDRESS),
        ("https://instagram.com/tarnbrookcouncil_official", Oddity.SERVER),
        ("ask@tarnbrook-gov.uk", Oddity.ADDRESS),
    ],
)
def test_what_only_looks_like_ours_is_told_apart_and_why(given: str, oddity: Oddity) -> None:
    found, oddities = verdict(given)
    assert found is Verdict.LOOKS_LIKE_OURS
    assert oddity in oddities


@pytest.mark.parametrize(
    "given", ["@bbcnews", "https://x.com/anna", "https://example.org/", "anna@example.org", "@ask"]
)
def test_what_has_nothing_to_do_with_us_is_not_accused(given: str) -> None:
    assert verdict(given) == (Verdict.UNKNOWN, ())


def test_a_closed_account_is_not_ours_any_more() -> None:
    assert verdict("https://www.facebook.com/tarnbrooktown") == (Verdict.WAS_OURS, ())


@pytest.mark.parametrize("given", ["two words", "", "https://", "http://[", "@", "https://xn--\u0430/x"])
def test_what_is_no_account_is_no_error(given: str) -> None:
    assert verdict(given)[0] in {Verdict.UNREADABLE, Verdict.UNKNOWN}


def test_where_no_account_is_like_it_the_bodys_own_name_is_still_known() -> None:
    found = judge("@Tarnbr00kCouncilRefunds", [], body_name="Tarnbrook Council")
    assert (found.verdict, found.oddities) == (Verdict.LOOKS_LIKE_OURS, (Oddity.NAME,))


@given(st.text(max_size=80))
def test_anything_may_be_pasted(given: str) -> None:
    assert verdict(given)[0] in Verdict
    assert verdict(f"https://{given}/{given}")[0] in Verdict
    assert skeleton(given) == skeleton(given)
