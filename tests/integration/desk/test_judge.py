"""The checks over one draft, for every channel that would carry it."""

import pytest

from answerable.channels.models import State
from answerable.desk.judge import Judged, judge_words
from answerable.desk.preview import outlets_of, previews
from answerable.questions.models import Question
from tests.integration import factories as make

pytestmark = pytest.mark.django_db
LONG = "The bins are collected one day later than usual. " * 12


def judged(about: Question, text: str, **more: str) -> Judged:
    given = {"short_text": "", "sources": "", "language": "en"} | more
    return judge_words(question=about, text=text, at=make.NOON, **given)


def about_length(found: Judged) -> list[str]:
    return [one["message"] for one in found.findings if one["channel"] == "Square"]


def asked_on(*, known: bool = True) -> Question:
    return make.question(make.post(make.channel("Square", known=known)))


def test_an_answer_too_long_for_the_practice_network_is_blocked_there() -> None:
    found = judged(asked_on(), LONG)
    assert "over the limit of 500" in about_length(found)[0]
    assert found.is_blocked


def test_a_short_form_mends_it() -> None:
    assert about_length(judged(asked_on(), LONG, short_text="One day later than usual.")) == []


def test_the_way_to_the_page_counts_too() -> None:
    about = asked_on()
    [shown] = previews(about, make.saved(make.answering(make.post(make.channel("Field"))), "x"))[:1] or [None]
    assert shown is not None
    way = shown.length - 1
    assert about_length(judged(about, "a" * (500 - way))) == []
    assert about_length(judged(about, "a" * (500 - way + 1))) != []


def test_a_channel_that_has_not_told_its_limits_judges_nothing() -> None:
    about = asked_on(known=False)
    assert about_length(judged(about, LONG)) == []
    assert previews(about, make.saved()) == []


def test_a_file_is_judged_by_the_channel_that_answers_for_it() -> None:
    files = make.channel("Exports", kind="file", answers_through=make.channel("Square"))
    assert about_length(judged(make.question(make.post(files)), LONG)) != []


def test_only_channels_that_tell_carry_a_reply() -> None:
    about = make.question(make.post(make.channel(kind="file")), make.post(make.channel("Square")))
    assert [one.name for one in outlets_of(about)] == ["Square"]


def test_a_channel_asked_through_a_file_and_by_itself_has_one_preview() -> None:
    square = make.channel("Square")
    files = make.channel(kind="file", answers_through=square)
    version = make.saved(make.answering(make.post(square), make.post(files)), LONG)
    [shown] = previews(version.draft.question, version)
    assert (shown.channel, shown.most, shown.too_long) == ("Square", 500, True)
    assert shown.length == len(shown.text) > 500


def test_every_version_keeps_what_the_rules_asked_and_which_they_were() -> None:
    version = make.saved(text="We will pay £500 by 3 March 2027. Call 07700 900123.")
    assert version.findings or version.questions
    assert all(one["words"] and isinstance(one["because"], list) for one in version.questions)


@pytest.mark.parametrize("language", ["", "xx", "ga"])
def test_a_language_that_no_rule_knows_breaks_nothing(language: str) -> None:
    assert judged(asked_on(), "Tá na boscaí ann.", language=language).rules_version


@pytest.mark.parametrize("text", ["", "\x01\u202e\u200b", "<script>", "é" * 20_000, "https://" * 2_000])
def test_odd_words_are_judged_like_any(text: str) -> None:
    assert judged(asked_on(), text, sources="not an address\nhttps://council.example").rules_version


def test_a_question_on_a_closed_channel_is_still_judged() -> None:
    closed = make.channel("Square", state=State.CLOSED, closed_at=make.NOON)
    assert about_length(judged(make.question(make.post(closed)), LONG)) != []
