"""What was heard: payloads as the network told them, posts read from them, their authors, and files brought in."""

from typing import ClassVar

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from answerable.accounts.models import Person
from answerable.channels.models import Channel


class Bookmark(models.Model):
    """How far a channel has been read, and whether reading works; moved in the transaction that stores the payloads.

    `due_at` is also the claim of whoever reads now. `needs_keeper` is set when waiting will not help.
    """

    channel = models.OneToOneField(Channel, primary_key=True, on_delete=models.PROTECT, related_name="+")
    position = models.TextField(blank=True)
    due_at = models.DateTimeField(db_index=True)
    read_at = models.DateTimeField(null=True)
    failing_since = models.DateTimeField(null=True)
    failing_why = models.CharField(max_length=300, blank=True)
    needs_keeper = models.BooleanField(default=False)


class StreamBookmark(models.Model):
    """How far a network's stream has been heard; moved in the transaction that stores what was caught.

    One for all channels that hear it. `note` says what was lost when the stream last had a gap.
    """

    kind = models.CharField(max_length=20)
    address = models.CharField(max_length=300)
    position = models.TextField(blank=True)
    heard_at = models.DateTimeField(null=True)
    failing_since = models.DateTimeField(null=True)
    failing_why = models.CharField(max_length=300, blank=True)
    note = models.CharField(max_length=300, blank=True)
    noted_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["kind", "address"], name="stream_once")]


class Payload(models.Model):
    """One thing a network told us, as it told it; a new version of the same thing is another row.

    `content` is JSON as ASCII text: the JSON types of PostgreSQL refuse the NUL and the lone surrogates that posts
    from outside may hold. It is empty once the post was deleted.
    """

    channel = models.ForeignKey(Channel, on_delete=models.PROTECT, related_name="+")
    uid = models.CharField(max_length=300)
    content_hash = models.CharField(max_length=64)
    content = models.TextField()
    heard_at = models.DateTimeField()
    parsed_at = models.DateTimeField(null=True)
    unreadable_why = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["channel", "uid", "content_hash"], name="payload_once"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["id"], name="payload_to_parse", condition=Q(parsed_at=None, unreadable_why="")),
            models.Index(fields=["-id"], name="payload_unreadable", condition=~Q(unreadable_why="")),
        ]


class Author(models.Model):
    """An account as one channel names it; never joined with an account elsewhere, never shown in public.

    At `erased_at` its names were replaced by a keyed one (`listening.erased`): what it wrote before does not come back.
    """

    channel = models.ForeignKey(Channel, on_delete=models.PROTECT, related_name="+")
    uid = models.CharField(max_length=300)
    name = models.CharField(max_length=200, blank=True)
    wants_no_reply = models.BooleanField(default=False)
    erased_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["channel", "uid"], name="author_once_per_channel")]


class Post(models.Model):
    """One message from one person.

    `text` is the original, for staff; `masked_text` has personal data replaced and is the only form that may leave.
    `reference` is the short code of a post from our own page and `link_hash` guards its private page.
    `placed_at` is set when the post has been given its question, or needs none (`ours`, deleted before it was read,
    `asks_nothing`: a machine's answer to a message of ours). `returned_key` names a reply of ours that did not arrive
    after all, as the post says; `answers` asks for these. `is_private` was sent to us alone, as the reply will be.
    `search` is made from `masked_text` by a trigger of the database.
    """

    channel = models.ForeignKey(Channel, on_delete=models.PROTECT, related_name="+")
    uid = models.CharField(max_length=300)
    author = models.ForeignKey(Author, null=True, on_delete=models.SET_NULL, related_name="+")
    text = models.TextField()
    masked_text = models.TextField()
    language = models.CharField(max_length=5, blank=True)
    same_wording = models.CharField(max_length=64, db_index=True)
    url = models.CharField(max_length=500, blank=True)
    parent_uid = models.CharField(max_length=300, blank=True)
    root_uid = models.CharField(max_length=300, blank=True)
    asks_us = models.BooleanField(default=True)
    ours = models.BooleanField(default=False)
    is_private = models.BooleanField(default=False, db_default=False)
    asks_nothing = models.BooleanField(default=False, db_default=False)
    returned_key = models.CharField(max_length=40, blank=True, default="", db_default="")
    returned_why = models.CharField(max_length=200, blank=True, default="", db_default="")
    claimed_at = models.DateTimeField(null=True)
    heard_at = models.DateTimeField()
    edited_at = models.DateTimeField(null=True)
    deleted_at = models.DateTimeField(null=True)
    placed_at = models.DateTimeField(null=True)
    reference = models.CharField(max_length=12, null=True, unique=True)
    link_hash = models.CharField(max_length=64, null=True, unique=True)
    search = SearchVectorField(null=True, editable=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["channel", "uid"], name="post_once"),
            models.CheckConstraint(
                condition=Q(deleted_at=None) | Q(text="", masked_text=""), name="deleted_has_no_text"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["id"], name="post_to_place", condition=Q(placed_at=None)),
            models.Index(fields=["id"], name="post_deleted", condition=Q(deleted_at__isnull=False)),
            models.Index(fields=["channel", "root_uid"], name="post_thread"),
            models.Index(fields=["returned_key"], name="post_returned", condition=~Q(returned_key="")),
            models.Index(fields=["-heard_at", "-id"], name="post_latest"),
            models.Index(fields=["channel", "-heard_at", "-id"], name="post_latest_on_channel"),
            GinIndex(fields=["search"], name="post_search"),
        ]


class SignKind(models.TextChoices):
    """What a sign is a sign of: the kinds of the pure sense, with their names."""

    RISK = "risk", _("Danger to life or safety")
    DISTRESS = "distress", _("Distress")
    FOI = "foi", _("Request for information")
    COMPLAINT = "complaint", _("Complaint")
    DATA = "data", _("Request about personal data")
    PRESS = "press", _("Press")
    MEMBER = "member", _("Elected member")
    ABUSE = "abuse", _("Abuse")
    FALSE_CLAIM = "false_claim", _("Claim that may be false")


class PostSign(models.Model):
    """What the sense found in a post, one row a kind, until a person says whether it is so (`is_right`).

    `places` are [why, start, end] in the post's text. A post with a RISK sign that nobody has turned down stays out of
    questions: it waits for a person, and nothing answers it by itself.
    """

    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="signs")
    kind = models.CharField(max_length=12, choices=SignKind.choices)
    places = models.JSONField(default=list)
    version = models.PositiveSmallIntegerField()
    found_at = models.DateTimeField()
    is_right = models.BooleanField(null=True)
    judged_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    judged_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["post", "kind"], name="sign_once"),
            models.CheckConstraint(condition=Q(kind__in=SignKind.values), name="sign_kind_known"),
            models.CheckConstraint(
                condition=Q(is_right=None) | Q(judged_by__isnull=False, judged_at__isnull=False),
                name="sign_judged_by_someone",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["kind", "found_at", "id"], name="sign_open", condition=Q(is_right=None)),
        ]


class PostVersion(models.Model):
    """What a post said before it was edited; taken away with the post."""

    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="+")
    number = models.PositiveIntegerField()
    text = models.TextField()
    heard_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["post", "number"], name="post_version_once")]


class ImportState(models.TextChoices):
    """The life of a file that is being brought in."""

    UPLOADED = "uploaded", _("Waiting for its columns to be chosen")
    WAITING = "waiting", _("Waiting")
    READING = "reading", _("Being read")
    DONE = "done", _("Done")
    FAILED = "failed", _("Could not be read")


class FileImport(models.Model):
    """A file of posts brought in.

    `path` is our own copy, always UTF-8, removed once it is read; `file_hash` is that of the file as it came, and
    `encoding` says how its bytes were read. `byte_position` and `line_number` are how far it got, stored with the
    posts, so that it can go on after a crash. `columns` says which column of the file means what.
    """

    channel = models.ForeignKey(Channel, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    path = models.CharField(max_length=500, blank=True)
    file_hash = models.CharField(max_length=64)
    encoding = models.CharField(max_length=20)
    delimiter = models.CharField(max_length=1, blank=True)
    columns = models.JSONField(default=dict)
    brought_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=ImportState.choices, default=ImportState.WAITING)
    why = models.CharField(max_length=300, blank=True)
    byte_count = models.PositiveBigIntegerField(default=0)
    byte_position = models.PositiveBigIntegerField(default=0)
    line_number = models.PositiveIntegerField(default=0)
    new_count = models.PositiveIntegerField(default=0)
    same_count = models.PositiveIntegerField(default=0)
    rejected_count = models.PositiveIntegerField(default=0)
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["channel", "file_hash"], name="import_same_file")]


class RejectedLine(models.Model):
    """A line of a file that could not become a post, and why, in a sentence."""

    file_import = models.ForeignKey(FileImport, on_delete=models.CASCADE, related_name="+")
    line_number = models.PositiveIntegerField()
    why = models.CharField(max_length=300)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["file_import", "line_number"], name="rejected_once")]


class AskCount(models.Model):
    """How many questions came from one address in one hour, so that nobody floods the form.

    The address itself is not kept: `address_hash` is keyed with a secret outside the database and with the day, and
    the row goes away with the day.
    """

    hour = models.DateTimeField()
    address_hash = models.CharField(max_length=64)
    count = models.PositiveIntegerField(default=1)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["hour", "address_hash"], name="ask_counted_once")]


class HookMessage(models.Model):
    """The id of a message that came in at a webhook: told again, it adds nothing. Kept for as long as senders try."""

    channel = models.ForeignKey(Channel, on_delete=models.PROTECT, related_name="+")
    message_id = models.CharField(max_length=200)
    heard_at = models.DateTimeField(db_index=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["channel", "message_id"], name="hook_message_once")]


class DayCount(models.Model):
    """How many posts came in on a channel on one whole day (UTC): what charts and the record are made from."""

    channel = models.ForeignKey(Channel, on_delete=models.PROTECT, related_name="+")
    day = models.DateField()
    received_count = models.PositiveIntegerField()
    deleted_count = models.PositiveIntegerField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["channel", "day"], name="day_counted_once")]
