"""Questions, which post asks which, and the vectors by which they are found."""

from typing import ClassVar

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import BooleanField, ExpressionWrapper, F, Q
from django.utils.translation import gettext_lazy as _
from pgvector.django import HalfVectorField, HnswIndex

from answerable.accounts.models import Person
from answerable.channels.models import Channel
from answerable.listening.models import Post
from answerable.pure.grouping.embedder import DIMENSION


class State(models.TextChoices):
    """The life of a question."""

    NEW = "new", _("To triage")
    ANSWERING = "answering", _("Being answered")
    CLEARING = "clearing", _("Waiting for clearance")
    TELLING = "telling", _("Being told")
    ANSWERED = "answered", _("Answered")
    ENDED = "ended", _("Ended with a reason")
    MERGED = "merged", _("Merged into another")


MOVES: dict[str, frozenset[str]] = {
    State.NEW: frozenset({State.ANSWERING, State.TELLING, State.ENDED, State.MERGED}),
    State.ANSWERING: frozenset({State.NEW, State.CLEARING, State.ENDED, State.MERGED}),
    State.CLEARING: frozenset({State.ANSWERING, State.TELLING}),
    State.TELLING: frozenset({State.ANSWERED}),
    State.ANSWERED: frozenset({State.NEW, State.ANSWERING, State.TELLING}),
    State.ENDED: frozenset({State.NEW, State.MERGED}),
    State.MERGED: frozenset(),
}


class Outcome(models.TextChoices):
    """What triage may decide: the closed list."""

    ANSWER = "answer", _("Answer it")
    KNOWN_ANSWER = "known_answer", _("Use a known answer")
    PASSED_ON = "passed_on", _("Pass it on")
    PRIVATE = "private", _("Continue in private")
    OTHER_PROCESS = "other_process", _("Another process")
    NOTED = "noted", _("Noted: no reply is due")
    NOT_ANSWERING = "not_answering", _("Not answering")


class Reason(models.TextChoices):
    """Why a question is not answered: the closed list, counted in public."""

    SAME = "SAME", _("Already answered")
    NOTQ = "NOTQ", _("No question was asked")
    OTHER = "OTHER", _("Not ours: we said who is responsible")
    CASE = "CASE", _("About one person's case: offered in private")
    PROC = "PROC", _("Handled under another process")
    POLI = "POLI", _("Party political")
    HOLD = "HOLD", _("Held until a date")
    ELEC = "ELEC", _("Held during an election period")
    ABUS = "ABUS", _("Abusive or threatening")
    REPT = "REPT", _("The same person was already answered")
    SPAM = "SPAM", _("Spam or advertising")
    VOL = "VOL", _("We could not reach it in time")


class Topic(models.Model):
    """What several questions are about: the level that the inbox is browsed by, named by its telling words."""

    public_id = models.CharField(max_length=20, unique=True)
    name = models.CharField(max_length=200)
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name


class Question(models.Model):
    """The shared thing that posts ask. The counts are kept by `questions.counting` in the transaction that moves posts.

    `title` is redacted and may be shown in public once the question is answered or ended; `titled_by` is empty while
    the clearest post names it. `touched_at` is set when a person decides anything about it: from then on the machine
    only proposes. `claimed_by` works on it until `claimed_until`; `assigned_to` is expected to.
    """

    public_id = models.CharField(max_length=20, unique=True)
    title = models.CharField(_("Question in plain words"), max_length=300)
    titled_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    language = models.CharField(max_length=5, blank=True)
    topic = models.ForeignKey(Topic, null=True, on_delete=models.SET_NULL, related_name="+", db_index=False)
    state = models.CharField(max_length=10, choices=State.choices, default=State.NEW)
    state_at = models.DateTimeField()
    outcome = models.CharField(max_length=20, choices=Outcome.choices, blank=True)
    reason = models.CharField(max_length=10, choices=Reason.choices, blank=True)
    outcome_note = models.CharField(max_length=500, blank=True)
    comes_back_on = models.DateField(null=True)
    urgent = models.BooleanField(default=False)
    post_count = models.PositiveIntegerField(default=0)
    asker_count = models.PositiveIntegerField(default=0)
    first_asked_at = models.DateTimeField()
    last_asked_at = models.DateTimeField()
    touched_at = models.DateTimeField(null=True)
    assigned_to = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    claimed_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    claimed_until = models.DateTimeField(null=True)
    merged_into = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    search = SearchVectorField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(state__in=State.values), name="question_state_known"),
            models.CheckConstraint(condition=~Q(state="ended") | ~Q(outcome=""), name="ended_says_how"),
            models.CheckConstraint(
                condition=~Q(outcome="not_answering") | ~Q(reason=""), name="not_answering_says_why"
            ),
            models.CheckConstraint(
                condition=Q(state="merged", merged_into__isnull=False) | (~Q(state="merged") & Q(merged_into=None)),
                name="merged_says_where",
            ),
        ]
        # A join changes the counts and so writes every index: the links to people are indexed only where there is one.
        indexes: ClassVar = [
            models.Index(fields=["state", "-urgent", "-asker_count", "first_asked_at", "id"], name="question_inbox"),
            models.Index(
                fields=["state", "language", "-urgent", "-asker_count", "first_asked_at", "id"],
                name="question_inbox_language",
            ),
            models.Index(fields=["state", "-last_asked_at", "-id"], name="question_latest"),
            # Only for languages that the sentence model does not know (`nearest.latest_in`): joins in English skip it.
            models.Index(
                fields=["language", "-last_asked_at", "-id"],
                name="question_latest_language",
                condition=~Q(language="en"),
            ),
            models.Index(fields=["assigned_to"], name="question_assigned", condition=Q(assigned_to__isnull=False)),
            models.Index(fields=["claimed_by"], name="question_claimed", condition=Q(claimed_by__isnull=False)),
            models.Index(fields=["merged_into"], name="question_merged", condition=Q(merged_into__isnull=False)),
            models.Index(
                fields=["comes_back_on"], name="question_comes_back", condition=Q(comes_back_on__isnull=False)
            ),
            models.Index(fields=["topic", "state"], name="question_topic", condition=Q(topic__isnull=False)),
            GinIndex(fields=["search"], name="question_search"),
        ]

    def __str__(self) -> str:
        return self.title


class QuestionChannel(models.Model):
    """How many posts of a question came in on each channel: what the inbox shows without counting posts."""

    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="channel_counts")
    channel = models.ForeignKey(Channel, on_delete=models.PROTECT, related_name="+")
    post_count = models.PositiveIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["question", "channel"], name="question_channel_once")]


class How(models.TextChoices):
    """Who put a post where it is."""

    MACHINE = "machine", _("Found by wording")
    PERSON = "person", _("Put here by a person")


STRAY = 0.55
"""Strength below which a post that no person confirmed may not belong where it is; a link needs 0.44."""

BELONGS = ExpressionWrapper(Q(strength__gte=STRAY) | Q(confirmed_by__isnull=False), output_field=BooleanField())


class Placing(models.Model):
    """Where a post is and why. `question` is empty while the machine is unsure: then `candidates` wait for a person.

    It is also empty where a person said that the post asks nothing (`how` is then PERSON). `why` is the pure placing's
    reason as data; `version` names the model and thresholds that decided; `strength` is the similarity to the nearest
    post of its question (0.44 links, 1 is the same wording); `confirmed_by` said that the post belongs here.
    """

    post = models.OneToOneField(Post, primary_key=True, on_delete=models.CASCADE, related_name="placing")
    question = models.ForeignKey(Question, null=True, on_delete=models.PROTECT, related_name="placings", db_index=False)
    how = models.CharField(max_length=10, choices=How.choices, default=How.MACHINE)
    strength = models.FloatField(default=0)
    why = models.JSONField(default=dict)
    candidates = models.JSONField(default=list)
    version = models.CharField(max_length=120)
    placed_at = models.DateTimeField()
    confirmed_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)

    class Meta:
        indexes: ClassVar = [
            models.Index("question", BELONGS.desc(), F("strength").desc(), "post", name="placing_clearest"),
            models.Index(fields=["post"], name="placing_unsure", condition=Q(question=None, how="machine")),
            models.Index(fields=["post"], name="placing_by_person", condition=Q(how="person")),
            models.Index(
                fields=["strength", "post"],
                name="placing_strays",
                condition=Q(how="machine", confirmed_by=None, question__isnull=False, strength__lt=STRAY),
            ),
        ]


class NotTheSame(models.Model):
    """A person said that a post does not ask a question, or that two questions differ: never proposed again."""

    post = models.ForeignKey(Post, null=True, on_delete=models.CASCADE, related_name="+")
    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="+")
    other = models.ForeignKey(Question, null=True, on_delete=models.CASCADE, related_name="+")
    said_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    said_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(post=None, other__isnull=False) | Q(post__isnull=False, other=None), name="post_or_question"
            ),
            models.UniqueConstraint(fields=["post", "question"], name="not_the_same_post_once"),
            models.UniqueConstraint(fields=["question", "other"], name="not_the_same_question_once"),
        ]


class PostVector(models.Model):
    """What a post means, as the embedder says it; `represents` marks the few by which its question is found.

    The vector is raw: refining the space never changes it.
    """

    post = models.OneToOneField(Post, primary_key=True, on_delete=models.CASCADE, related_name="vector")
    question = models.ForeignKey(Question, null=True, on_delete=models.SET_NULL, related_name="+", db_index=False)
    vector = HalfVectorField(dimensions=DIMENSION)
    embedder = models.CharField(max_length=80)
    represents = models.BooleanField(default=False)

    class Meta:
        indexes: ClassVar = [
            HnswIndex(
                fields=["vector"],
                name="representatives_near",
                m=16,
                ef_construction=64,
                opclasses=["halfvec_ip_ops"],
                condition=Q(represents=True),
            ),
            models.Index(fields=["question"], name="representatives_of", condition=Q(represents=True)),
        ]


class Scale(models.Model):
    """How crowded the space is around a representative: a number that each new space brings anew.

    It stands apart from the vector because rewriting a vector's row would enter it into the index of neighbours again.
    """

    post = models.OneToOneField(Post, primary_key=True, on_delete=models.CASCADE, related_name="+")
    space = models.ForeignKey("Space", on_delete=models.CASCADE, related_name="+", db_index=False)
    value = models.FloatField()


class Space(models.Model):
    """The geometry that placing compares in, as the pure grouping wrote it; the newest row is the one in use."""

    version = models.CharField(max_length=120)
    content = models.BinaryField()
    made_at = models.DateTimeField()
    post_count = models.PositiveBigIntegerField()


class Proposal(models.Model):
    """What the machine would do but a person decides.

    Without `post` it is a merge of `question` and `other`. With `post` it is a move of that post out of `question` into
    `other`, or into a question of its own where `other` is empty.
    """

    post = models.ForeignKey(Post, null=True, on_delete=models.CASCADE, related_name="+")
    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="+")
    other = models.ForeignKey(Question, null=True, on_delete=models.CASCADE, related_name="+")
    strength = models.FloatField()
    proposed_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    accepted = models.BooleanField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(post__isnull=False) | Q(other__isnull=False), name="merge_names_two"),
            models.UniqueConstraint(
                fields=["post", "question", "other"],
                name="proposed_once",
                condition=Q(decided_at=None),
                nulls_distinct=False,
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["-strength", "id"], name="proposal_waiting", condition=Q(decided_at=None)),
        ]
