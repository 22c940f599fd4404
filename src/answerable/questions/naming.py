"""Names a question by the clearest of its posts, redacted and shortened, until a person finds better words."""

from collections import defaultdict
from collections.abc import Collection

from django.contrib.postgres.search import SearchVector
from django.db.models import Value
from django.db.models.functions import Left

from answerable.listening.models import Post
from answerable.pure.grouping.embedder import Vectors
from answerable.pure.grouping.titles import title_from
from answerable.questions.models import Question
from answerable.questions.nearest import representatives_of
from answerable.questions.searching import configuration

AGAIN_AT = (3, 10, 30, 100)
"""Numbers of posts at which a question that nobody has touched is named anew."""
_TEXT_READ = 1_000


def search_of(title: str, language: str) -> SearchVector:
    """What a question is found by."""
    return SearchVector(Value(title), config=configuration(language))


def name_again(questions: Collection[int], *, even_touched: bool = False) -> None:
    """Names those of the questions that no person has touched after the clearest of their representatives.

    `even_touched`: also those that were touched but not named by a person, when the words they bear must go.
    """
    unnamed = Question.objects.filter(pk__in=questions, titled_by=None)
    untouched = (unnamed if even_touched else unnamed.filter(touched_at=None)).in_bulk()
    members: dict[int, list[tuple[int, Vectors]]] = defaultdict(list)
    for number, post, vector in sorted(representatives_of(untouched), key=lambda row: row[:2]):
        members[number].append((post, vector))
    posts = [post for rows in members.values() for post, _vector in rows]
    texts = dict(Post.objects.filter(pk__in=posts).values_list("pk", Left("masked_text", _TEXT_READ)))
    for number, rows in members.items():
        question = untouched[number]
        title = title_from([texts[post] for post, _vector in rows], [vector for _post, vector in rows])
        if title != question.title:
            Question.objects.filter(pk=number).update(title=title, search=search_of(title, question.language))
