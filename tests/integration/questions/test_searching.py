"""Words of a title are found in its own language, and whole in the others."""

import pytest

from answerable.questions.models import Question
from answerable.questions.naming import search_of
from answerable.questions.searching import query_for
from tests.integration.questions.conftest import NOW

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("language", "title", "words", "found"),
    [
        ("en", "When are bins collected", "bin collection", True),
        ("en", "When are bins collected", '"bins collected"', True),
        ("en", "When are bins collected", "bins -collected", False),
        ("cy", "Pryd mae'r biniau'n cael eu casglu", "biniau", True),
        ("cy", "Pryd mae'r biniau'n cael eu casglu", "llyfrgell", False),
        ("", "What is this", "this", True),
    ],
)
def test_titles_are_found(language: str, title: str, words: str, *, found: bool) -> None:
    Question.objects.create(
        public_id="q_found",
        title=title,
        language=language,
        search=search_of(title, language),
        state_at=NOW,
        first_asked_at=NOW,
        last_asked_at=NOW,
    )

    assert Question.objects.filter(search=query_for(words)).exists() is found
