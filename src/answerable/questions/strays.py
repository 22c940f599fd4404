"""Posts that may not belong where they are, and those that one answer for many could hurt: seen before any telling."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db.models import Q, QuerySet

from answerable.pure.grouping.explaining import what_sets_apart
from answerable.pure.text.asking import asks_several
from answerable.questions.models import STRAY, How, Placing, Question, State
from answerable.questions.nearest import TEXT_READ
from answerable.questions.together import representative_texts, sentences_added
from answerable.questions.urgency import is_distressed

MOST_LOOKED_AT = 200
"""Posts of a question that are read, the least fitting first; each costs half a millisecond."""
MOST_COMPARED = 8
"""Representatives among which the one that a near copy copies is looked for."""


@dataclass(frozen=True, slots=True)
class SetApart:
    """A post to look at by itself: in what words it is alone, and whether it may be a stray, distressed or several."""

    placing: Placing
    apart: tuple[str, ...] = ()
    is_stray: bool = False
    is_distressed: bool = False
    asks_several: bool = False
    added: Sequence[str] = field(default_factory=tuple)


def strays_waiting(*, after: tuple[float, int] | None, most: int) -> list[SetApart]:
    """The posts that fit their question least, in all questions that somebody is still to answer."""
    open_states = [State.NEW, State.ANSWERING, State.CLEARING]
    waiting = _strays().filter(question__state__in=open_states, question__post_count__gt=1)
    if after is not None:
        strength, post = after
        waiting = waiting.filter(Q(strength__gt=strength) | Q(strength=strength, post__gt=post))
    placings = list(waiting.select_related("post__channel", "post__author", "question")[:most])
    others = representative_texts(sorted({placing.question_id for placing in placings if placing.question_id}))
    return [_stray(placing, others.get(placing.question_id or 0, [])) for placing in placings]


def look_before_telling(question: Question, *, most: int) -> list[SetApart]:
    """Posts of a question that need a look of their own before one answer goes to all: the distressed first.

    Then the strays, then those that ask several things or added something to what many sent.
    """
    members = Placing.objects.filter(question=question, post__ours=False, post__deleted_at=None)
    members = members.select_related("post__channel", "post__author").order_by("strength", "post")
    marked = list(members.filter(why__urgent=True)[:most])  # every post was read for distress when it came
    known = {placing.post_id for placing in marked}
    looked_at = marked + [one for one in members[:MOST_LOOKED_AT] if one.post_id not in known]
    others = representative_texts([question.pk]).get(question.pk, [])
    found = [_looked_at(placing, question, others) for placing in looked_at]
    apart = [one for one in found if one.is_distressed or one.is_stray or one.asks_several or one.added]
    return sorted(apart, key=lambda one: (not one.is_distressed, not one.is_stray))[:most]


def _strays() -> QuerySet[Placing]:
    unsaid = Placing.objects.filter(how=How.MACHINE, confirmed_by=None, question__isnull=False, strength__lt=STRAY)
    return unsaid.filter(post__ours=False, post__deleted_at=None).order_by("strength", "post")


def _stray(placing: Placing, others: Sequence[str]) -> SetApart:
    text = placing.post.masked_text[:TEXT_READ]
    rest = [other for other in others if other != text]
    return SetApart(placing, what_sets_apart(text, rest) if rest else (), is_stray=True)


def _looked_at(placing: Placing, question: Question, others: Sequence[str]) -> SetApart:
    text = placing.post.masked_text[:TEXT_READ]
    rest = [other for other in others if other != text]
    unsaid = placing.how == How.MACHINE and placing.confirmed_by_id is None
    stray = unsaid and placing.strength < STRAY and question.post_count > 1
    return SetApart(
        placing,
        apart=what_sets_apart(text, rest) if stray and rest else (),
        is_stray=stray,
        is_distressed=is_distressed(placing.post.text),
        asks_several=asks_several(text),
        added=sentences_added(text, rest[:MOST_COMPARED]),
    )
