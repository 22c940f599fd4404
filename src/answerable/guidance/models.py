"""Which edition of the rules was in force when: each release brings one, and old judgements keep theirs."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models


class Edition(models.Model):
    """The rules in force from `published_at` until the next edition; `version` is the rulebook's hash."""

    number = models.PositiveIntegerField(unique=True)
    version = models.CharField(max_length=64, unique=True)
    packs = ArrayField(models.CharField(max_length=20))
    rule_count = models.PositiveIntegerField()
    published_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["-number"]


class OwnList(models.Model):
    """One list that the body keeps for its own checks; which lists there are is said in `guidance.own_lists`."""

    name = models.CharField(max_length=20, primary_key=True)
    entries = ArrayField(models.CharField(max_length=200), default=list)
