"""Answers and their versions, and the rows that carry the promise: everyone who asked is told once."""

from typing import ClassVar

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from answerable.accounts.models import Person
from answerable.channels.models import Channel
from answerable.desk.models import Clearance, DraftKind
from answerable.listening.models import Post
from answerable.questions.models import Question


class Answer(models.Model):
    """What we say to a question, for as long as it stands; its words are in its versions.

    `search` is the question's title and the newest version's text as they are searched; triggers keep it.
    """

    question = models.OneToOneField(Question, on_delete=models.PROTECT, related_name="answer")
    public_id = models.CharField(max_length=20, unique=True)
    published_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)
    review_on = models.DateField(null=True)
    search = SearchVectorField(null=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["-published_at", "-id"], name="answer_latest"),
            GinIndex(fields=["search"], name="answer_search"),
        ]


class AnswerVersion(models.Model):
    """Cleared words, exactly as cleared; never changed afterwards (a trigger refuses it).

    How its telling goes is kept beside them: `asker_count` people are owed it, `told_at` is set while no delivery is on
    its way, `replaced_at` when a newer version took over, `stopped_at` while a person holds it back. `recorded_told`
    and `recorded_askers` are the totals that the public record was last given.
    """

    answer = models.ForeignKey(Answer, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=12, choices=DraftKind.choices, default=DraftKind.ANSWER)
    clearance = models.OneToOneField(Clearance, on_delete=models.PROTECT, related_name="+")
    text = models.TextField()
    short_text = models.TextField(blank=True)
    sources = models.TextField(blank=True)
    language = models.CharField(max_length=5)
    text_hash = models.CharField(max_length=64)
    written_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    cleared_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    training = models.BooleanField(default=False)
    published_at = models.DateTimeField()
    asker_count = models.PositiveIntegerField(default=0)
    told_at = models.DateTimeField(null=True)
    replaced_at = models.DateTimeField(null=True)
    stopped_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    stopped_at = models.DateTimeField(null=True)
    recorded_told = models.PositiveIntegerField(null=True)
    recorded_askers = models.PositiveIntegerField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["answer", "number"], name="answer_version_once"),
            models.CheckConstraint(
                condition=Q(training=True) | ~Q(cleared_by=models.F("written_by")), name="cleared_by_another"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["id"], name="version_being_told", condition=Q(told_at=None)),
            models.Index(fields=["-published_at", "-id"], name="version_latest", condition=Q(replaced_at=None)),
        ]


class Redaction(models.Model):
    """A passage taken out of what was published, when and why; the passage itself is nowhere any more.

    `version` is empty where it stood in the title of the question. `said` is for the public, who sees the mark.
    """

    class Why(models.TextChoices):
        """The closed list; the public reads the label."""

        PERSONAL = "personal", _("it named or described a person")
        COURT = "court", _("a court or regulator ordered it")
        SECURITY = "security", _("it could put people or places at risk")
        RIGHTS = "rights", _("somebody else has the right to these words")
        MISTAKE = "mistake", _("it was published by mistake")

    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="+")
    version = models.ForeignKey(AnswerVersion, null=True, on_delete=models.PROTECT, related_name="redactions")
    why = models.CharField(max_length=10, choices=Why.choices)
    said = models.CharField(max_length=300, blank=True)
    count = models.PositiveIntegerField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()


class DeliveryState(models.TextChoices):
    """The life of one telling, in the moves of `answers.moves`. `sending` is only left by evidence or its deadline."""

    PENDING = "pending", _("Waiting its turn")
    CLAIMED = "claimed", _("Taken up")
    SENDING = "sending", _("Being sent")
    CHECKING = "checking", _("May have been sent: being looked up")
    HELD = "held", _("A person must look")
    TOLD = "told", _("Told")
    NOT_TOLD = "not_told", _("Could not be told")
    STOPPED = "stopped", _("Stopped")


ON_ITS_WAY = (DeliveryState.PENDING, DeliveryState.CLAIMED, DeliveryState.SENDING, DeliveryState.CHECKING)
"""States that time or the network ends; the others are final or wait for a person."""


class Delivery(models.Model):
    """One message to one asker on one channel. Everything in the message is frozen when the row is made.

    `key` is our own reference, a hash of answer, version, kind, channel and asker. `fence` counts claims: what a claim
    reports applies only with the fence it was given, except that a success is evidence and always counts.
    `after` is the telling of the earlier version that a correction waits for. Who asked `in_private` is told so.
    `edits_uid` is our own earlier message whose words are changed in their place, where the network can do that.
    """

    version = models.ForeignKey(AnswerVersion, on_delete=models.PROTECT, related_name="deliveries")
    channel = models.ForeignKey(Channel, on_delete=models.PROTECT, related_name="+")
    recipient = models.CharField(max_length=300)
    target_uid = models.CharField(max_length=300, blank=True)
    in_private = models.BooleanField(default=False, db_default=False)
    key = models.CharField(max_length=40, unique=True)
    text = models.TextField()
    language = models.CharField(max_length=5)
    waiting_since = models.DateTimeField()
    made_at = models.DateTimeField()
    after = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=DeliveryState.choices, default=DeliveryState.PENDING)
    state_at = models.DateTimeField()
    due_at = models.DateTimeField()
    attempt_count = models.PositiveIntegerField(default=0)
    look_count = models.PositiveIntegerField(default=0)
    fence = models.PositiveIntegerField(default=0)
    lease_until = models.DateTimeField(null=True)
    first_sent_at = models.DateTimeField(null=True)
    last_sent_at = models.DateTimeField(null=True)
    receipt_uid = models.CharField(max_length=300, blank=True)
    receipt_url = models.CharField(max_length=500, blank=True)
    why = models.CharField(max_length=300, blank=True)
    edits_uid = models.CharField(max_length=300, blank=True, default="", db_default="")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["version", "channel", "recipient"], name="told_once"),
            models.CheckConstraint(condition=Q(state__in=DeliveryState.values), name="delivery_state_known"),
            models.CheckConstraint(condition=~Q(state="told") | ~Q(receipt_uid=""), name="told_has_a_receipt"),
            models.CheckConstraint(condition=~Q(state__in=["not_told", "held"]) | ~Q(why=""), name="not_told_says_why"),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["channel", "version", "waiting_since", "id"],
                name="delivery_pending",
                condition=Q(state="pending"),
            ),
            models.Index(fields=["channel", "due_at"], name="delivery_checking", condition=Q(state="checking")),
            models.Index(fields=["state_at"], name="delivery_held", condition=Q(state="held")),
            models.Index(fields=["lease_until"], name="delivery_leases", condition=Q(state__in=["claimed", "sending"])),
        ]


class Coverage(models.Model):
    """Each post of an answered question, covered exactly once: by a delivery, or by the reason why there is none."""

    answer = models.ForeignKey(Answer, on_delete=models.PROTECT, related_name="coverages")
    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+")
    delivery = models.ForeignKey(Delivery, null=True, on_delete=models.PROTECT, related_name="coverages")
    reason = models.CharField(max_length=40, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["answer", "post"], name="covered_once"),
            models.CheckConstraint(condition=Q(delivery=None) ^ Q(reason=""), name="told_or_a_reason"),
        ]


class Suggestion(models.Model):
    """A standing answer that fitted best what somebody was about to ask, and what they said of it.

    Nobody's identity and none of their words: `form_hash` keeps one form from counting twice; `post` is there where the
    question was sent all the same, so that a person's later decision about it can correct what its asker said.
    """

    answer = models.ForeignKey(Answer, on_delete=models.CASCADE, related_name="+")
    form_hash = models.CharField(max_length=64, unique=True)
    confidence = models.FloatField()
    fits = models.BooleanField()
    said_on = models.DateField()
    post = models.ForeignKey(Post, null=True, on_delete=models.SET_NULL, related_name="+", db_index=False)


class LateRule(models.Model):
    """Which late askers are told without a person looking at each, for how long; the body sets it, one row or none.

    No choice goes by likeness alone: the same words as somebody who was told, or a post that a person put there.
    """

    class Which(models.TextChoices):
        """From the most careful to the least."""

        NOBODY = "nobody", _("Nobody: a person decides about each")
        SAME_WORDS = "same_words", _("Whoever asks in the same words as somebody who was told")
        PLACED = "placed", _("These, and whoever's post a person has placed or confirmed")

    id = models.PositiveSmallIntegerField(primary_key=True, default=1, editable=False)
    which = models.CharField(max_length=10, choices=Which.choices, default=Which.NOBODY)
    days = models.PositiveSmallIntegerField(default=30)
    set_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    set_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [models.CheckConstraint(condition=Q(id=1), name="one_late_rule")]


class Audited(models.Model):
    """What the audit of one day counted, for the public page; `fates` are pairs of a code and a count of posts."""

    on = models.DateField(primary_key=True)
    asked = models.PositiveIntegerField()
    missing = models.PositiveIntegerField()
    late = models.PositiveIntegerField()
    fates = models.JSONField()


class Attempt(models.Model):
    """What happened each time something was tried; only ever added to, late results too."""

    delivery = models.ForeignKey(Delivery, on_delete=models.PROTECT, related_name="attempts", db_index=False)
    fence = models.PositiveIntegerField()
    at = models.DateTimeField()
    outcome = models.CharField(max_length=20)
    detail = models.CharField(max_length=300, blank=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["delivery", "at"], name="attempt_in_order")]


class InHand(models.Model):
    """Who has a delivery in hand, or had it last, on a channel that is answered by hand.

    It is theirs while the delivery is being sent with this `fence`; afterwards they are the one to ask.
    """

    delivery = models.OneToOneField(Delivery, primary_key=True, on_delete=models.PROTECT, related_name="in_hand")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    fence = models.PositiveIntegerField()
    taken_at = models.DateTimeField()


class Outlet(models.Model):
    """The writing side of a channel: its ledger of replies, its circuit breaker, and whether a person stopped it.

    `ledger` is what was sent when (`networks.pacing`). `uncertain_in_a_row` opens the breaker at five.
    `needs_keeper` says in words what its keeper must mend before anything is sent.
    """

    channel = models.OneToOneField(Channel, primary_key=True, on_delete=models.PROTECT, related_name="+")
    ledger = models.JSONField(default=dict)
    paused_until = models.DateTimeField(null=True)
    uncertain_in_a_row = models.PositiveIntegerField(default=0)
    stopped_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    stopped_at = models.DateTimeField(null=True)
    needs_keeper = models.CharField(max_length=300, blank=True)


class HubTold(models.Model):
    """What a WebSub hub was last told of: the versions on the first page of the public feed."""

    hub = models.CharField(max_length=500, unique=True)
    version_ids = models.JSONField(default=list)
    told_at = models.DateTimeField()


class ClockMark(models.Model):
    """What the clock on the wall and the clock that cannot be set said when a machine last compared them.

    A machine that was started again has a new `boot_id` and so a new row.
    """

    boot_id = models.CharField(primary_key=True, max_length=64)
    wall_at = models.DateTimeField()
    steady_seconds = models.FloatField()
