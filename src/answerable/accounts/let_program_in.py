"""Letting a program use the HTTP interface, and withdrawing that: its token is made here and shown once."""

import secrets
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from answerable.accounts.models import Person, Program
from answerable.accounts.roles import Act
from answerable.accounts.way_in import hash_secret
from answerable.errors import Refused

LONGEST_NAME = 80


def let_program_in(*, name: str, by: Person, at: datetime) -> str:
    """The token of a new program, returned this once. Raises `Refused` for a name that another one has."""
    _check(by)
    plain = " ".join(name.split())
    if not plain or len(plain) > LONGEST_NAME:
        raise Refused(_("Give the program a name of at most 80 characters, so that you know it again."))
    token = f"ans_{secrets.token_urlsafe(32)}"
    try:
        with transaction.atomic():
            Program.objects.create(name=plain, token_hash=hash_secret(token), made_by=by, made_at=at)
    except IntegrityError as error:
        raise Refused(_("Another program has this name. Withdraw that one first, or choose another name.")) from error
    return token


def withdraw_program(*, program: Program, by: Person, at: datetime) -> None:
    """From now on its token opens nothing."""
    _check(by)
    Program.objects.filter(pk=program.pk, withdrawn_at=None).update(withdrawn_by=by, withdrawn_at=at)


def _check(by: Person) -> None:
    if not by.may(Act.KEEP_PEOPLE):
        raise Refused(_("Only an administrator decides which programs may ask. Ask one to do it."))
