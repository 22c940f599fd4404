"""Drafts with their versions, and their clearances: who must say yes, and who did."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from answerable.accounts.models import Person
from answerable.desk.routes import Route, Seat
from answerable.questions.models import Question


class DraftState(models.TextChoices):
    """The life of a draft."""

    WRITING = "writing", _("Being written")
    CLEARING = "clearing", _("Waiting for clearance")
    CLEARED = "cleared", _("Cleared")
    DROPPED = "dropped", _("Dropped")


MOVES: dict[str, frozenset[str]] = {
    DraftState.WRITING: frozenset({DraftState.CLEARING, DraftState.DROPPED}),
    DraftState.CLEARING: frozenset({DraftState.WRITING, DraftState.CLEARED, DraftState.DROPPED}),
    DraftState.CLEARED: frozenset({DraftState.WRITING}),
    DraftState.DROPPED: frozenset(),
}


class DraftKind(models.TextChoices):
    """What a draft becomes when it is cleared."""

    ANSWER = "answer", _("Answer")
    CORRECTION = "correction", _("Correction")
    WITHDRAWAL = "withdrawal", _("Withdrawal")


class Draft(models.Model):
    """The one text being written for a question; at most one is open at a time, so two people meet in the same draft.

    `answer_id` and `answer_version` are the public names that the words will have once they are published.
    """

    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="drafts")
    kind = models.CharField(max_length=12, choices=DraftKind.choices, default=DraftKind.ANSWER)
    state = models.CharField(max_length=10, choices=DraftState.choices, default=DraftState.WRITING)
    answer_id = models.CharField(max_length=20)
    answer_version = models.PositiveIntegerField(default=1)
    opened_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["question"], condition=Q(state__in=["writing", "clearing"]), name="one_open_draft"
            ),
            models.CheckConstraint(condition=Q(state__in=DraftState.values), name="draft_state_known"),
        ]


class DraftVersion(models.Model):
    """One saved state of a draft; never changed afterwards (a trigger refuses it).

    `text` is the answer as its page shows it. `short_text` is what goes to networks where `text` does not fit; empty
    where it is not needed. `sources` are addresses, one a line. `findings` and `questions` are the judgement of the
    rules in force (`rules_version`) at the moment of saving, as data, under the `switches` of that moment.
    `is_service` is the author's word that it is plain service information, which a pre-election period lets through.
    """

    draft = models.ForeignKey(Draft, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    text = models.TextField()
    short_text = models.TextField(blank=True)
    sources = models.TextField(blank=True)
    language = models.CharField(max_length=5, default="en")
    written_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()
    findings = models.JSONField(default=list)
    questions = models.JSONField(default=list)
    rules_version = models.CharField(max_length=64)
    is_service = models.BooleanField(default=False, db_default=False)
    switches = ArrayField(models.CharField(max_length=20), default=list)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["draft", "number"], name="draft_version_once")]


class Decision(models.TextChoices):
    """What a clearer may say."""

    WAITING = "waiting", _("Waiting")
    CLEARED = "cleared", _("Cleared")
    CHANGES = "changes", _("Changes wanted")
    VOID = "void", _("Void: something it was bound to changed")


def plainest_route() -> list[str]:
    """What a draft is cleared on when nobody said anything of what is in it."""
    return [Route.FACTUAL.value]


class Clearance(models.Model):
    """A second person's judgement of one version, bound to its text, its channels and the people to be told.

    `bound_hash` is over all three, as the clearer saw them; the people are those whose posts were in the question at
    `cutoff_at` (whoever joins later is a late asker, whoever leaves or edits breaks the bond).
    `writer_ids` are all who saved a version of the draft; a
    trigger fills it from the versions whatever is given, and a constraint refuses a clearer who is among them, unless
    the body is in training. `answered` holds the clearer's words to the questions that the rules ask.
    `reasons` are the author's for going on past a warning, by rule.
    `routes` are what the author says is in the draft, `proposed` what the machine saw, `left_out` why a proposed route
    is not taken, by route. `seats` are the signatures that the routes demand; a trigger fills it, and refuses a yes
    before all of them are there.
    """

    version = models.ForeignKey(DraftVersion, on_delete=models.PROTECT, related_name="clearances")
    bound_hash = models.CharField(max_length=64)
    cutoff_at = models.DateTimeField()
    channel_ids = ArrayField(models.BigIntegerField())
    asker_count = models.PositiveIntegerField()
    asked_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    reasons = models.JSONField(default=dict)
    decision = models.CharField(max_length=10, choices=Decision.choices, default=Decision.WAITING)
    decided_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True)
    answered = models.JSONField(default=dict)
    note = models.TextField(blank=True)
    writer_ids = ArrayField(models.BigIntegerField(), default=list)
    training = models.BooleanField(default=False)
    routes = ArrayField(models.CharField(max_length=12, choices=Route.choices), default=plainest_route)
    proposed = ArrayField(models.CharField(max_length=12), default=list)
    left_out = models.JSONField(default=dict)
    seats = ArrayField(models.CharField(max_length=14), default=list)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["version"], condition=Q(decision="waiting"), name="one_waiting_clearance"),
            models.CheckConstraint(
                condition=Q(decision__in=["waiting", "void"]) | Q(decided_by__isnull=False, decided_at__isnull=False),
                name="decided_by_someone",
            ),
        ]


class Signature(models.Model):
    """One person's yes in one place of a clearance's route; never changed (a trigger refuses it).

    `bound_hash` is over what they saw. `words` say by what authority, or which agreed lines, where the place wants it.
    """

    clearance = models.ForeignKey(Clearance, on_delete=models.PROTECT, related_name="signatures")
    seat = models.CharField(max_length=14, choices=Seat.choices)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    bound_hash = models.CharField(max_length=64)
    cutoff_at = models.DateTimeField()
    words = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["clearance", "seat"], name="signed_once")]


class RouteNeed(models.Model):
    """Why a draft may only be cleared on this route, until `ended_at`: such as an election period that began."""

    draft = models.ForeignKey(Draft, on_delete=models.PROTECT, related_name="+")
    route = models.CharField(max_length=12, choices=Route.choices)
    why = models.CharField(max_length=500)
    at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["draft", "route"], condition=Q(ended_at=None), name="route_needed_once"),
            models.CheckConstraint(condition=~Q(why=""), name="route_needed_says_why"),
        ]
