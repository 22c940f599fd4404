"""Changing a colleague's roles, and saying goodbye: the last administrator stays."""

from collections.abc import Sequence
from datetime import datetime

from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from answerable.accounts.models import Person, WayIn
from answerable.accounts.roles import Act, Role
from answerable.errors import Refused


def change_roles(*, person: Person, roles: Sequence[str], by: Person) -> None:
    """Gives `person` exactly these roles."""
    _check(by)
    if not roles or not set(roles) <= set(Role):
        raise Refused(_("Choose at least one role from the list. To end somebody's access, let them go."))
    with transaction.atomic():
        _keep_one_administrator(person, stays=Role.ADMINISTRATOR in roles)
        Person.objects.filter(pk=person.pk).update(roles=[role for role in Role if role in roles])


def let_go(*, person: Person, by: Person, at: datetime) -> None:
    """Ends `person`'s access at once: sessions, and links they made or were given. What they wrote stays."""
    _check(by)
    with transaction.atomic():
        _keep_one_administrator(person, stays=False)
        Person.objects.filter(pk=person.pk).update(is_active=False, left_at=at, roles=[])
        WayIn.objects.filter(Q(made_by=person) | Q(email__iexact=person.email), used_at=None).delete()
        for session in Session.objects.filter(expire_date__gt=at).iterator():
            if session.get_decoded().get("_auth_user_id") == str(person.pk):
                session.delete()


def _check(by: Person) -> None:
    if not by.may(Act.KEEP_PEOPLE):
        raise Refused(_("Only an administrator can change who works here. Ask one to do it."))


def _keep_one_administrator(person: Person, *, stays: bool) -> None:
    """With the administrators' rows locked, so that two who let each other go at once do not both succeed."""
    administrators = Person.objects.select_for_update().filter(roles__contains=[Role.ADMINISTRATOR], is_active=True)
    if not stays and [one.pk for one in administrators.order_by("pk")] == [person.pk]:
        raise Refused(_("This is the only administrator. Make somebody else one first."))
