"""Writing: opening the one draft of a question, and saving it as a new version without overwriting anybody."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from answerable.accounts.models import Person
from answerable.accounts.roles import Act
from answerable.channels.open import new_id
from answerable.desk.judge import Judged, judge_words
from answerable.desk.models import Draft, DraftKind, DraftState, DraftVersion
from answerable.errors import Refused
from answerable.questions.models import Question, State

MOST_CHARACTERS = 20_000


class Overtaken(Refused):
    """Somebody saved while this person was writing; both texts are kept and shown, and nothing is lost."""

    def __init__(self, newest: DraftVersion) -> None:
        super().__init__(
            _(
                "%(name)s saved version %(number)s while you were writing. "
                "Your words are still below: bring the two together, then save."
            )
            % {"name": newest.written_by.name, "number": newest.number}
        )
        self.newest = newest


def open_draft(*, question: Question, by: Person, at: datetime) -> Draft:
    """The draft that is open for the question, or a new one. Two people who open at once get the same."""
    _check_writer(by)
    with transaction.atomic():
        question = Question.objects.select_for_update(of=("self",)).get(pk=question.pk)
        draft = Draft.objects.filter(question=question, state__in=[DraftState.WRITING, DraftState.CLEARING]).first()
        if draft is not None:
            return draft
        if question.state != State.ANSWERING:
            raise Refused(_("A draft is opened for a question that is being answered. Triage it first."))
        return Draft.objects.create(question=question, answer_id=new_id("an"), opened_by=by, opened_at=at)


def save_draft(  # noqa: PLR0913  the words, and what is said of them
    *,
    draft: Draft,
    based_on: int,
    text: str,
    short_text: str,
    sources: str,
    language: str,
    is_service: bool = False,
    by: Person,
    at: datetime,
) -> DraftVersion:
    """Saves a new version on top of version `based_on` (0: the first), judged by the rules in force.

    `is_service` says that it is plain service information, which is all that a pre-election period lets through.

    The same words again return the version that has them, unless the checks say something else by now. Raises
    `Overtaken` when somebody saved in between, `Refused` while the draft waits for clearance or is finished.
    """
    _check_writer(by)
    words = {"text": _clean(text), "short_text": _clean(short_text), "sources": _clean(sources), "language": language}
    if not words["text"]:
        raise Refused(_("Write the answer first; an empty draft is not saved."))
    if len(words["text"]) > MOST_CHARACTERS:
        raise Refused(_("The answer is longer than 20,000 characters. Put the detail on a page and link to it."))
    with transaction.atomic():
        draft = Draft.objects.select_for_update(of=("self",)).select_related("question").get(pk=draft.pk)
        if draft.state != DraftState.WRITING:
            raise Refused(_("This draft is not being written now. If it waits for clearance, take it back first."))
        newest = draft.versions.select_related("written_by").order_by("-number").first()
        same = newest is not None and words_of(newest) == words and newest.is_service == is_service
        if newest is not None and not same and newest.number != based_on:
            raise Overtaken(newest)
        judged = judge_words(question=draft.question, at=at, is_service=is_service, **words)
        if newest is not None and same and is_judged_so(newest, judged):
            return newest
        return DraftVersion.objects.create(
            draft=draft,
            number=newest.number + 1 if newest else 1,
            written_by=by,
            written_at=at,
            findings=judged.findings,
            questions=judged.questions,
            rules_version=judged.rules_version,
            switches=judged.switches,
            is_service=is_service,
            **words,
        )


def words_of(version: DraftVersion) -> dict[str, str]:
    """All that people read of a version, by the name of its field."""
    return {name: getattr(version, name) for name in ("text", "short_text", "sources", "language")}


def judge_version(version: DraftVersion, *, at: datetime) -> Judged:
    """What the rules in force say of a saved version now."""
    return judge_words(question=version.draft.question, at=at, is_service=version.is_service, **words_of(version))


def is_judged_so(version: DraftVersion, judged: Judged) -> bool:
    """Whether the checks still say of the version what they said when it was saved."""
    return is_judged_by(version, judged.rules_version, judged.switches) and says_the_same(version, judged)


def is_judged_by(version: DraftVersion, rules_version: str, switches: list[str]) -> bool:
    """Whether these rules judged it, under these switches."""
    return (version.rules_version, version.switches) == (rules_version, switches)


def says_the_same(version: DraftVersion, judged: Judged) -> bool:
    """Whether it finds and asks what was found and asked when the version was saved, by whichever rules."""
    return (version.findings, version.questions) == (judged.findings, judged.questions)


def drop_draft(*, draft: Draft, by: Person) -> None:
    """Lays the draft aside; its versions are kept and a new one may be opened."""
    _check_writer(by)
    with transaction.atomic():
        draft = Draft.objects.select_for_update().get(pk=draft.pk)
        if draft.state != DraftState.WRITING:
            raise Refused(_("Only a draft that is being written can be laid aside."))
        Draft.objects.filter(pk=draft.pk).update(state=DraftState.DROPPED)


def next_draft(
    *, question: Question, kind: str, answer_id: str, answer_version: int, by: Person, at: datetime
) -> Draft:
    """A draft of a correction or a withdrawal: the next version of an answer that was published.

    One that is open already is returned, so that two people meet in the same draft.
    """
    if not by.may(Act.CORRECT):
        raise Refused(_("Your roles do not let you correct answers."))
    if kind not in {DraftKind.CORRECTION, DraftKind.WITHDRAWAL}:
        raise Refused(_("A published answer is corrected or withdrawn."))
    with transaction.atomic():
        Question.objects.select_for_update(of=("self",)).get(pk=question.pk)
        open_one = Draft.objects.filter(question=question, state__in=[DraftState.WRITING, DraftState.CLEARING]).first()
        if open_one is None:
            return Draft.objects.create(
                question=question,
                kind=kind,
                answer_id=answer_id,
                answer_version=answer_version,
                opened_by=by,
                opened_at=at,
            )
        if open_one.kind != kind:
            raise Refused(_("Another draft is open for this question. Finish it or lay it aside first."))
        return open_one


def _clean(text: str) -> str:
    """Without what PostgreSQL and networks refuse (NUL, half of a surrogate pair); line ends as one character."""
    whole = text.encode("utf-8", "ignore").decode().replace("\0", "")
    return whole.replace("\r\n", "\n").replace("\r", "\n").strip()


def _check_writer(by: Person) -> None:
    if not by.may(Act.DRAFT):
        raise Refused(_("Your roles do not let you write drafts."))
