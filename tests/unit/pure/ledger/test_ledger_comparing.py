"""Words said in public against words on the record: what counts as the same, as changed, as never recorded."""

from datetime import UTC, date, datetime

import pytest

from answerable.pure.ledger.comparing import Shown, Verdict, compare
from answerable.pure.ledger.published import Published, Said

PAGE = "https://body.example/answers/q_0001/"
TEXT = "The bins in Mill Lane are collected every Tuesday from seven o'clock in the morning."
DAY = date(2026, 11, 20)


def record(*texts: str, withheld: bool = False) -> Published:
    said = [Said(place, "ans_0001", place + 1, DAY, (text,), PAGE, withheld) for place, text in enumerate(texts)]
    if withheld:
        said = [Said(0, "ans_0001", 1, DAY, (), PAGE, is_withheld=True)]
    return Published(said=said)


def verdict(text: str, *recorded: str, at: datetime | None = None, **more) -> Verdict:
    return compare([Shown("url", text, at)], record(*(recorded or (TEXT,))), **more).posts[0].verdict


@pytest.mark.parametrize(
    "shown",
    [
        TEXT,
        f"{TEXT}\n\n{PAGE}",
        f"{TEXT} {PAGE}",
        f"@anna {TEXT}\n\n{PAGE}",
        f"@anna@town.example:8443 @ben.example {TEXT}",
        f"  {TEXT}\r\n",
        TEXT.replace("every", "*every*"),
    ],
)
def test_the_same_words_are_on_the_record(shown) -> None:
    assert verdict(shown) is Verdict.RECORDED


def test_an_accent_may_be_spelt_in_two_ways() -> None:
    assert verdict("Cafe\u0301 opens at eight.", "Caf\u00e9 opens at eight.") is Verdict.RECORDED


@pytest.mark.parametrize(
    "shown",
    [
        TEXT.replace("Tuesday", "Thursday"),
        f"{TEXT.replace('every', 'each')}\n\n{PAGE}",
        f"{TEXT} That is all we know.",
        TEXT.replace("from seven o'clock", "from 7.30"),
    ],
)
def test_changed_words_read_otherwise(shown) -> None:
    assert verdict(shown) is Verdict.OTHERWISE


@pytest.mark.parametrize("change", [("1.5", "15"), ("not ", ""), ("-5", "5")])
def test_a_small_change_of_sense_is_never_the_same(change) -> None:
    text = "It will not cost more than 1.5 million pounds, or -5 per cent of the budget of the year."
    assert verdict(text.replace(*change), text) is Verdict.OTHERWISE


def test_another_text_is_missing() -> None:
    assert verdict("The depot will be closed for good in May.") is Verdict.MISSING


def test_another_text_with_the_way_to_an_answer_is_missing_too() -> None:
    assert verdict(f"The depot will be closed for good in May.\n\n{PAGE}") is Verdict.MISSING


def test_a_text_within_a_longer_one_is_missing() -> None:
    longer = " ".join(f"Word{number}" for number in range(60))
    assert verdict(f"{TEXT} {longer}") is Verdict.MISSING


def test_a_picture_without_words_is_missing() -> None:
    assert verdict("") is Verdict.MISSING


def test_what_reads_otherwise_is_held_against_the_nearest_version() -> None:
    compared = compare([Shown("url", TEXT.replace("seven", "eight"))], record(TEXT.replace("Tuesday", "Friday"), TEXT))
    assert compared.posts[0].said is not None
    assert compared.posts[0].said.version == 2


def test_an_answer_whose_words_were_taken_away_cannot_be_compared() -> None:
    compared = compare([Shown("url", f"Something\n\n{PAGE}")], record(withheld=True))
    assert compared.posts[0].verdict is Verdict.WITHHELD


def test_what_is_older_than_the_channel_is_left_aside() -> None:
    old = datetime(2026, 11, 19, 23, 59, tzinfo=UTC)
    assert verdict("Something else.", at=old, since=DAY) is Verdict.BEFORE


def test_a_recorded_answer_counts_however_old_it_says_that_it_is() -> None:
    assert verdict(TEXT, at=datetime(2020, 1, 1, tzinfo=UTC), since=DAY) is Verdict.RECORDED


def test_what_is_newer_than_the_copy_is_no_alarm() -> None:
    made_at = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
    compared = compare([Shown("url", "Else.", made_at.replace(minute=1))], record(TEXT), until=made_at)
    assert (compared.posts[0].verdict, compared.is_alarm) == (Verdict.NEWER, False)


def told(*versions: int) -> Published:
    found = record(*(TEXT.replace("seven", str(number)) for number in range(1, max(versions) + 1)))
    found.told_on = {("ans_0001", version): frozenset({"ch_one"}) for version in versions}
    return found


def test_what_was_told_here_and_is_not_there_is_missed() -> None:
    assert [one.version for one in compare([], told(1), channels=frozenset({"ch_one"})).unseen] == [1]


def test_what_was_told_elsewhere_is_not_looked_for() -> None:
    assert not compare([], told(1), channels=frozenset({"ch_two"})).unseen


def test_a_later_version_stands_for_the_one_whose_place_it_took() -> None:
    posts = [Shown("url", TEXT.replace("seven", "2"))]
    assert not compare(posts, told(1, 2), channels=frozenset({"ch_one"})).unseen


def test_an_earlier_version_does_not_stand_for_a_later_one() -> None:
    posts = [Shown("url", TEXT.replace("seven", "1"))]
    assert [one.version for one in compare(posts, told(1, 2), channels=frozenset({"ch_one"})).unseen] == [2]


def test_without_posts_and_without_a_record_there_is_nothing_to_say() -> None:
    assert compare([], Published()).is_good
