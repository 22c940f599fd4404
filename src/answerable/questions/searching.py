"""How words are searched in each language: PostgreSQL's own dictionaries where it has one, whole words elsewhere."""

CONFIGURATIONS = {"en": "english", "ga": "irish"}
WHOLE_WORDS = "simple"


def configuration(language: str) -> str:
    """The name of PostgreSQL's text search configuration for a language."""
    return CONFIGURATIONS.get(language, WHOLE_WORDS)
