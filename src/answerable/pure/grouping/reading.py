"""Says whether a sentence model reads a post: by its language, and where that is unknown by its little words."""

from collections.abc import Collection

from answerable.pure.text.near_copy import wording

PLAIN_SHARE = 0.25
"""Part of a post's words that must be English little words for an unknown language to be plainly English."""

# Only words that Welsh, Irish, Gaelic and the larger languages of Europe do not write alike: no "a", "an", "do", "is".
_ENGLISH = frozenset(
    """
    the and but if of at by for from with about after before between than too very just only even still yet again
    ever there here this that these those it it's i'm i've my we our you your he his she her they their them who whom
    whose what what's when where where's which why how are was were been being does did have has had having can can't
    could would should shall need want get got please tell know let some any all much many not don't doesn't didn't
    isn't aren't wasn't won't shouldn't haven't cannot because while until through
    """.split()  # noqa: SIM905 - quoted one by one the list is a page
)


def reads(languages: Collection[str], language: str, text: str) -> bool:
    """Whether a model of these languages reads `text`, whose language is `language` ("" for unknown)."""
    if language:
        return language in languages
    words = wording(text)
    return "en" in languages and sum(word in _ENGLISH for word in words) >= max(1, PLAIN_SHARE * len(words))
