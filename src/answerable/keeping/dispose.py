"""Disposal runs: shown before they act, confirmed by a person or the body's rule, done in batches, recorded after."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from answerable.accounts.models import Body, Person
from answerable.accounts.pseudonym import name_in_record
from answerable.channels.open import new_id
from answerable.errors import Refused
from answerable.keeping.classes import BY_CODE, kept_by_hold, over
from answerable.keeping.held import holds_in_force, stand_still
from answerable.keeping.models import DisposalRun, NightlyRule, RunPart, RunState
from answerable.keeping.open_request import may_keep
from answerable.keeping.periods import moment_of, over_on, periods
from answerable.pure.ledger.writing import Field
from answerable.record.append import append
from answerable.record.let_go import letting_go

BATCH = 200
"""Rows in one transaction: about a second for posts with all that hangs on them, and no hold waits for longer."""
OPEN = (RunState.SHOWN, RunState.CONFIRMED)


def show_run(*, by: Person | None, at: datetime) -> DisposalRun | None:
    """Counts what is over, class by class; nothing goes. None where nothing is.

    The days are fixed here: what a person confirms is not more because they took their time. Raises `Refused` while
    another run waits or goes on.
    """
    if by is not None:
        may_keep(by)
    body, holds = Body.objects.get(), holds_in_force()
    parts = []
    for period in periods():
        until = over_on(period, body, at)
        due, before = period.of, moment_of(until, body)
        count = over(due, before, holds).count()
        kept = kept_by_hold(due, before, holds).count()
        if count or kept:
            told = {"of_class": due.code, "period": period.words, "until": until}
            parts.append(RunPart(due_count=count, held_count=kept, **told))
    if not any(part.due_count for part in parts):
        return None
    try:
        with transaction.atomic():
            run = DisposalRun.objects.create(public_id=new_id("dr"), made_by=by, made_at=at)
            for part in parts:
                part.run = run
            RunPart.objects.bulk_create(parts)
    except IntegrityError as error:
        raise Refused(_("A run waits or goes on already. Decide about that one first.")) from error
    return run


def confirm_run(*, run: DisposalRun, by: Person | None, at: datetime) -> None:
    """From now on it goes, a batch at a time. `by` is None for the nightly rule."""
    _decide(run, RunState.CONFIRMED, by, at)


def drop_run(*, run: DisposalRun, by: Person, at: datetime) -> None:
    """It is not done; what was over is in the next run again."""
    _decide(run, RunState.DROPPED, by, at)


def _decide(run: DisposalRun, state: RunState, by: Person | None, at: datetime) -> None:
    if by is not None:
        may_keep(by)
    told = {"state": state, "decided_by": by, "decided_at": at, "ended_at": at if state == RunState.DROPPED else None}
    if not DisposalRun.objects.filter(pk=run.pk, state=RunState.SHOWN).update(**told):
        raise Refused(_("Somebody decided about this run before."))


def set_nightly(*, on: bool, by: Person, at: datetime) -> None:
    """Whether the night's run goes without a person."""
    may_keep(by)
    NightlyRule.objects.update_or_create(id=1, defaults={"on": on, "set_by": by, "set_at": at})


def show_nightly(*, at: datetime) -> int:
    """Each night's round: a run is made where something is over, and goes by itself only where the body said so."""
    if not Body.objects.exists() or DisposalRun.objects.filter(state__in=OPEN).exists():
        return 0
    run = show_run(by=None, at=at)
    if run is not None and NightlyRule.objects.filter(on=True).exists():
        confirm_run(run=run, by=None, at=at)
    return int(run is not None)


def dispose_due(*, at: datetime, batch: int = BATCH) -> int:
    """One batch of what was confirmed; how many rows went. A round's part.

    Batch and progress are one transaction, and what went is no longer due: killed anywhere it goes on where it was.
    """
    with transaction.atomic():
        stand_still()
        confirmed = DisposalRun.objects.select_for_update(skip_locked=True, of=("self",))
        run = confirmed.filter(state=RunState.CONFIRMED).order_by("pk").first()
        if run is None:
            return 0
        part = run.parts.filter(ended_at=None).order_by("pk").first()
        if part is None:
            DisposalRun.objects.filter(pk=run.pk).update(state=RunState.DONE, ended_at=at)
            return 0
        return _go_on(run, part, at=at, batch=batch)


def _go_on(run: DisposalRun, part: RunPart, *, at: datetime, batch: int) -> int:
    """The next rows of a class; where none are left, the class is ended and recorded."""
    one, body = BY_CODE[part.of_class], Body.objects.get()
    due = over(one, moment_of(part.until, body), holds_in_force())
    rows = list(due.values_list("pk", flat=True)[:batch])
    if rows:
        with letting_go():
            one.dispose(rows, at)
        RunPart.objects.filter(pk=part.pk).update(done_count=part.done_count + len(rows))
        return len(rows)
    RunPart.objects.filter(pk=part.pk).update(ended_at=at)
    if part.done_count:
        on = body.today(at)
        fields: dict[str, Field] = {"run": run.public_id, "about": run.public_id, "class": one.code}
        fields |= {"count": part.done_count, "until": part.until.isoformat()}
        if run.decided_by is not None:
            fields["by"] = name_in_record(run.decided_by, on=on)
        append(type="retention.disposed", fields=fields, disclosed={}, on=on)
    return batch
