"""The body, its people with their roles, the links that let a person in, and the programs that may ask us."""

import uuid
from datetime import date, datetime
from typing import ClassVar
from zoneinfo import ZoneInfo

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from answerable.accounts.roles import MAY, Act, Role

LANGUAGES = [("en", _("English")), ("cy", _("Welsh")), ("ga", _("Irish")), ("gd", _("Scottish Gaelic"))]


JURISDICTIONS = [
    ("uk-local", _("Local government in the UK")),
    ("uk-central", _("Central government in the UK")),
    ("wales", _("A body in Wales")),
    ("ireland", _("A body in Ireland")),
    ("generic", _("Another body")),
]


class Body(models.Model):
    """The public body this desk belongs to; there is exactly one row, made by the first run."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1, editable=False)
    name = models.CharField(_("Name of the body"), max_length=200)
    language = models.CharField(_("Main language"), max_length=5, choices=LANGUAGES, default="en")
    time_zone = models.CharField(_("Time zone"), max_length=60, default="Europe/London")
    jurisdiction = models.CharField(_("What kind of body"), max_length=20, choices=JURISDICTIONS, default="uk-local")
    training = models.BooleanField(default=True)
    set_up_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [models.CheckConstraint(condition=models.Q(id=1), name="one_body")]

    def __str__(self) -> str:
        return self.name

    def today(self, at: datetime) -> date:
        """The day that `at` falls on where the body is."""
        return at.astimezone(ZoneInfo(self.time_zone)).date()


class PersonRows(BaseUserManager["Person"]):
    """Finds people by email, whatever the case it was typed in."""

    def get_by_natural_key(self, username: str | None) -> "Person":
        """The person who signs in with this address."""
        return self.get(email__iexact=username)


class Person(AbstractBaseUser):
    """Someone who works here. `key` is random and never leaves: pseudonyms in the record are made from it."""

    email = models.EmailField(_("Email address"), unique=True)
    name = models.CharField(_("Name"), max_length=120)
    roles = ArrayField(models.CharField(max_length=20, choices=Role.choices), default=list, verbose_name=_("Roles"))
    is_active = models.BooleanField(default=True)
    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    joined_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True)

    objects: ClassVar[PersonRows] = PersonRows()
    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    def __str__(self) -> str:
        return self.name

    @property
    def role_labels(self) -> list[str]:
        """The roles in words, in the order of the table."""
        return [str(role.label) for role in Role if role in self.roles]

    def may(self, act: Act) -> bool:
        """Whether one of this person's roles allows `act`; a person who has left may do nothing."""
        return self.is_active and any(role in MAY[act] for role in self.roles)


class WayIn(models.Model):
    """A link that works once: it makes the first administrator, or lets in a person who was asked to join.

    Only the hash of the link's secret is kept. `email` is empty for the first administrator, who gives their own.
    """

    secret_hash = models.CharField(max_length=64, unique=True)
    email = models.EmailField(blank=True)
    name = models.CharField(max_length=120, blank=True)
    roles = ArrayField(models.CharField(max_length=20, choices=Role.choices))
    made_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)


class Program(models.Model):
    """A program that may use the HTTP interface until it is withdrawn; of its token only the hash is kept.

    `counted` requests came since `counted_from`, for the limit by the minute.
    """

    name = models.CharField(max_length=80)
    token_hash = models.CharField(max_length=64, unique=True)
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    counted_from = models.DateTimeField(null=True)
    counted = models.PositiveIntegerField(default=0)
    withdrawn_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["name", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["name"], condition=models.Q(withdrawn_at=None), name="one_program_of_a_name"
            ),
            models.CheckConstraint(
                condition=models.Q(withdrawn_at=None, withdrawn_by=None)
                | models.Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False),
                name="withdrawn_by_someone",
            ),
        ]
