"""Tables of the record: entries that are only ever added, texts that can be erased, tiles and signed checkpoints."""

from typing import ClassVar

from django.db import models
from django.db.models import Q


class OfThisRecord(models.Manager["Entry"]):
    """The entries of the record that grows now, without those of a former one that it succeeded."""

    def get_queryset(self) -> models.QuerySet["Entry"]:
        """All whose `former` is empty."""
        return super().get_queryset().filter(former="")


class Entry(models.Model):
    """One thing that happened, in its own words and bytes; it points at nobody's tables.

    A pending entry has no index. Once the sequencer has given it one, a trigger in the database refuses every change,
    but for one: when another record succeeds this one, `former` takes the name of the record that the entry is in.
    """

    index = models.BigIntegerField(null=True, editable=False)
    former = models.CharField(max_length=300, default="", db_default="", blank=True, editable=False)
    type = models.CharField(max_length=40)
    about = models.CharField(max_length=80, default="", blank=True)
    on = models.DateField()
    raw = models.BinaryField()

    objects = OfThisRecord()
    everywhere = models.Manager["Entry"]()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["index"], condition=Q(former=""), name="record_one_entry_a_place"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["id"], condition=Q(index__isnull=True), name="record_pending"),
            models.Index(fields=["about", "id"], condition=~Q(about=""), name="record_about"),
            models.Index(fields=["type", "id"], name="record_type"),
        ]

    def __str__(self) -> str:
        return f"{self.type} {'pending' if self.index is None else self.index}"


class Disclosure(models.Model):
    """A text beside an entry, which holds a salted digest of it: the text can be erased and the record still stands."""

    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=40)
    encoded = models.TextField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["entry", "name"], name="record_one_text_a_name")]

    def __str__(self) -> str:
        return f"{self.name} of entry {self.entry_id}"


class Tile(models.Model):
    """Up to 256 hashes of one level of the tree (C2SP tlog-tiles); the last tile of a level grows until it is full."""

    level = models.PositiveSmallIntegerField()
    number = models.BigIntegerField()
    hashes = models.BinaryField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["level", "number"], name="record_one_tile_a_place")]

    def __str__(self) -> str:
        return f"tile {self.level}/{self.number}"


class Checkpoint(models.Model):
    """What was signed: the size and root of the record, with the key that signed it and any witnesses' cosignatures."""

    size = models.BigIntegerField(primary_key=True)
    note = models.BinaryField()
    vkey = models.TextField()
    signed_at = models.DateTimeField()
    witness_count = models.PositiveSmallIntegerField(default=0)

    def __str__(self) -> str:
        return f"checkpoint {self.size}"


class Witness(models.Model):
    """Another body that cosigns our checkpoints: where it is asked, its keys (a line each), and where it stands."""

    address = models.URLField(unique=True)
    vkeys = models.TextField()
    size = models.BigIntegerField(default=0)
    trouble = models.CharField(max_length=300, default="", blank=True)
    asked_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.address


class Watched(models.Model):
    """The record of another body, whose checkpoints we cosign: its keys (a line each), and the last one cosigned."""

    origin = models.CharField(max_length=300, unique=True)
    vkeys = models.TextField()
    note = models.BinaryField(default=b"")
    signed_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.origin
