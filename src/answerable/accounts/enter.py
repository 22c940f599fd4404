"""A person comes in by their link: their account is made, or opened again if they worked here before."""

from datetime import datetime

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from answerable.accounts.models import Person, WayIn
from answerable.accounts.roles import Role
from answerable.accounts.way_in import find_way_in
from answerable.errors import Refused


def enter(*, secret: str, email: str, name: str, password: str, at: datetime) -> Person:
    """The person who now works here; the link is used up in the same transaction, so it works once.

    Raises `Refused` for a spent link, an address that is taken, or a password that is too easy to guess.
    """
    with transaction.atomic():
        way_in = WayIn.objects.select_for_update().get(pk=find_way_in(secret, at=at).pk)
        if way_in.used_at is not None:
            raise Refused(_("This link has just been used. Sign in instead."))
        if (
            way_in.made_by_id is None
            and Person.objects.filter(roles__contains=[Role.ADMINISTRATOR], is_active=True).exists()
        ):
            raise Refused(_("There is an administrator by now. Ask them for a link of your own."))
        address = (way_in.email or email).strip().lower()
        person = Person.objects.filter(email__iexact=address).first()
        if person is not None and person.is_active:
            raise Refused(_("Somebody with this email address already works here. Sign in instead."))
        person = person or Person(email=address, joined_at=at)
        person.name, person.roles, person.is_active, person.left_at = name.strip(), way_in.roles, True, None
        try:
            validate_password(password, person)
        except ValidationError as error:
            raise Refused(" ".join(error.messages)) from error
        person.set_password(password)
        person.save()
        way_in.used_at = at
        way_in.save(update_fields=["used_at"])
    return person
