"""Handing in: only the newest words, nothing that blocks, and a reason for each warning."""

import pytest

from answerable.channels.models import Channel
from answerable.desk.clear import bind
from answerable.desk.hand_in import hand_in
from answerable.desk.models import Clearance, Decision, Draft, DraftState
from answerable.errors import Refused
from answerable.questions.models import Question
from answerable.questions.models import State as Stage
from answerable.record.models import Entry
from tests.integration import factories as make

pytestmark = pytest.mark.django_db
NOON = make.NOON
BLOCKED = "DRAFT: Call Mrs Jones of 12 High Street, her number is 07700 900123, NI number QQ123456C."


def stage_of(clearance: Clearance) -> tuple[str, str]:
    draft = Draft.objects.select_related("question").get(pk=clearance.version.draft_id)
    return draft.state, draft.question.state


def warned() -> str:
    return "We will obviously utilise ASAP the aforementioned KPI framework #bins #BINSDAY, click here."


def test_a_draft_is_handed_in_with_whom_it_would_tell() -> None:
    square = make.channel()
    about = make.answering(make.post(square), make.post(square), make.post(make.channel(kind="file")))
    clearance = make.handed_in(make.saved(about))
    assert (clearance.asker_count, clearance.channel_ids) == (3, [square.pk])
    assert (clearance.decision, clearance.cutoff_at) == (Decision.WAITING, NOON)
    assert stage_of(clearance) == (DraftState.CLEARING, Stage.CLEARING)
    assert Entry.objects.filter(type="answer.drafted").count() == 1


def test_only_the_newest_version_is_handed_in() -> None:
    first = make.saved()
    make.saved(first.draft.question, "Other words.")
    with pytest.raises(Refused, match="changed while you looked"):
        make.handed_in(first)


def test_the_same_draft_is_handed_in_once() -> None:
    version = make.saved()
    make.handed_in(version)
    with pytest.raises(Refused, match="changed while you looked"):
        make.handed_in(version)
    assert Clearance.objects.count() == 1


def test_a_finding_that_blocks_keeps_it_from_being_handed_in() -> None:
    version = make.saved(text=BLOCKED)
    assert any(one["severity"] == "block" for one in version.findings)
    with pytest.raises(Refused, match="must be mended"):
        make.handed_in(version)
    assert not Clearance.objects.exists()


def test_each_warning_needs_a_reason() -> None:
    version = make.saved(text=warned())
    reasons = dict(make.reasons_for(version))
    assert reasons
    for missing in reasons:
        with pytest.raises(Refused, match="For each warning"):
            hand_in(draft=version.draft, number=1, reasons=reasons | {missing: "  "}, by=make.ada(), at=NOON)
    assert make.handed_in(version).reasons == reasons


def test_what_the_checks_say_must_be_what_the_author_read() -> None:
    square = make.channel("Square", known=False)
    version = make.saved(make.answering(make.post(square)), "Long words, and more. " * 40)
    Channel.objects.filter(pk=square.pk).update(limits=make.LIMITS)
    with pytest.raises(Refused, match="Save it again"):
        make.handed_in(version)


def test_only_those_who_write_hand_in() -> None:
    with pytest.raises(Refused, match="hand in"):
        make.handed_in(make.saved(), by=make.ben())


def test_a_question_that_ended_meanwhile_is_not_handed_in() -> None:
    version = make.saved()
    Question.objects.update(state=Stage.NEW)
    with pytest.raises(Refused, match="by now"):
        make.handed_in(version)
    assert not Clearance.objects.exists()
    assert Draft.objects.get().state == DraftState.WRITING


def test_the_author_may_put_the_question_in_plain_words() -> None:
    version = make.saved()
    words = {"reasons": make.reasons_for(version), "title": "  When are bins  collected after a bank holiday? "}
    clearance = hand_in(draft=version.draft, number=1, **words, by=make.ada(), at=NOON)
    question = clearance.version.draft.question
    question.refresh_from_db()
    assert question.title == "When are bins collected after a bank holiday?"
    assert question.titled_by == make.ada()


def test_a_title_with_personal_details_is_refused_and_nothing_is_handed_in() -> None:
    version = make.saved()
    words = {"reasons": make.reasons_for(version), "title": "Call 07700 900123 about the bins"}
    with pytest.raises(Refused, match="personal details"):
        hand_in(draft=version.draft, number=1, **words, by=make.ada(), at=NOON)
    assert not Clearance.objects.exists()


def test_a_title_changed_after_handing_in_breaks_the_bond() -> None:
    clearance = make.handed_in()
    question = clearance.version.draft.question
    before = bind(clearance.version, cutoff=NOON)[2]
    type(question).objects.filter(pk=question.pk).update(title="Something else is asked")
    again = Clearance.objects.select_related("version__draft__question").get(pk=clearance.pk)
    assert bind(again.version, cutoff=NOON)[2] != before
