"""Names a question by the clearest of its posts, redacted and shortened, until a person finds better words."""

import re
from collections.abc import Collection
from itertools import groupby

from django.contrib.postgres.search import SearchVector
from django.db.models import Value
from django.db.models.functions import Left

from answerable.pure.grouping.explaining import title_of
from answerable.questions.models import PostVector, Question
from answerable.questions.searching import configuration

LONGEST_TITLE = 140
AGAIN_AT = (3, 10, 30, 100)
"""Numbers of posts at which a question that nobody has touched is named anew."""
_TEXT_READ = 1_000
_ACCOUNT = re.compile(r"\[account name\]")
"""Whom a post is addressed to says nothing about what it asks."""


def title_from(texts: list[str]) -> str:
    """The clearest of these redacted texts on one line, cut at a word. Of texts that are all empty: an ellipsis."""
    kept = [plain for text in texts if (plain := " ".join(_ACCOUNT.sub(" ", text).split()))]
    return shortened(kept[title_of(kept)]) if kept else "…"


def shortened(text: str) -> str:
    """`text` in at most LONGEST_TITLE characters, ended at a word where that does not cost half of it."""
    if len(text) <= LONGEST_TITLE:
        return text
    cut = text[: LONGEST_TITLE - 1]
    at_word = cut.rsplit(" ", 1)[0]
    return (at_word if len(at_word) > LONGEST_TITLE // 2 else cut).rstrip(" ,.;:-") + "…"


def search_of(title: str, language: str) -> SearchVector:
    """What a question is found by."""
    return SearchVector(Value(title), config=configuration(language))


def name_again(questions: Collection[int]) -> None:
    """Names those of the questions that no person has touched after the clearest of their representatives."""
    rows = (
        PostVector.objects.filter(question__in=questions, represents=True, post__deleted_at=None)
        .filter(question__touched_at=None, question__titled_by=None)
        .order_by("question", "post")
        .values_list("question", "question__title", "question__language", Left("post__masked_text", _TEXT_READ))
    )
    for (number, present, language), posts in groupby(rows, key=lambda row: row[:3]):
        title = title_from([text for *_rest, text in posts])
        if title != present:
            Question.objects.filter(pk=number).update(title=title, search=search_of(title, language))
