"""Acknowledging an edition: somebody who works here says that they have read it."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from answerable.accounts.models import Person
from answerable.accounts.roles import Act
from answerable.errors import Refused
from answerable.guidance.models import Acknowledgement, Edition


@dataclass(frozen=True)
class Readers:
    """Who acknowledged an edition, first things first, and who works here and has not."""

    have: tuple[Acknowledgement, ...]
    have_not: tuple[Person, ...]


def acknowledge(*, number: int, by: Person, at: datetime) -> None:
    """Notes that `by` has read the edition. Saying it again changes nothing; an older one can be said no more."""
    if not by.may(Act.READ):
        raise Refused(_("Only people who work here acknowledge an edition."))
    with transaction.atomic():
        newest = Edition.objects.first()
        if newest is None or newest.number != number:
            raise Refused(_("There is a newer edition by now. Read what changed, then say that you have read it."))
        Acknowledgement.objects.get_or_create(edition=newest, person=by, defaults={"at": at})


def readers_of(edition: Edition) -> Readers:
    """Everybody who works here, by whether they acknowledged it; who left since is among those who did."""
    have = tuple(Acknowledgement.objects.filter(edition=edition).select_related("person").order_by("at", "pk"))
    named = {one.person_id for one in have}
    here = Person.objects.filter(is_active=True).order_by("name")
    return Readers(have, tuple(person for person in here if person.pk not in named))
