"""How the words of questions are searched: with the same dictionaries as those of posts."""

from answerable.listening.searching import CONFIGURATIONS, query_for

__all__ = ["CONFIGURATIONS", "configuration", "query_for"]

_OF_LANGUAGE = {"en": "english", "ga": "irish"}
WHOLE_WORDS = "simple"


def configuration(language: str) -> str:
    """PostgreSQL's text search configuration for a language; whole words where it has none."""
    return _OF_LANGUAGE.get(language, WHOLE_WORDS)
