"""Requests of people about their own data, legal holds, periods that the body set, disposal runs, exports."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from answerable.accounts.models import Person
from answerable.listening.models import Author
from answerable.questions.models import Question, Topic


class Wish(models.TextChoices):
    """What a person may ask for."""

    ACCESS = "access", _("A copy of what is held")
    ERASURE = "erasure", _("Erasure")
    BOTH = "both", _("A copy first, then erasure")


class Checked(models.TextChoices):
    """How it was made sure that the person is who they say."""

    CODE = "code", _("They sent us a one-time code from the account itself")
    EMAIL = "email", _("They answered from the email address that asked")
    LINK = "link", _("They showed the private link of their question")
    KNOWN = "known", _("A colleague knows them and confirmed it")
    DOCUMENT = "document", _("They showed a document (it is not kept)")
    OTHER = "other", _("Another way")


class PersonRequest(models.Model):
    """One person asks what is held about them, or to be erased.

    `given` is what they gave to be found by, a line each; `accounts` are those that a person found to be theirs. Both
    are emptied by the erasure, of which `receipt` keeps counts and reasons, nobody's name.
    """

    public_id = models.CharField(max_length=20, unique=True)
    wish = models.CharField(max_length=10, choices=Wish.choices)
    given = models.TextField()
    accounts = models.ManyToManyField(Author, related_name="+")
    received_on = models.DateField()
    due_on = models.DateField()
    opened_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    checked_how = models.CharField(max_length=10, choices=Checked.choices, blank=True)
    checked_note = models.CharField(max_length=300, blank=True)
    checked_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    checked_at = models.DateTimeField(null=True)
    copied_at = models.DateTimeField(null=True)
    copied_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    erased_at = models.DateTimeField(null=True)
    erased_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    receipt = models.JSONField(default=dict)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    ended_why = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(copied_at=None, erased_at=None) | Q(checked_at__isnull=False), name="identity_checked_first"
            ),
            models.CheckConstraint(
                condition=Q(checked_at=None) | Q(checked_by__isnull=False) & ~Q(checked_how=""), name="checked_says_how"
            ),
            models.CheckConstraint(condition=Q(erased_at=None) | Q(given=""), name="erased_keeps_no_name"),
        ]
        indexes: ClassVar = [models.Index(fields=["due_on", "id"], name="request_open", condition=Q(ended_at=None))]


class Covers(models.TextChoices):
    """What a legal hold may be on."""

    QUESTION = "question", _("One question")
    PERSON = "person", _("One person")
    TOPIC = "topic", _("A topic")
    PERIOD = "period", _("Everything heard in a period")


class Hold(models.Model):
    """Nothing it covers is disposed of or erased until it is lifted, which takes two steps.

    `questions` are the one question, or those that the topic had when it was placed: the machine sorts topics anew, so
    what is in the topic now is covered as well, and neither set ever shrinks the other.
    """

    public_id = models.CharField(max_length=20, unique=True)
    covers = models.CharField(max_length=10, choices=Covers.choices)
    questions = models.ManyToManyField(Question, related_name="+")
    topic = models.ForeignKey(Topic, null=True, on_delete=models.SET_NULL, related_name="+")
    topic_name = models.CharField(max_length=200, blank=True)
    accounts = models.ManyToManyField(Author, related_name="+")
    from_on = models.DateField(null=True)
    until_on = models.DateField(null=True)
    reason = models.CharField(max_length=300)
    placed_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    placed_at = models.DateTimeField()
    lift_why = models.CharField(max_length=300, blank=True)
    lift_asked_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    lift_asked_at = models.DateTimeField(null=True)
    lifted_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    lifted_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~Q(covers="period") | Q(from_on__isnull=False, until_on__gte=F("from_on")),
                name="hold_names_its_period",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="hold_says_why"),
            models.CheckConstraint(
                condition=Q(lifted_at=None) | Q(lifted_by__isnull=False, lift_asked_at__lt=F("lifted_at")),
                name="hold_is_lifted_in_two_steps",
            ),
        ]

    def __str__(self) -> str:
        return self.public_id


class Unit(models.TextChoices):
    """What a period is counted in."""

    DAYS = "days", _("days")
    WORKING_DAYS = "working_days", _("working days")
    MONTHS = "months", _("months")
    YEARS = "years", _("years")


class OwnPeriod(models.Model):
    """A period that the body made shorter or longer than the shipped one, and why; the newest of a class counts."""

    of_class = models.CharField(max_length=40)
    length = models.PositiveSmallIntegerField()
    unit = models.CharField(max_length=12, choices=Unit.choices)
    reason = models.CharField(max_length=300)
    set_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    set_at = models.DateTimeField()

    class Meta:
        get_latest_by: ClassVar = ["set_at", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(reason="") & Q(length__gte=1), name="own_period_says_why")
        ]


class NightlyRule(models.Model):
    """Whether a night's run goes without anybody confirming it; the body sets it, one row or none."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1, editable=False)
    on = models.BooleanField(default=False)
    set_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    set_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [models.CheckConstraint(condition=Q(id=1), name="one_nightly_rule")]


class RunState(models.TextChoices):
    """The life of a disposal run."""

    SHOWN = "shown", _("Waiting for a person")
    CONFIRMED = "confirmed", _("Going on")
    DONE = "done", _("Done")
    DROPPED = "dropped", _("Not done")


class DisposalRun(models.Model):
    """What is over at one moment, shown before it acts: nothing goes before it is confirmed.

    There is at most one that is not over. `made_by` is empty where the nightly rule made it.
    """

    public_id = models.CharField(max_length=20, unique=True)
    state = models.CharField(max_length=10, choices=RunState.choices, default=RunState.SHOWN)
    made_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    decided_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                models.Value(1), condition=Q(state__in=["shown", "confirmed"]), name="one_open_run"
            ),
        ]


class RunPart(models.Model):
    """One class in a run: everything whose clock began before `until`; how much was due when shown, how much went."""

    run = models.ForeignKey(DisposalRun, on_delete=models.PROTECT, related_name="parts")
    of_class = models.CharField(max_length=40)
    period = models.CharField(max_length=40)
    until = models.DateField()
    due_count = models.PositiveIntegerField()
    held_count = models.PositiveIntegerField(default=0)
    done_count = models.PositiveIntegerField(default=0)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["run", "of_class"], name="run_part_once")]


class ExportState(models.TextChoices):
    """The life of an export."""

    WAITING = "waiting", _("Waiting")
    MAKING = "making", _("Being made")
    READY = "ready", _("Ready")
    FAILED = "failed", _("Could not be made")


class InformationExport(models.Model):
    """What answers a request for information: questions of a topic, or with certain words, in a period, as a file.

    `with_drafts` and `with_decisions` are the officer's choice. The file goes away after a month; the row stays.
    """

    public_id = models.CharField(max_length=20, unique=True)
    topic = models.ForeignKey(Topic, null=True, on_delete=models.SET_NULL, related_name="+")
    words = models.CharField(max_length=200, blank=True)
    from_on = models.DateField()
    until_on = models.DateField()
    with_drafts = models.BooleanField(default=False)
    with_decisions = models.BooleanField(default=False)
    state = models.CharField(max_length=10, choices=ExportState.choices, default=ExportState.WAITING)
    question_count = models.PositiveIntegerField(default=0)
    done_count = models.PositiveIntegerField(default=0)
    byte_count = models.PositiveBigIntegerField(default=0)
    sha256 = models.CharField(max_length=64, blank=True)
    why = models.CharField(max_length=300, blank=True)
    asked_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    leased_until = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["id"], name="export_to_make", condition=Q(state__in=["waiting", "making"]))
        ]
