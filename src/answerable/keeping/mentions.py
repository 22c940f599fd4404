"""Where a person may be named in texts that are not theirs: looked for by their identifiers, and taken out there."""

import json
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any

from django.db import models
from django.db.models import Q, TextField
from django.db.models.functions import Cast
from django.utils.translation import gettext_lazy as _

from answerable.answers.models import AnswerVersion, Attempt, Delivery
from answerable.answers.off_record import OffRecord
from answerable.desk.models import (
    Advice,
    Clearance,
    DraftVersion,
    Engagement,
    Handover,
    ReadAgain,
    RiskStep,
    RouteNeed,
    SecondLook,
    Signature,
)
from answerable.guidance.models import RuleComment
from answerable.listening.models import Payload, Post, PostVersion
from answerable.pure.ledger.disclosure import parse_disclosure
from answerable.questions.models import Question, State, Topic
from answerable.questions.naming import search_of
from answerable.record.models import Disclosure

REMOVED = "[removed]"
LEAST_CHARACTERS = 3
EVERY = Q()

PLACES: tuple[tuple[Any, Any, tuple[str, ...]], ...] = (
    (_("Posts of others"), Post, ("text", "masked_text")),
    (_("Earlier versions of posts of others"), PostVersion, ("text",)),
    (_("What networks told about posts of others"), Payload, ("content",)),
    (_("Questions: notes of the desk"), Question, ("outcome_note",)),
    (_("Titles of questions that are not public"), Question, ("title",)),
    (_("Names of topics"), Topic, ("name",)),
    (
        _("Drafts"),
        DraftVersion,
        ("text", "short_text", "sources", "content_warning", "pictures", "findings", "questions"),
    ),
    (_("Notes of clearers"), Clearance, ("note", "reasons", "answered", "left_out")),
    (_("Words of those who signed"), Signature, ("words",)),
    (_("Words of those who read a draft again"), ReadAgain, ("said",)),
    (_("Why a draft needs a route"), RouteNeed, ("why",)),
    (_("Advice asked and given"), Advice, ("why", "words")),
    (_("Second looks at what one person let out"), SecondLook, ("reason", "words")),
    (_("Notes on posts that are not on the record"), OffRecord, ("note",)),
    (_("Notes on people at risk"), RiskStep, ("note",)),
    (_("Notes on other processes"), Handover, ("note", "ended_note")),
    (_("Notes on replies to abuse"), Engagement, ("note",)),
    (_("Messages to others"), Delivery, ("text", "why")),
    (_("What networks said when we sent"), Attempt, ("detail",)),
    (_("Comments on rules"), RuleComment, ("words", "reply")),
)
"""Texts that are not public: an erasure takes the identifiers out of them."""

IS_PUBLIC = Q(answer__isnull=False) | Q(state=State.ENDED)
"""Questions whose title the public may read: answered, or ended with a reason."""

PUBLISHED: tuple[tuple[Any, Any, tuple[str, ...]], ...] = (
    (_("Titles of questions"), Question, ("title",)),
    (_("Published answers"), AnswerVersion, ("text", "short_text", "sources", "content_warning", "pictures")),
)
"""Texts that are public, or may be: a person redacts them, passage by passage, so that the page says so."""


@dataclass(frozen=True)
class Mention:
    """One row in which a person is named, and the words of it that name them, in the order of its columns."""

    place: str
    row: models.Model
    texts: tuple[str, ...]


class Naming:
    """What a person is named by. A name counts only where no letter or digit adjoins it: `ann` is not in `annual`."""

    def __init__(self, identifiers: Sequence[str]) -> None:
        self.identifiers = [one for one in identifiers if len(one) >= LEAST_CHARACTERS]
        forms = {form for one in self.identifiers for form in (one, _escaped(one))}
        words = "|".join(re.escape(form) for form in sorted(forms, key=len, reverse=True))
        self._pattern = re.compile(rf"(?<!\w)(?:{words})(?!\w)", re.IGNORECASE) if words else None
        self._forms = sorted(forms)

    def is_in(self, text: str) -> bool:
        """Whether the text names the person."""
        return self._pattern is not None and self._pattern.search(text) is not None

    def first_in(self, text: str) -> int:
        """Where the text first names them; 0 where it does not."""
        found = self._pattern.search(text) if self._pattern else None
        return found.start() if found else 0

    def take_out(self, text: str) -> str:
        """The text without them."""
        return self._pattern.sub(REMOVED, text) if self._pattern else text

    def rows(
        self, model: Any, columns: Sequence[str], among: Q = EVERY
    ) -> Iterator[tuple[models.Model, dict[str, str]]]:
        """Rows of the table whose columns name the person, with those columns as text; reads the table once."""
        if self._pattern is None:
            return
        casts = {f"{column}_read": Cast(column, TextField()) for column in columns}
        wanted = reduce(or_, (Q(**{f"{cast}__icontains": form}) for cast in casts for form in self._forms))
        for row in model.objects.filter(among).annotate(**casts).filter(wanted).order_by("pk").iterator(chunk_size=200):
            named = {name: text for name in columns if self.is_in(text := getattr(row, f"{name}_read") or "")}
            if named:
                yield row, named


def mentions(naming: Naming, *, published: bool = False, without: Sequence[int] = ()) -> list[Mention]:
    """Everywhere outside the posts `without` (their own) where the person is named."""
    found = []
    for title, model, columns in PUBLISHED if published else PLACES:
        for row, named in naming.rows(model, columns, _among(columns, published=published)):
            if _post_of(row) not in without and not (model is Payload and _is_of(row, without)):
                found.append(Mention(str(title), row, tuple(named.values())))
    return found


def take_out_mentions(naming: Naming, is_kept: Callable[[models.Model], bool]) -> int:
    """Takes the identifiers out of every text that is not public. Inside `letting_go`; how many rows changed.

    A row that `is_kept` stays to the letter: what a legal hold covers is evidence.
    """
    count = 0
    for _title, model, columns in PLACES:
        for row, named in naming.rows(model, columns, _among(columns, published=False)):
            if is_kept(row):
                continue
            clean = {name: _as_stored(model, name, naming.take_out(text)) for name, text in named.items()}
            if isinstance(row, Question) and "title" in clean:
                clean["search"] = search_of(clean["title"], row.language)
            count += model.objects.filter(pk=row.pk).update(**clean)
    return count


def disclosed(naming: Naming) -> list[Disclosure]:
    """Texts beside entries of the record that name the person; they are written in base64, so all are read."""
    if not naming.identifiers:
        return []
    rows = Disclosure.objects.select_related("entry").order_by("pk").iterator(chunk_size=1_000)
    return [row for row in rows if naming.is_in(parse_disclosure(row.encoded).value)]


def _among(columns: Sequence[str], *, published: bool) -> Q:
    """Titles are public or not, by what became of their question; everything else is where it is."""
    if columns != ("title",):
        return EVERY
    return IS_PUBLIC if published else ~IS_PUBLIC


def _as_stored(model: Any, name: str, text: str) -> Any:
    return json.loads(text) if isinstance(getattr(model, name).field, models.JSONField) else text


def _post_of(row: models.Model) -> int | None:
    return row.pk if isinstance(row, Post) else getattr(row, "post_id", None)


def _is_of(row: models.Model, posts: Sequence[int]) -> bool:
    """Whether a payload told of one of these posts."""
    return isinstance(row, Payload) and Post.objects.filter(pk__in=posts, channel=row.channel_id, uid=row.uid).exists()


def _escaped(text: str) -> str:
    """As it stands in JSON that is written in ASCII."""
    return json.dumps(text)[1:-1]
