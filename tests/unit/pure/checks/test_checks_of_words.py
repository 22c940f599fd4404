"""Acronyms, links, sentences and what they say."""

from datetime import UTC, date, datetime

import pytest

from answerable.guidance.example import draft_from
from answerable.pure.checks.acronyms import spelt_out
from answerable.pure.checks.catalogue import CHECKS
from answerable.pure.checks.conditions import CONDITIONS
from answerable.pure.checks.draft import Draft, Period, Spot
from answerable.pure.checks.links import host_of, is_private
from answerable.pure.checks.phrases import find_phrases
from answerable.pure.checks.reading import Reading
from answerable.pure.checks.sentences import reading_age, syllable_count
from answerable.pure.checks.written_dates import find_dates


def look(check: str, text: str, params: dict[str, object] | None = None, **facts: object) -> list[Spot]:
    return list(CHECKS[check].look(draft_from({"text": text, **facts}), params or {}))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("A subject access request (SAR) is free. SARs take a month.", []),
        ("An F.O.I. request", ["F.O.I."]),
        ("FOI – Freedom of Information", []),
        ("Ask HSE. HSE knows. At HSE", ["HSE"]),
        ("See https://www.HSE.ie/ABC and my number AB123456C", []),
        ("STOP THE BUS", []),
        ("(HSE) and more", ["HSE"]),
    ],
)
def test_acronyms_are_found_once_unless_spelt_out(text: str, found: list[str]) -> None:
    spots = spelt_out(draft_from({"text": text}), {})
    assert [text[spot.start : spot.end] for spot in spots] == found


@pytest.mark.parametrize(
    ("address", "private"),
    [
        ("https://www.gov.uk/a", False),
        ("https://localhost:8000/a", True),
        ("https://files/a", True),
        ("https://[::1]/a", True),
        ("https://user@10.1.2.3/a", True),
        ("https://staging.leeds.gov.uk", True),
        ("leeds.sharepoint.com/x", True),
        ("https://printer.local", True),
    ],
)
def test_addresses_that_nobody_outside_can_open_are_known(address: str, private: bool) -> None:
    assert is_private(address) is private


def test_a_host_is_read_without_user_port_and_www() -> None:
    assert host_of("https://me:pw@WWW.Gov.UK:8443/a?b") == "gov.uk"


def test_links_end_before_the_full_stop_but_keep_their_brackets() -> None:
    assert [link.text for link in Reading("(https://a.uk/b). See https://a.uk/c(d), or a.gov.uk/e.").links] == [
        "https://a.uk/b",
        "https://a.uk/c(d)",
        "a.gov.uk/e",
    ]


def test_titles_numbers_and_addresses_end_no_sentence() -> None:
    text = "Dr. Smith of St. Mary's paid £3.50 at www.gov.uk/a.b today. “Thanks.” Next…\n- one\n- two"
    assert len(Reading(text).sentences) == 5


@pytest.mark.parametrize("text", ["http://a.uk/(x)_/¯(ツ", "see http://a.uk/x_(y).)!", "(http://a.uk/(((b)"])
def test_a_link_ends_within_the_text_whatever_its_brackets(text: str) -> None:
    assert all(text[link.start : link.end] == link.text for link in Reading(text).links)


def test_words_in_links_are_not_counted() -> None:
    assert [word.text for word in Reading("See https://a.uk/one/two now, don't wait").words] == [
        "See",
        "now",
        "don't",
        "wait",
    ]


@pytest.mark.parametrize(
    ("word", "count"), [("bin", 1), ("bins", 1), ("recycling", 3), ("missed", 1), ("posted", 2), ("the", 1), ("tsk", 1)]
)
def test_syllables_are_groups_of_vowels(word: str, count: int) -> None:
    assert syllable_count(word) == count


def test_a_text_without_words_reads_at_no_age() -> None:
    assert reading_age(Reading("…")) == 0.0


def test_reading_age_is_for_english_only() -> None:
    assert look("reading age", "Riarachán " * 200, {"most_age": 9, "judged_from_words": 100}, language="ga") == []


def test_phrases_are_whole_words_whatever_the_space_and_apostrophe() -> None:
    reading = Reading("We’ll see; well\nwe  WILL: wewill, we will_not, https://a.uk/we-will @purple")
    assert [place.text for place in find_phrases(reading, ("we will", "we'll", "@purple"))] == [
        "We’ll",
        "we  WILL",
        "@purple",
    ]


def test_a_list_without_phrases_finds_nothing() -> None:
    assert list(find_phrases(Reading("Anything"), ("", "…"))) == []


def test_what_is_part_of_a_spared_phrase_is_let_go() -> None:
    assert (
        look("cues", "Ask the inquiry desk", {"phrases": ["inquiry"], "except": ["inquiry desk"], "message": "{words}"})
        == []
    )
    spots = look(
        "avoided words", "A key and the house key", {"instead": {"key": "important"}, "literal": ["house key"]}
    )
    assert [(spot.start, spot.mend) for spot in spots] == [(2, "important")]


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("5 March 2027, Fri 6th Mar. 2027 and March 7, 2027", [(5, 3, 2027), (6, 3, 2027), (7, 3, 2027)]),
        ("5/3/2027, 06.03.2027, 2027-03-07", [(5, 3, 2027), (6, 3, 2027), (7, 3, 2027)]),
        ("5ú Márta, 6 Deireadh Fómhair 2026, 7fed o Hydref", [(5, 3, None), (6, 10, 2026), (7, 10, None)]),
        ("1 March 2 April", [(1, 3, None), (2, 4, None)]),
        ("up to 5 may apply, £5 March, 1/2 and 1.2.3", []),
        ("no digits in March", []),
    ],
)
def test_dates_are_read_in_three_languages(text: str, days: list[tuple[int, int, int | None]]) -> None:
    assert [(one.day, one.month, one.year) for one in find_dates(text)] == days


def test_a_date_without_a_year_is_the_nearest_one() -> None:
    written = find_dates("Friday 1 January")[0]
    assert written.on(date(2026, 11, 23)) == date(2027, 1, 1)


def test_29_february_exists_only_in_leap_years() -> None:
    assert find_dates("29 February 2027")[0].on(date(2027, 1, 1)) is None
    assert find_dates("29 February")[0].on(date(2027, 12, 1)) == date(2028, 2, 29)


def test_times_list_numbers_links_and_phones_are_no_figures() -> None:
    text = "1. Open 9am-5pm, 10:30 or 9.30am\n2) Call 0113 496 0000, see https://a.uk/20 #20days on the 5th"
    assert Reading(text).figures == ()


def test_figures_carry_what_they_count() -> None:
    figures = Reading("£1,200.50, 45%, 20 working days, 3 million homes and 5 March 2027").figures
    assert [(one.value, one.unit) for one in figures] == [
        ("1200.50", "£"),
        ("45", "%"),
        ("20", "working day"),
        ("3million", "home"),
        ("2027-03-05", "date"),
    ]


def test_a_figure_in_the_kept_words_of_a_source_has_its_source() -> None:
    sources = [{"title": "Fees", "says": "From 5 March 2027 it costs £45."}]
    assert look("facts have sources", "It costs £45 from 5/3/2027.", sources=sources) == []


def test_other_sentences_with_other_numbers_do_not_disagree() -> None:
    earlier = [{"text": "The library lends books for 21 days."}]
    assert look("agrees with published", "Bins are emptied every 14 days.", published=earlier) == []


def test_a_number_told_beside_the_published_one_agrees() -> None:
    earlier = [{"text": "A parking permit costs £45."}]
    assert look("agrees with published", "A parking permit costs £50, no longer £45.", published=earlier) == []


def test_a_promise_is_found_once_in_a_sentence_and_not_where_it_is_refused() -> None:
    params: dict[str, object] = {"phrases": ["we will"], "not_ours": ["we will not be able to"]}
    text = "We will come and we will mend it. We will not be able to pay. It will be opened in May."
    assert [text[spot.start : spot.end] for spot in look("commitments", text, params)] == ["We will", "will be opened"]


def test_one_person_alone_cannot_stand_out() -> None:
    assert look("special askers", "Hello.", asker_count=1, special_askers=["bereaved"]) == []


def test_a_source_that_is_published_ends_the_question_of_new_policy() -> None:
    sources = [{"title": "Budget", "address": "https://www.gov.uk/budget"}]
    assert look("new policy", "A new fund of £4 million.", {"phrases": ["new fund"]}, sources=sources) == []


def test_names_that_wait_for_an_election_are_free_in_quiet_times() -> None:
    params: dict[str, object] = {"lists": ["politicians"], "only_in_period": True, "message": "{words}"}
    assert look("names from lists", "Jo Bloggs", params, keeps={"politicians": ["Jo Bloggs"]}) == []


def test_without_own_sites_no_link_to_them_is_asked_for() -> None:
    assert look("link to own page", "Hello.", variants=[{"network": "bluesky"}]) == []


@pytest.mark.parametrize(
    ("day", "area", "covered"),
    [
        (date(2026, 11, 1), "", True),
        (date(2026, 12, 2), "", False),
        (date(2026, 11, 5), "Leeds", True),
        (date(2026, 11, 5), "Cork", False),
    ],
)
def test_a_period_covers_its_days_and_areas(day: date, area: str, covered: bool) -> None:
    period = Period("Local elections", date(2026, 11, 1), date(2026, 12, 1), ("Leeds",))
    assert period.covers(day, area) is covered


def test_no_condition_holds_for_a_plain_private_note_but_all() -> None:
    draft = Draft("Hello.", datetime(2026, 11, 23, 9, tzinfo=UTC), public=False, page=False)
    assert [name for name, is_so in CONDITIONS.items() if is_so(draft)] == ["all"]


def test_a_link_without_news_about_it_is_judged_by_its_looks() -> None:
    seen = [{"address": "https://www.gov.uk/a"}]
    assert look("links followed", "https://www.gov.uk/a https://www.gov.uk/b", links_seen=seen) == []


def test_versions_that_are_not_written_yet_are_not_compared() -> None:
    assert look("versions agree", "It costs £45.", versions=[{"language": "cy", "text": " "}]) == []


def test_small_letters_of_other_lengths_do_not_move_places() -> None:
    text = "İİİ IMPORTANT news, we will"
    spot = look("commitments", text, {"phrases": ["we will"]})[0]
    assert text[spot.start : spot.end] == "we will"
