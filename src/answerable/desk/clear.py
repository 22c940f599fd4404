"""Clearance: handed in by one person, judged by another, bound to exactly what the second person saw."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from answerable.accounts.models import Body, Person
from answerable.accounts.pseudonym import name_in_record
from answerable.accounts.roles import Act
from answerable.desk.judge import Judged, judge_words
from answerable.desk.models import Clearance, Decision, Draft, DraftKind, DraftState, DraftVersion
from answerable.desk.reach import Asked, Asker, askers_among, bound_hash, posts_until
from answerable.desk.words import words_of
from answerable.desk.write import is_judged_so, says_the_same
from answerable.errors import Refused
from answerable.guidance.in_force import edition_in_force
from answerable.questions.models import State
from answerable.questions.rename import give_title
from answerable.questions.states import move_question
from answerable.record.append import append


def hand_in(
    *, draft: Draft, number: int, reasons: Mapping[str, str], title: str = "", by: Person, at: datetime
) -> Clearance:
    """Asks for clearance of version `number`. `reasons` say, by rule, why the author goes on past a warning.

    `title` puts the question in the author's words, as everyone will read it; empty leaves it as it is.
    Raises `Refused` for a version that is not the newest, a finding that blocks, or a warning without a reason.
    """
    if not by.may(Act.DRAFT):
        raise Refused(_("Your roles do not let you hand in drafts."))
    with transaction.atomic():
        draft = Draft.objects.select_for_update(of=("self",)).select_related("question").get(pk=draft.pk)
        version = draft.versions.order_by("-number").first()
        if draft.state != DraftState.WRITING or version is None or version.number != number:
            raise Refused(_("The draft changed while you looked at it. Read it again, then hand it in."))
        _check_findings(version, reasons, at)
        if title and " ".join(title.split()) != draft.question.title:
            give_title(draft.question, title, by)
            version.draft = draft
        _posts, askers, bound = bind(version, cutoff=at)
        clearance = Clearance.objects.create(
            version=version,
            bound_hash=bound,
            cutoff_at=at,
            channel_ids=sorted({asker.channel.pk for asker in askers if not asker.reason}),
            asker_count=len(askers),
            asked_by=by,
            asked_at=at,
            reasons={rule: words.strip() for rule, words in reasons.items() if words.strip()},
        )
        Draft.objects.filter(pk=draft.pk).update(state=DraftState.CLEARING)
        if draft.kind == DraftKind.ANSWER:
            move_question(question=draft.question, to=State.CLEARING, at=at)
        append(
            type="answer.drafted",
            fields={
                "answer": draft.answer_id,
                "question": draft.question.public_id,
                "version": draft.answer_version,
                "by": name_in_record(version.written_by, on=draft.opened_at.date()),
                "about": draft.question.public_id,
            },
            disclosed={},
            on=at.date(),
        )
    return clearance


def bind(version: DraftVersion, *, cutoff: datetime) -> tuple[list[Asked], list[Asker], str]:
    """The posts and people that `version` would answer as of `cutoff`, and the hash over words, channels and people."""
    posts = posts_until(version.draft.question, cutoff)
    askers = askers_among(posts)
    return (
        posts,
        askers,
        bound_hash(title=version.draft.question.title, **words_of(version), posts=posts, askers=askers),
    )


def clear_draft(
    *,
    clearance: Clearance,
    seen_hash: str,
    cutoff: datetime,
    answered: Mapping[str, str],
    note: str,
    by: Person,
    at: datetime,
) -> Clearance:
    """The second person's yes to exactly what they saw (`seen_hash` over what stood at `cutoff`).

    Raises `Refused` for one's own draft, an unanswered question of the rules, or anything that changed since.
    """
    if not by.may(Act.CLEAR):
        raise Refused(_("Your roles do not let you clear drafts."))
    with transaction.atomic():
        clearance = _waiting(clearance)
        version = clearance.version
        training = Body.objects.get().training
        if not training and wrote(version, by):
            raise Refused(_("You wrote some of this draft, so another person must clear it."))
        _check_answered(version, answered)
        _check_fit(version, seen_from=clearance.asked_at, cutoff=cutoff, at=at)
        _posts, askers, bound = bind(version, cutoff=cutoff)
        if bound != seen_hash:
            raise Refused(
                _(
                    "Something changed while you looked: a post was edited, moved or taken down. "
                    "Look again, then decide."
                )
            )
        clearance.decision, clearance.decided_by, clearance.decided_at = Decision.CLEARED, by, at
        clearance.bound_hash, clearance.cutoff_at, clearance.asker_count = bound, cutoff, len(askers)
        clearance.channel_ids = sorted({asker.channel.pk for asker in askers if not asker.reason})
        clearance.answered = {rule: words.strip() for rule, words in answered.items() if words.strip()}
        clearance.note, clearance.training = note.strip(), training
        clearance.save()
        Draft.objects.filter(pk=version.draft_id).update(state=DraftState.CLEARED)
        _append_cleared(clearance, by, at)
    return clearance


def want_changes(*, clearance: Clearance, note: str, by: Person, at: datetime) -> Clearance:
    """The second person's no, with what to change; the draft goes back to its author."""
    if not by.may(Act.CLEAR):
        raise Refused(_("Your roles do not let you judge drafts."))
    if not note.strip():
        raise Refused(_("Say what should change, so that the author can act on it."))
    return _back_to_writing(clearance, decision=Decision.CHANGES, note=note, by=by, at=at)


def take_back(*, clearance: Clearance, by: Person, at: datetime) -> Clearance:
    """The author takes the draft back to write on."""
    if not by.may(Act.DRAFT):
        raise Refused(_("Your roles do not let you write drafts."))
    return _back_to_writing(clearance, decision=Decision.VOID, note=_("Taken back by the author."), by=by, at=at)


def _back_to_writing(clearance: Clearance, *, decision: str, note: str, by: Person, at: datetime) -> Clearance:
    with transaction.atomic():
        clearance = _waiting(clearance)
        clearance.decision, clearance.decided_by, clearance.decided_at, clearance.note = decision, by, at, note.strip()
        clearance.save()
        reopen_for_writing(clearance.version.draft, at=at)
    return clearance


def reopen_for_writing(draft: Draft, *, at: datetime) -> None:
    """Puts the draft and its question back to where words are written; within the caller's transaction."""
    Draft.objects.filter(pk=draft.pk).update(state=DraftState.WRITING)
    if draft.kind == DraftKind.ANSWER:
        move_question(question=draft.question, to=State.ANSWERING, at=at)


def _waiting(clearance: Clearance) -> Clearance:
    locked = (
        Clearance.objects.select_for_update(of=("self",))
        .select_related("version__draft__question", "version__written_by")
        .get(pk=clearance.pk)
    )
    if locked.decision != Decision.WAITING:
        raise Refused(_("This draft has been decided on already."))
    return locked


def wrote(version: DraftVersion, person: Person) -> bool:
    """Whether the person saved any version of the draft that this one belongs to."""
    return DraftVersion.objects.filter(draft_id=version.draft_id, written_by=person).exists()


def _judged_now(version: DraftVersion, at: datetime) -> Judged:
    draft = version.draft
    return judge_words(question=draft.question, at=at, **words_of(version))


def _check_findings(version: DraftVersion, reasons: Mapping[str, str], at: datetime) -> None:
    if not is_judged_so(version, _judged_now(version, at)):
        raise Refused(_("What the checks say has changed since this was saved. Save it again and read the findings."))
    if any(finding["severity"] == "block" for finding in version.findings):
        raise Refused(_("The checks found something that must be mended before this can be cleared."))
    if any(
        finding["severity"] == "warn" and not reasons.get(finding["rule_id"], "").strip()
        for finding in version.findings
    ):
        raise Refused(_("For each warning, mend the words or give a reason for going on."))


def _check_fit(version: DraftVersion, *, seen_from: datetime, cutoff: datetime, at: datetime) -> None:
    """What was shown was shown after it was handed in, and no rule or channel forbids the words by now."""
    if cutoff.tzinfo is None or not seen_from <= cutoff <= at:
        raise Refused(_("This page is out of date. Open it again, then decide."))
    judged = _judged_now(version, at)
    if judged.is_blocked:
        raise Refused(_("The checks find something by now that must be mended. Send the draft back with a note."))
    if judged.rules_version != version.rules_version and not says_the_same(version, judged):
        # A round calls such drafts back within seconds; until then nobody answers questions of older rules.
        raise Refused(_("The rules changed, and say something else of these words. They go back to their author."))


def _check_answered(version: DraftVersion, answered: Mapping[str, str]) -> None:
    asked = [finding["rule_id"] for finding in version.findings if finding["severity"] == "ask"]
    asked += [question["rule_id"] for question in version.questions]
    if any(not answered.get(rule, "").strip() for rule in asked):
        raise Refused(_("Answer each question in a few words before you clear: they are what a second person is for."))


def _append_cleared(clearance: Clearance, by: Person, at: datetime) -> None:
    draft = clearance.version.draft
    append(
        type="answer.cleared",
        fields={
            "answer": draft.answer_id,
            "version": draft.answer_version,
            "by": name_in_record(by, on=draft.opened_at.date()),
            "edition": f"ed_{edition_in_force(at=at).version[:16]}",
            "asked": clearance.asker_count,
            "training": clearance.training,
            "about": draft.question.public_id,
        },
        disclosed={},
        on=at.date(),
    )
