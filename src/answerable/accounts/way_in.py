"""Links that let a person in once: for the first administrator, and for everyone who is asked to join."""

import hashlib
import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from answerable.accounts.models import Person, WayIn
from answerable.accounts.roles import Act, Role
from answerable.errors import Refused

LASTS = timedelta(days=7)


def hash_secret(secret: str) -> str:
    """What is kept of a link's secret: enough to recognise it, not enough to make it."""
    return hashlib.sha256(secret.encode()).hexdigest()


def first_way_in(*, at: datetime) -> str | None:
    """A fresh secret for the first administrator, or None once there is one; older unused ones stop working."""
    with transaction.atomic():
        if Person.objects.filter(roles__contains=[Role.ADMINISTRATOR], is_active=True).exists():
            return None
        WayIn.objects.filter(made_by=None, used_at=None).delete()
        return _keep(email="", name="", roles=list(Role), made_by=None, at=at)


def ask_to_join(*, email: str, name: str, roles: Sequence[str], by: Person, at: datetime) -> str:
    """A secret for one colleague, to be handed to them in whatever way the body trusts."""
    if not by.may(Act.KEEP_PEOPLE):
        raise Refused(_("Only an administrator can ask people to join. Ask one to do it."))
    if not roles or not set(roles) <= set(Role):
        raise Refused(_("Choose at least one role from the list, so that the person can do something here."))
    with transaction.atomic():
        if Person.objects.filter(email__iexact=email, is_active=True).exists():
            raise Refused(_("Somebody with this email address already works here. Change their roles instead."))
        WayIn.objects.filter(email__iexact=email, used_at=None).delete()
        return _keep(email=email.strip().lower(), name=name.strip(), roles=list(roles), made_by=by, at=at)


def find_way_in(secret: str, *, at: datetime) -> WayIn:
    """The unused link with this secret."""
    way_in = WayIn.objects.filter(secret_hash=hash_secret(secret), used_at=None, ends_at__gt=at).first()
    if way_in is None:
        raise Refused(
            _(
                "This link has been used or has run out. Ask an administrator for a new one; "
                "for the very first person, `answerable way-in` prints one."
            )
        )
    return way_in


def _keep(*, email: str, name: str, roles: Sequence[str], made_by: Person | None, at: datetime) -> str:
    secret = secrets.token_urlsafe(24)
    WayIn.objects.create(
        secret_hash=hash_secret(secret),
        email=email,
        name=name,
        roles=list(roles),
        made_by=made_by,
        made_at=at,
        ends_at=at + LASTS,
    )
    return secret
