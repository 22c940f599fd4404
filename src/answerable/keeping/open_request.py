"""A person asks what is held about them, or to be erased: written down, with who they are and until when."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from answerable.accounts.models import Body, Person
from answerable.accounts.roles import Act
from answerable.channels.open import new_id
from answerable.errors import Refused
from answerable.keeping.look_up import given_lines
from answerable.keeping.models import Checked, PersonRequest, Wish
from answerable.listening.models import Author
from answerable.pure.sense.clocks import due_on
from answerable.pure.sense.sign import Kind


def may_keep(by: Person) -> None:
    """Raises `Refused` unless they may keep records: each verb here asks."""
    if not by.may(Act.KEEP_RECORDS):
        raise Refused(_("Only a records officer may do this. Ask an administrator if you should be one."))


def open_request(
    *, wish: str, given: str, accounts: Sequence[Author], received_on: date, by: Person, at: datetime
) -> PersonRequest:
    """The clock is one month from the day it came in (UK GDPR and GDPR, article 12(3)), to the next working day.

    Raises `Refused` without anything to find them by, for a day to come, or where none of the accounts is there.
    """
    may_keep(by)
    body = Body.objects.get()
    if wish not in Wish.values:
        raise Refused(_("Choose what they ask for."))
    if not given_lines(given):
        raise Refused(_("Write down what the person gave to be found by."))
    if received_on > body.today(at):
        raise Refused(_("The day it came in is still to come. Give the day on which it reached anybody here."))
    if not accounts:
        raise Refused(_("Choose the accounts that are theirs. If none is, nothing is held: tell them so."))
    with transaction.atomic():
        request = PersonRequest.objects.create(
            public_id=new_id("sr"),
            wish=wish,
            given="\n".join(given_lines(given)),
            received_on=received_on,
            due_on=due_on(Kind.DATA, received_on, body.jurisdiction),
            opened_by=by,
            opened_at=at,
        )
        request.accounts.set(accounts)
    return request


def check_identity(*, request: PersonRequest, how: str, note: str, by: Person, at: datetime) -> None:
    """Somebody says how it was made sure who is asking; before that nothing is handed over or erased."""
    may_keep(by)
    if how not in Checked.values:
        raise Refused(_("Choose how you made sure who they are."))
    if how in {Checked.OTHER, Checked.KNOWN} and not note.strip():
        raise Refused(_("Say in a sentence how you made sure who they are."))
    with transaction.atomic():
        locked = open_one(request)
        if locked.checked_at is not None:
            raise Refused(_("Who they are was checked before."))
        locked.checked_how, locked.checked_note = how, note.strip()[:300]
        locked.checked_by, locked.checked_at = by, at
        locked.save(update_fields=["checked_how", "checked_note", "checked_by", "checked_at"])


def note_copy(*, request: PersonRequest, by: Person, at: datetime) -> None:
    """The copy was taken to be handed over."""
    may_keep(by)
    with transaction.atomic():
        locked = checked_one(request)
        PersonRequest.objects.filter(pk=locked.pk).update(copied_by=by, copied_at=at)


def end_request(*, request: PersonRequest, why: str, by: Person, at: datetime) -> None:
    """Nothing more is to be done; `why` says how it ended: handed over, nothing held, withdrawn, refused and why."""
    may_keep(by)
    if not why.strip():
        raise Refused(_("Say in a sentence how it ended."))
    with transaction.atomic():
        locked = open_one(request)
        locked.ended_at, locked.ended_by, locked.ended_why = at, by, why.strip()[:300]
        locked.save(update_fields=["ended_at", "ended_by", "ended_why"])


def open_one(request: PersonRequest) -> PersonRequest:
    """The row, locked; raises `Refused` where it was ended meanwhile."""
    locked = PersonRequest.objects.select_for_update(of=("self",)).get(pk=request.pk)
    if locked.ended_at is not None:
        raise Refused(_("This request was ended. Open a new one."))
    return locked


def checked_one(request: PersonRequest) -> PersonRequest:
    """The row, locked; raises `Refused` where nobody has said how identity was checked."""
    locked = open_one(request)
    if locked.checked_at is None:
        raise Refused(_("First say how you made sure who they are: otherwise a stranger could get or erase this."))
    return locked
