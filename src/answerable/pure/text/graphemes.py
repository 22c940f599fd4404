"""Counts what a person sees as one character, as the networks count them (Unicode Standard Annex 29)."""

import regex

_GRAPHEME = regex.compile(r"\X")


def count_graphemes(text: str) -> int:
    """How many extended grapheme clusters `text` has: a family emoji is one, a letter with its accents is one."""
    # A line feed is the only ASCII that clusters, and only behind a carriage return.
    if text.isascii():
        return len(text) - text.count("\r\n")
    return sum(1 for _ in _GRAPHEME.finditer(text))
