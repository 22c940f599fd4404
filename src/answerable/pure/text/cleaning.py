"""Makes a text from outside safe to store: what PostgreSQL cannot hold goes, every letter a person wrote stays."""

import unicodedata

LONGEST = 100_000
"""Characters kept: ten times the longest post of any network we read; the raw payload is kept elsewhere."""

_BREAKS = str.maketrans({"\x85": "\n", "\u2028": "\n", "\u2029": "\n", "\x0b": "\n", "\x0c": "\n", "\x00": None})


def clean_incoming(text: str) -> str:
    """`text` without NUL and lone surrogates, in NFC, with plain line ends and at most 100,000 characters.

    Running it twice changes nothing. Invisible characters stay: `hidden.show_hidden` makes them readable on a page.
    """
    # Cut before composing as well: hostile input can hold millions of marks that make composition slow.
    whole = "".join(letter for letter in text[: LONGEST * 2] if not "\ud800" <= letter <= "\udfff")
    lines = whole.replace("\r\n", "\n").replace("\r", "\n").translate(_BREAKS)
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", lines)[:LONGEST])
