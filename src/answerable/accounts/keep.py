"""Changing a colleague's roles, and saying goodbye: the last administrator stays."""

from collections.abc import Sequence
from datetime import datetime

from django.contrib.sessions.models import Session
from django.db import transaction
from django.utils.translation import gettext as _

from answerable.accounts.models import Person
from answerable.accounts.roles import Act, Role
from answerable.errors import Refused


def change_roles(*, person: Person, roles: Sequence[str], by: Person) -> None:
    """Gives `person` exactly these roles."""
    _check(by)
    with transaction.atomic():
        _keep_one_administrator(person, stays=Role.ADMINISTRATOR in roles)
        Person.objects.filter(pk=person.pk).update(roles=list(roles))


def let_go(*, person: Person, by: Person, at: datetime) -> None:
    """Ends `person`'s access at once, sessions included; what they wrote stays."""
    _check(by)
    with transaction.atomic():
        _keep_one_administrator(person, stays=False)
        Person.objects.filter(pk=person.pk).update(is_active=False, left_at=at, roles=[])
        for session in Session.objects.filter(expire_date__gt=at).iterator():
            if session.get_decoded().get("_auth_user_id") == str(person.pk):
                session.delete()


def _check(by: Person) -> None:
    if not by.may(Act.KEEP_PEOPLE):
        raise Refused(_("Only an administrator can change who works here. Ask one to do it."))


def _keep_one_administrator(person: Person, *, stays: bool) -> None:
    administrators = Person.objects.select_for_update().filter(roles__contains=[Role.ADMINISTRATOR], is_active=True)
    if not stays and [one.pk for one in administrators] == [person.pk]:
        raise Refused(_("This is the only administrator. Make somebody else one first."))
