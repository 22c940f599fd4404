"""How words are searched in each language: PostgreSQL's own dictionaries where it has one, whole words elsewhere."""

from functools import reduce
from operator import or_

from django.contrib.postgres.search import SearchQuery

CONFIGURATIONS = {"en": "english", "ga": "irish"}
WHOLE_WORDS = "simple"


def configuration(language: str) -> str:
    """The name of PostgreSQL's text search configuration for a language."""
    return CONFIGURATIONS.get(language, WHOLE_WORDS)


def query_for(words: str) -> SearchQuery:
    """A query in the way people type one (quotes, -not, or) that meets texts of every language."""
    forms = [
        SearchQuery(words, search_type="websearch", config=name) for name in {*CONFIGURATIONS.values(), WHOLE_WORDS}
    ]
    combined: SearchQuery = reduce(or_, forms)
    return combined
