"""Writing: versions, two writers, and words of every kind."""

import threading

import pytest
from django.db import IntegrityError, connection, transaction

from answerable.desk.mend import mend
from answerable.desk.models import Draft, DraftKind, DraftState, DraftVersion
from answerable.desk.write import MOST_CHARACTERS, Overtaken, drop_draft, next_draft, open_draft, save_draft
from answerable.errors import Refused
from answerable.questions.models import Question, State
from tests.integration import factories as make

pytestmark = pytest.mark.django_db
NOON = make.NOON


def save(draft: Draft, text: str, *, based_on: int = 0, **more: object) -> DraftVersion:
    given = {"short_text": "", "sources": "", "language": "en", "by": make.ada(), "at": NOON} | more
    return save_draft(draft=draft, based_on=based_on, text=text, **given)


def opened() -> Draft:
    return open_draft(question=make.answering(), by=make.ada(), at=NOON)


# opening


def test_two_people_who_open_a_draft_meet_in_the_same() -> None:
    about = make.answering()
    mine = open_draft(question=about, by=make.ada(), at=NOON)
    assert open_draft(question=about, by=make.tom(), at=NOON) == mine
    assert mine.answer_id.startswith("an_")


@pytest.mark.django_db(transaction=True)
def test_two_people_who_open_at_once_meet_in_the_same() -> None:
    make.body()
    about, people = make.answering(), [make.ada(), make.tom()]
    ready, found = threading.Barrier(2), []

    def open_it(number: int) -> None:
        ready.wait()
        found.append(open_draft(question=about, by=people[number], at=NOON).pk)
        connection.close()

    both = [threading.Thread(target=open_it, args=(number,)) for number in range(2)]
    for one in both:
        one.start()
    for one in both:
        one.join()
    assert len(found) == 2
    assert len(set(found)) == 1


def test_a_draft_needs_a_question_that_is_being_answered() -> None:
    with pytest.raises(Refused, match="Triage it first"):
        open_draft(question=make.question(), by=make.ada(), at=NOON)


def test_only_those_who_write_open_and_save() -> None:
    about = make.answering()
    with pytest.raises(Refused, match="write drafts"):
        open_draft(question=about, by=make.lin(), at=NOON)
    draft = open_draft(question=about, by=make.ada(), at=NOON)
    for act in (lambda: save(draft, "x", by=make.ben()), lambda: drop_draft(draft=draft, by=make.ben())):
        with pytest.raises(Refused, match="write drafts"):
            act()


# saving


def test_each_save_is_a_version_and_keeps_who_wrote_it_and_what_the_checks_said() -> None:
    draft = opened()
    first = save(draft, "One day later.")
    second = save(draft, "Two days later.", based_on=1, by=make.tom())
    assert [(one.number, one.written_by.name) for one in (first, second)] == [(1, "Ada"), (2, "Tom")]
    assert len(second.rules_version) == 64


def test_the_same_words_saved_twice_are_one_version() -> None:
    draft = opened()
    assert (
        save(draft, "One day later.") == save(draft, "  One day later.\n") == save(draft, "One day later.", based_on=7)
    )
    assert DraftVersion.objects.count() == 1


def test_the_same_words_are_judged_again_when_the_checks_say_something_else() -> None:
    draft = opened()
    save(draft, "One day later.")
    type(make.body()).objects.update(jurisdiction="ireland")
    again = save(draft, "One day later.", based_on=1)
    assert again.number == 2


def test_nobody_overwrites_a_colleague() -> None:
    draft = opened()
    save(draft, "One day later.")
    save(draft, "Two days later.", based_on=1)
    with pytest.raises(Overtaken, match="Ada saved version 2") as caught:
        save(draft, "Three days later.", based_on=1, by=make.tom())
    assert caught.value.newest.text == "Two days later."
    assert DraftVersion.objects.count() == 2
    assert save(draft, "Both of us.", based_on=2, by=make.tom()).number == 3


@pytest.mark.django_db(transaction=True)
def test_of_two_who_save_at_once_one_is_told() -> None:
    make.body()
    draft, people = opened(), [make.ada(), make.tom()]
    ready, outcomes = threading.Barrier(2), []

    def write(number: int) -> None:
        ready.wait()
        try:
            save(draft, f"Words of {number}.", by=people[number])
            outcomes.append("saved")
        except Overtaken:
            outcomes.append("told")
        finally:
            connection.close()

    both = [threading.Thread(target=write, args=(number,)) for number in range(2)]
    for one in both:
        one.start()
    for one in both:
        one.join()
    assert sorted(outcomes) == ["saved", "told"]
    assert DraftVersion.objects.count() == 1


@pytest.mark.parametrize("text", ["", "   \n\t ", "\0"])
def test_an_empty_draft_is_not_saved(text: str) -> None:
    with pytest.raises(Refused, match="Write the answer first"):
        save(opened(), text)


def test_an_answer_has_20_000_characters_at_most() -> None:
    draft = opened()
    assert len(save(draft, "a" * MOST_CHARACTERS).text) == MOST_CHARACTERS
    with pytest.raises(Refused, match=r"20,000 characters"):
        save(draft, "a" * (MOST_CHARACTERS + 1), based_on=1)


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("Bins\0 go out.", "Bins go out."),
        ("One\r\ntwo\rthree", "One\ntwo\nthree"),
        ("Half a pair \ud83d here", "Half a pair  here"),
        ("Turned \u202eback\u202c and hid\u200bden", "Turned \u202eback\u202c and hid\u200bden"),
        ("<script>alert(1)</script> 👨‍👩‍👧‍👦 Cỳmraeg", "<script>alert(1)</script> 👨‍👩‍👧‍👦 Cỳmraeg"),
    ],
)
def test_words_are_kept_as_they_are_but_for_what_cannot_be_stored(given: str, kept: str) -> None:
    assert save(opened(), given).text == kept


def test_a_draft_that_waits_for_clearance_is_not_written_on() -> None:
    clearance = make.handed_in()
    with pytest.raises(Refused, match="take it back first"):
        save(clearance.version.draft, "Other words.", based_on=1)


def test_a_draft_is_laid_aside_and_another_opened() -> None:
    version = make.saved()
    drop_draft(draft=version.draft, by=make.ada())
    with pytest.raises(Refused, match="Only a draft that is being written"):
        drop_draft(draft=version.draft, by=make.ada())
    other = open_draft(question=version.draft.question, by=make.ada(), at=NOON)
    assert other.pk != version.draft_id
    assert DraftVersion.objects.count() == 1


def test_a_saved_version_is_never_changed_whoever_tries() -> None:
    version = make.saved()
    for act in (lambda: DraftVersion.objects.update(text="x"), version.delete):
        with pytest.raises(IntegrityError, match="never changed"), transaction.atomic():
            act()


# corrections


def correction(about: Question, kind: str = DraftKind.CORRECTION, **more: object) -> Draft:
    given = {"answer_id": "an_abcd", "answer_version": 2, "by": make.ada(), "at": NOON} | more
    return next_draft(question=about, kind=kind, **given)


def test_a_correction_is_a_draft_of_the_next_version() -> None:
    about = make.question()
    Question.objects.update(state=State.ANSWERED)
    draft = correction(about)
    assert (draft.kind, draft.answer_version, draft.state) == (DraftKind.CORRECTION, 2, DraftState.WRITING)
    assert correction(about, by=make.tom()) == draft
    assert save(draft, "Two days later, not one.").number == 1


def test_a_correction_waits_until_another_draft_is_done() -> None:
    about = make.question()
    correction(about)
    with pytest.raises(Refused, match="Another draft is open"):
        correction(about, DraftKind.WITHDRAWAL)


def test_who_may_correct_and_what_a_correction_is() -> None:
    about = make.question()
    with pytest.raises(Refused, match="correct answers"):
        correction(about, by=make.ben())
    with pytest.raises(Refused, match="corrected or withdrawn"):
        correction(about, DraftKind.ANSWER)


# mending


def mendable(version: DraftVersion) -> int:
    return next(number for number, one in enumerate(version.findings) if one["mend"] is not None and not one["channel"])


def test_a_mend_replaces_exactly_its_place_and_is_a_version() -> None:
    version = make.saved(text="You can apply online in order to utilise the service.")
    number = mendable(version)
    found = version.findings[number]
    mended = mend(draft=version.draft, number=1, finding=number, by=make.ada(), at=NOON)
    expected = version.text[: found["start"]] + found["mend"] + version.text[found["end"] :]
    assert (mended.number, mended.text) == (2, expected)


def test_a_mend_of_an_older_version_is_refused() -> None:
    version = make.saved(text="You can apply online in order to utilise the service.")
    mend(draft=version.draft, number=1, finding=mendable(version), by=make.ada(), at=NOON)
    with pytest.raises(Refused, match="changed while you looked"):
        mend(draft=version.draft, number=1, finding=mendable(version), by=make.ada(), at=NOON)
    with pytest.raises(Refused, match="changed while you looked"):
        mend(draft=version.draft, number=2, finding=99, by=make.ada(), at=NOON)


def test_what_needs_a_persons_words_is_not_mended() -> None:
    about = make.answering(make.post(make.channel("Square")))
    version = make.saved(about, "Long words. " * 60)
    number = next(number for number, one in enumerate(version.findings) if one["channel"])
    with pytest.raises(Refused, match="your own words"):
        mend(draft=version.draft, number=1, finding=number, by=make.ada(), at=NOON)
