"""Takes a passage out of what was published: from the page, the record's texts, downloads, feeds and search.

The page shows that, when and why; the record has an entry with the text as it now reads, and one for each text that was
erased beside an older entry.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from django.db import connection, transaction
from django.utils.translation import gettext as _

from answerable.accounts.models import Body, Person
from answerable.accounts.pseudonym import name_in_record
from answerable.answers.models import Answer, AnswerVersion, Delivery, DeliveryState, HubTold, Redaction
from answerable.answers.plan import text_hash
from answerable.desk.models import DraftVersion
from answerable.errors import Refused
from answerable.keeping.erase_posts import BEING_SENT
from answerable.keeping.held import holds_in_force, questions_under, stand_still
from answerable.keeping.kept_pages import take_away_pages_with
from answerable.keeping.mentions import IS_PUBLIC
from answerable.keeping.open_request import may_keep
from answerable.pure.ledger.writing import Field
from answerable.questions.models import Question
from answerable.questions.naming import search_of
from answerable.record.append import append
from answerable.record.erase import erase_texts
from answerable.record.let_go import letting_go
from answerable.record.read import entries_about

MARK = "[redacted]"
SHORTEST = 3
WORDS = ("text", "short_text", "sources", "content_warning")


@dataclass(frozen=True)
class Found:
    """Where a passage stands: places in the title and in each version, texts of the record, messages sent already."""

    in_title: int
    in_versions: tuple[tuple[AnswerVersion, int], ...]
    entries: tuple[tuple[int, tuple[str, ...]], ...]
    sent_count: int

    @property
    def count(self) -> int:
        """How often it stands in what the public reads."""
        return self.in_title + sum(count for _version, count in self.in_versions)


def find_passage(question: Question, passage: str) -> Found:
    """Read only. The passage is looked for as it is written, to the letter."""
    versions = AnswerVersion.objects.filter(answer__question=question).order_by("number")
    counted = [(one, "\n".join(_texts_of(one)).count(passage)) for one in versions]
    about = [*entries_about(question.public_id)]
    held = [(one.entry_id, tuple(name for name, text in one.disclosed.items() if passage in text)) for one in about]
    sent = Delivery.objects.filter(version__answer__question=question, text__contains=passage)
    return Found(
        in_title=question.title.count(passage),
        in_versions=tuple((one, count) for one, count in counted if count),
        entries=tuple((entry, names) for entry, names in held if names),
        sent_count=sent.filter(state=DeliveryState.TOLD).count(),
    )


def redact(*, question: Question, passage: str, why: str, said: str, by: Person, at: datetime) -> int:
    """Takes the passage out everywhere; how often it stood in what the public reads.

    Raises `Refused` for a passage that is nowhere or shorter than three letters, a question that is not public, one
    under a legal hold, and while its answer is being sent.
    """
    may_keep(by)
    passage = passage.strip()
    if len(passage) < SHORTEST:
        raise Refused(_("Give the passage with at least three letters, exactly as it is published."))
    if why not in Redaction.Why.values:
        raise Refused(_("Choose why it is redacted."))
    if passage in said:
        raise Refused(_("What you say to the public repeats the passage. Say it without."))
    with transaction.atomic():
        stand_still()
        locked = Question.objects.select_for_update(of=("self",)).get(pk=question.pk)
        found = find_passage(locked, passage)
        _refuse_where_it_must_stay(locked, found)
        with letting_go():
            _rewrite(locked, passage, found)
        for entry, names in found.entries:
            erase_texts(entry_id=entry, reason=why, on=Body.objects.get().today(at), names=names)
        _mark(locked, found, why=why, said=said.strip()[:300], by=by, at=at)
        _record(locked, found.count, why=why, said=said.strip()[:300], by=by, at=at)
        HubTold.objects.update(version_ids=[])  # those who follow by a hub are told of the feed anew
        transaction.on_commit(partial(take_away_pages_with, [passage]))
    return found.count


def _refuse_where_it_must_stay(question: Question, found: Found) -> None:
    if not Question.objects.filter(IS_PUBLIC, pk=question.pk).exists():
        raise Refused(_("This question is not public. Change its words at the desk."))
    if not found.count and not found.entries:
        raise Refused(_("The passage is nowhere in what is published. Copy it from the page, to the letter."))
    holds = [
        hold for hold in holds_in_force() if Question.objects.filter(questions_under([hold]), pk=question.pk).exists()
    ]
    if holds:
        told = {"name": holds[0].public_id, "reason": holds[0].reason}
        raise Refused(_("Legal hold %(name)s keeps it as it is: %(reason)s") % told)
    if Delivery.objects.filter(version__answer__question=question, state__in=BEING_SENT).exists():
        raise Refused(_("Its answer is being sent at this moment. Stop it, or try again in a minute."))


def _rewrite(question: Question, passage: str, found: Found) -> None:
    """Every text of ours that has it: title, versions, drafts, and the messages, those not sent yet among them."""
    clean: Callable[[str], str] = lambda text: text.replace(passage, MARK)  # noqa: E731  one line, used five times
    if found.in_title:
        title = clean(question.title)[:300]
        Question.objects.filter(pk=question.pk).update(title=title, search=search_of(title, question.language))
    for version, _count in found.in_versions:
        words = _cleaned(version, clean)
        hashed = text_hash(words["text"], words["short_text"])
        AnswerVersion.objects.filter(pk=version.pk).update(**words, text_hash=hashed)
    for draft in DraftVersion.objects.filter(draft__question=question):
        words = _cleaned(draft, clean)
        if any(words[name] != getattr(draft, name) for name in words):
            DraftVersion.objects.filter(pk=draft.pk).update(**words, findings=[], questions=[])
    for message in Delivery.objects.filter(version__answer__question=question, text__contains=passage).only("text"):
        Delivery.objects.filter(pk=message.pk).update(text=clean(message.text))
    with connection.cursor() as cursor:
        cursor.execute("SELECT answers_searched(id) FROM answers_answer WHERE question_id = %s", [question.pk])


def _texts_of(version: AnswerVersion) -> list[str]:
    """All that people read of it, what its pictures show included."""
    return [*(getattr(version, name) for name in WORDS), *(one["alt"] for one in version.pictures)]


def _cleaned(version: AnswerVersion | DraftVersion, clean: Callable[[str], str]) -> dict[str, Any]:
    """The same, by column, without the passage."""
    pictures = [one | {"alt": clean(one["alt"])} for one in version.pictures]
    return {name: clean(getattr(version, name)) for name in WORDS} | {"pictures": pictures}


def _mark(question: Question, found: Found, *, why: str, said: str, by: Person, at: datetime) -> None:
    told: dict[str, Any] = {"question": question, "why": why, "said": said, "by": by, "at": at}
    rows = [Redaction(version=version, count=count, **told) for version, count in found.in_versions]
    if found.in_title or not rows:
        rows.append(Redaction(version=None, count=found.in_title, **told))
    Redaction.objects.bulk_create(rows)


def _record(question: Question, count: int, *, why: str, said: str, by: Person, at: datetime) -> None:
    """The entry has the words as they now read, so that the record still says what the page says."""
    on = Body.objects.get().today(at)
    question.refresh_from_db()
    fields: dict[str, Field] = {"question": question.public_id, "about": question.public_id, "count": count}
    fields |= {"reason": why, "by": name_in_record(by, on=on)}
    texts = {"title": question.title, "note": said}
    answer = Answer.objects.filter(question=question).first()
    newest = answer.versions.order_by("-number").first() if answer else None
    if answer is not None and newest is not None:
        fields |= {"answer": answer.public_id, "version": newest.number}
        texts |= {"text": newest.text, "short": newest.short_text, "sources": newest.sources}
    append(type="text.redacted", fields=fields, disclosed={name: text for name, text in texts.items() if text}, on=on)
