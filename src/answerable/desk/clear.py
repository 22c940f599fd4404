"""Clearance: what one person handed in others judge, as its route demands, bound to exactly what they saw."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from answerable.accounts.models import Body, Person
from answerable.accounts.pseudonym import name_in_record
from answerable.accounts.roles import Act
from answerable.desk.models import Clearance, Decision, Draft, DraftKind, DraftState, DraftVersion, Signature
from answerable.desk.places import ANYWHERE, SignedAs, check_bond, check_route, place_of
from answerable.desk.propose_route import still_blocking
from answerable.desk.put_up_notice import check_notices
from answerable.desk.reach import Asked, Asker, askers_among, bound_hash, posts_until
from answerable.desk.routes import seats_of
from answerable.desk.write import is_judged_by, judge_version, says_the_same, words_of
from answerable.errors import Refused
from answerable.guidance.in_force import edition_in_force, rules_in_force
from answerable.questions.models import State
from answerable.questions.states import move_question
from answerable.record.append import append


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
    place: SignedAs = ANYWHERE,
    by: Person,
    at: datetime,
) -> Clearance:
    """One person's yes to exactly what they saw (`seen_hash` over what stood at `cutoff`), in one place of the route.

    The last yes that the route demands clears the draft; until then it waits. Raises `Refused` for one's own draft, a
    route that asks for other people, an unanswered question of the rules, or anything that changed since.
    """
    if not by.may(Act.CLEAR):
        raise Refused(_("Your roles do not let you clear drafts."))
    with transaction.atomic():
        clearance = _waiting(clearance)
        version = clearance.version
        training = Body.objects.get().training
        if not training and wrote(version, by):
            raise Refused(_("You wrote some of this draft, so another person must clear it."))
        signed = list(clearance.signatures.select_related("by").order_by("pk"))
        seat = place_of(clearance, signed, by, place, training=training)
        _check_answered(version, {**clearance.answered, **_said(answered)})
        check_route(clearance)
        _check_fit(version, routes=clearance.routes, seen_from=clearance.asked_at, cutoff=cutoff, at=at)
        _posts, askers, bound = bind(version, cutoff=cutoff)
        check_bond(bound, seen_hash, cutoff, signed)
        clearance.bound_hash, clearance.cutoff_at, clearance.asker_count = bound, cutoff, len(askers)
        clearance.channel_ids = sorted({asker.channel.pk for asker in askers if not asker.reason})
        clearance.answered = {**clearance.answered, **_said(answered)}
        clearance.note = "\n".join(filter(None, [clearance.note, note.strip()]))
        yes = {"bound_hash": bound, "cutoff_at": cutoff, "words": place.words.strip()[:500]}
        Signature.objects.create(clearance=clearance, seat=seat, by=by, at=at, **yes)
        _finish(clearance, [*(one.seat for one in signed), seat], by, at)
        _append_signed(clearance, seat, by, at)
    return clearance


def _finish(clearance: Clearance, signed: Collection[str], by: Person, at: datetime) -> None:
    """Keeps what the signature adds; with the last that the route demands the draft is cleared."""
    is_last = set(signed) == set(seats_of(clearance.routes))
    if is_last:
        clearance.decision, clearance.decided_by, clearance.decided_at = Decision.CLEARED, by, at
    clearance.save()
    if is_last:
        clearance.refresh_from_db(fields=["training"])
        Draft.objects.filter(pk=clearance.version.draft_id).update(state=DraftState.CLEARED)


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


def _said(answered: Mapping[str, str]) -> dict[str, str]:
    return {rule: words.strip() for rule, words in answered.items() if words.strip()}


def _check_fit(
    version: DraftVersion, *, routes: Collection[str], seen_from: datetime, cutoff: datetime, at: datetime
) -> None:
    """What was shown was shown after it was handed in, and no rule or channel forbids the words by now."""
    if cutoff.tzinfo is None or not seen_from <= cutoff <= at:
        raise Refused(_("This page is out of date. Open it again, then decide."))
    judged = judge_version(version, at=at)
    if still_blocking(judged.findings, rules_in_force(Body.objects.get()), routes):
        raise Refused(_("The checks find something by now that must be mended. Send the draft back with a note."))
    if not is_judged_by(version, judged.rules_version, judged.switches) and not says_the_same(version, judged):
        # A round calls such drafts back within seconds; until then nobody answers questions of older rules.
        raise Refused(_("The rules changed, and say something else of these words. They go back to their author."))
    check_notices(version.draft.question, at=at)


def _check_answered(version: DraftVersion, answered: Mapping[str, str]) -> None:
    asked = [finding["rule_id"] for finding in version.findings if finding["severity"] == "ask"]
    asked += [question["rule_id"] for question in version.questions]
    if any(not answered.get(rule, "").strip() for rule in asked):
        raise Refused(_("Answer each question in a few words before you clear: they are what a second person is for."))


def _append_signed(clearance: Clearance, seat: str, by: Person, at: datetime) -> None:
    """One entry for each yes; the last of them is the clearance."""
    draft = clearance.version.draft
    fields: dict[str, str | int | bool | Sequence[str]] = {
        "answer": draft.answer_id,
        "version": draft.answer_version,
        "by": name_in_record(by, on=draft.opened_at.date()),
        "seat": seat.replace("_", "-"),
        "about": draft.question.public_id,
    }
    cleared = clearance.decision == Decision.CLEARED
    if cleared:
        fields |= {
            "edition": f"ed_{edition_in_force(at=at).version[:16]}",
            "asked": clearance.asker_count,
            "training": clearance.training,
            "routes": list(clearance.routes),
        }
    append(type="answer.cleared" if cleared else "answer.signed", fields=fields, disclosed={}, on=at.date())
