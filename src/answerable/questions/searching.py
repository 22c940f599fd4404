"""How words are searched in each language: PostgreSQL's own dictionaries where it has one, whole words elsewhere."""

from functools import reduce
from operator import or_

from django.contrib.postgres.search import SearchQuery

_OF_LANGUAGE = {"en": "english", "ga": "irish"}
_WHOLE_WORDS = "simple"
CONFIGURATIONS = (*_OF_LANGUAGE.values(), _WHOLE_WORDS)
"""All that titles are stored by, and posts too (the trigger of the posts uses the same)."""


def configuration(language: str) -> str:
    """PostgreSQL's text search configuration for a language."""
    return _OF_LANGUAGE.get(language, _WHOLE_WORDS)


def query_for(words: str) -> SearchQuery:
    """A query as people type one ("quoted words", -not, or) that meets titles of every language."""
    forms = [SearchQuery(words, search_type="websearch", config=name) for name in CONFIGURATIONS]
    combined: SearchQuery = reduce(or_, forms)
    return combined
