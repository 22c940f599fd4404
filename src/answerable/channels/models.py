"""A channel: one place where we are present, its rules for us, and its credentials."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from answerable.accounts.models import Person


class State(models.TextChoices):
    """The life of a channel."""

    SETTING_UP = "setting_up", _("Being set up")
    OPEN = "open", _("Open")
    PAUSED = "paused", _("Paused")
    CLOSED = "closed", _("Closed")


MOVES: dict[str, frozenset[str]] = {
    State.SETTING_UP: frozenset(),
    State.OPEN: frozenset({State.PAUSED, State.CLOSED}),
    State.PAUSED: frozenset({State.OPEN, State.CLOSED}),
    State.CLOSED: frozenset(),
}
"""What a person may change it to. What is being set up is opened by `set_up.open_set_up`, once its rules are signed."""

UNREAD = models.Q(rules_read_at=None) | (~models.Q(signed_hash="") & ~models.Q(signed_hash=models.F("sheet_hash")))
"""Channels whose rules sheet nobody has signed as it now stands: no post leaves them."""


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

    `needs_keeper` says in words what its keeper must mend before anything is sent; `lost_by_proof` where a proof found
    it, so that a later proof may take it back. Between `quiet_from` and `quiet_until`, in the body's time zone, nothing
    is sent. `sheet_hash` is the rules sheet as it stands, `signed_hash` as it was last signed ("" before sheets were).
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
    rules_read_at = models.DateTimeField(null=True)
    sheet_hash = models.CharField(max_length=64, blank=True)
    signed_hash = models.CharField(max_length=64, blank=True)
    needs_keeper = models.CharField(max_length=300, blank=True)
    needs_keeper_since = models.DateTimeField(null=True)
    lost_by_proof = models.BooleanField(default=False)
    keeper_told_at = models.DateTimeField(null=True)
    prove_at = models.DateTimeField(null=True)
    quiet_from = models.TimeField(null=True)
    quiet_until = models.TimeField(null=True)
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
            models.CheckConstraint(
                condition=models.Q(quiet_from=None, quiet_until=None)
                | models.Q(quiet_from__isnull=False, quiet_until__isnull=False),
                name="quiet_has_both_ends",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="open") | models.Q(rules_read_at__isnull=False), name="open_has_rules_read"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_unread(self) -> bool:
        """Whether nobody has signed the rules sheet as it now stands."""
        return self.rules_read_at is None or self.signed_hash not in ("", self.sheet_hash)


class Connection(models.Model):
    """Credentials that were proven by a call before they became the channel's; only ever added to, the newest counts.

    `credentials` are sealed as on the channel. The account is what the network last said. `warned_at` is when the
    keeper was told that they end.
    """

    channel = models.ForeignKey(Channel, on_delete=models.CASCADE, related_name="connections")
    settings = models.JSONField(default=dict)
    credentials = models.BinaryField(default=bytes)
    account_name = models.CharField(max_length=200)
    account_url = models.CharField(max_length=500, blank=True)
    notes = models.JSONField(default=list)
    expires_at = models.DateTimeField(null=True)
    made_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    proven_at = models.DateTimeField()
    warned_at = models.DateTimeField(null=True)

    class Meta:
        get_latest_by: ClassVar = ["made_at", "pk"]


class Signature(models.Model):
    """A person's word that they read a channel's rules sheet, with the sheet as it then was; only ever added to."""

    channel = models.ForeignKey(Channel, on_delete=models.CASCADE, related_name="signatures")
    sheet_hash = models.CharField(max_length=64)
    lines = models.JSONField(default=list)
    signed_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    signed_at = models.DateTimeField()

    class Meta:
        get_latest_by: ClassVar = ["signed_at", "pk"]
