"""Breaking the glass: one person publishes at once what others should have cleared; another person looks afterwards.

It passes by the route, by advice that is waited for and by the questions of the rules. It never passes by the writer:
nobody clears their own words, and what a rule blocks for everybody stays blocked.
"""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from answerable.accounts.models import Body, Person
from answerable.accounts.pseudonym import name_in_record
from answerable.accounts.roles import Act
from answerable.desk.clear import bind, check_fit, wrote
from answerable.desk.ends import LookOutcome
from answerable.desk.models import Clearance, Decision, Draft, DraftState, SecondLook
from answerable.desk.routes import Route
from answerable.errors import Refused
from answerable.record.append import append

LOOK_WITHIN = timedelta(hours=24)
"""Our own: the guidance says "within a set time". The trigger for crisis lines has the same."""


def break_glass(
    *, clearance: Clearance, seen_hash: str, cutoff: datetime, reason: str, by: Person, at: datetime
) -> SecondLook:
    """Clears what waits, at once and alone. Raises `Refused` without a reason, for one's own words, or what changed."""
    if not by.may(Act.BREAK_GLASS):
        raise Refused(_("Only a topic owner or a crisis lead publishes at once."))
    if not reason.strip():
        raise Refused(_("Say why it cannot wait for the others. The second look begins with your reason."))
    with transaction.atomic():
        locked = (
            Clearance.objects.select_for_update(of=("self",))
            .select_related("version__draft__question")
            .get(pk=clearance.pk)
        )
        if locked.decision != Decision.WAITING:
            raise Refused(_("This draft has been decided on already."))
        if not Body.objects.get().training and wrote(locked.version, by):
            raise Refused(_("You wrote some of this draft. Even now another person must let it out."))
        # What needs particular people is passed by; what is blocked for everybody is not.
        check_fit(locked.version, routes=list(Route), seen_from=locked.asked_at, cutoff=cutoff, at=at)
        _posts, askers, bound = bind(locked.version, cutoff=cutoff)
        if bound != seen_hash:
            raise Refused(_("Something changed while you looked. Look again, then decide."))
        look = SecondLook.objects.create(
            clearance=locked, is_glass=True, reason=reason.strip()[:500], due_at=at + LOOK_WITHIN
        )
        locked.decision, locked.decided_by, locked.decided_at = Decision.CLEARED, by, at
        locked.bound_hash, locked.cutoff_at, locked.asker_count = bound, cutoff, len(askers)
        locked.channel_ids = sorted({asker.channel.pk for asker in askers if not asker.reason})
        locked.save()
        locked.refresh_from_db(fields=["training"])
        Draft.objects.filter(pk=locked.version.draft_id).update(state=DraftState.CLEARED)
        _append("answer.glass", locked, by, at, training=locked.training, look_by=look.due_at.date().isoformat())
    return look


def look_again(*, look: SecondLook, outcome: str, words: str, by: Person, at: datetime) -> SecondLook:
    """The second look: it stands, or must be corrected or withdrawn. Raises `Refused` for who let it out."""
    if not by.may(Act.CLEAR):
        raise Refused(_("Your roles do not let you judge answers."))
    if outcome not in LookOutcome.values or not words.strip():
        raise Refused(_("Say whether it stands, and why in a sentence."))
    with transaction.atomic():
        locked = (
            SecondLook.objects.select_for_update(of=("self",))
            .select_related("clearance__version__draft__question")
            .get(pk=look.pk)
        )
        clearance = locked.clearance
        if locked.at is not None:
            raise Refused(_("Somebody took the second look meanwhile."))
        if not clearance.training and (clearance.decided_by_id == by.pk or wrote(clearance.version, by)):
            raise Refused(_("You wrote it or let it out, so another person takes the second look."))
        locked.outcome, locked.words, locked.by, locked.at = outcome, words.strip()[:500], by, at
        locked.save(update_fields=["outcome", "words", "by", "at"])
        _append("answer.looked", clearance, by, at, outcome=outcome)
    return locked


def _append(kind: str, clearance: Clearance, by: Person, at: datetime, **more: str | bool) -> None:
    """On the record without the reason: it may speak of people."""
    draft = clearance.version.draft
    fields: dict[str, str | int | bool] = {
        "answer": draft.answer_id,
        "version": draft.answer_version,
        "by": name_in_record(by, on=draft.opened_at.date()),
        "about": draft.question.public_id,
    }
    append(type=kind, fields={**fields, **more}, disclosed={}, on=at.date())
