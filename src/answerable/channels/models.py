"""A channel: one place where we are present, its rules for us, and its credentials."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from answerable.accounts.models import Person


class State(models.TextChoices):
    """The life of a channel."""

    OPEN = "open", _("Open")
    PAUSED = "paused", _("Paused")
    CLOSED = "closed", _("Closed")


MOVES: dict[str, frozenset[str]] = {
    State.OPEN: frozenset({State.PAUSED, State.CLOSED}),
    State.PAUSED: frozenset({State.OPEN, State.CLOSED}),
    State.CLOSED: frozenset(),
}


class Objective(models.TextChoices):
    """Why a channel exists: the four kinds of the guidance's first tip."""

    SERVICE = "service", _("Service: people get what they need")
    CONSULTATION = "consultation", _("Consultation: people shape decisions")
    COMMUNICATION = "communication", _("Communication: people know what we do")
    BEHAVIOUR = "behaviour", _("Behaviour change: people act on advice")


class Channel(models.Model):
    """One account, form or file on one kind of network.

    `settings` are the kind's own dataclass as JSON without its secrets; `credentials` are the secrets, encrypted.
    `limits` are what the network last told (`channels.limits` reads and writes them). `answers_through` is the channel
    that tells askers whose posts were brought in here by a file.
    """

    public_id = models.CharField(max_length=20, unique=True)
    name = models.CharField(_("Name"), max_length=80, unique=True)
    kind = models.CharField(max_length=20)
    settings = models.JSONField(default=dict)
    credentials = models.BinaryField(default=bytes)
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    state_reason = models.CharField(max_length=300, blank=True)
    objective = models.CharField(_("Objective"), max_length=20, choices=Objective.choices)
    keeper = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name=_("Keeper"))
    promised_days = models.PositiveSmallIntegerField(_("Working days within which we reply"), default=2)
    rules_read_at = models.DateTimeField()
    answers_through = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    limits = models.JSONField(default=dict)
    limits_read_at = models.DateTimeField(null=True)
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["name"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(state__in=State.values), name="channel_state_known"),
            models.CheckConstraint(
                condition=models.Q(state="closed", closed_at__isnull=False) | ~models.Q(state="closed"),
                name="closed_has_a_moment",
            ),
        ]

    def __str__(self) -> str:
        return self.name
