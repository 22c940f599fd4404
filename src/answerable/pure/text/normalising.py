"""Rewrites a post as a sentence model reads it best; what is shown and stored stays as it was written.

Recovers half to three quarters of what noise (shouting, stretched letters, abbreviations, hashtags) costs in grouping.
"""

import html
import unicodedata
from collections.abc import Container

import regex

from answerable.pure.text.courtesies import set_apart
from answerable.pure.text.short_forms import SHORT_FORMS

NORMALISING_VERSION = 1
"""Raise with every change here, in `courtesies` and in `short_forms`: vectors of two versions are not comparable."""

_FEWEST_LETTERS = 5
LONGEST = 2_000
"""Characters read: the model sees 128 word pieces, which are never more letters than this in a post of words."""

_LINK = regex.compile(
    r"(?:https?://|www\.)\S+|\b[a-z0-9-]+(?:\.[a-z0-9-]+)*\.(?:com|org|net|gov|uk|ie|eu|ly|io)/\S*", regex.I
)
_HANDLE = regex.compile(r"(?<![\w.])@[\w.-]*\w(?:@[\w-]+(?:\.[\w-]+)+)?")
_HASHTAG = regex.compile(r"[#＃](\w+)")
_HUMPS = regex.compile(r"(?<=[\p{Ll}\p{N}])(?=\p{Lu})|(?<=\p{Lu})(?=\p{Lu}\p{Ll})|(?<=\p{L})(?=\p{N})|_+")
_EMOJI = regex.compile(
    r"[\p{Extended_Pictographic}--[©®™]]|[\U0001F1E6-\U0001F1FF\U0001F3FB-\U0001F3FF\uFE0E\uFE0F\u20E3\u200D]", regex.V1
)
_INVISIBLE = regex.compile(r"[\p{Cc}\p{Cf}\p{Co}\p{Cs}--[\n\t]]", regex.V1)
_REPOST = regex.compile(r"^\s*(?:RT|MT)\s+(?=@)")
_STRETCHED = regex.compile(r"\b\w*?(\p{L})\1{2,}\w*")
_RUN = regex.compile(r"(\p{L})\1{2,}")
_WORD = regex.compile(r"[\p{L}\p{M}\p{N}]+(?:['’/][\p{L}\p{M}]*)*")
_LEADING = regex.compile(r"^[\s:;,.\-–—>|]+(?=\D)")
_MARKS = regex.compile(r"([!?.,])(?:\s*\1)+")


def for_embedding(text: str, known: Container[str] = frozenset()) -> str:
    """`text` without links, handles, emoji, courtesies and shouting, short forms written out; may be empty.

    `known` are words that a stretched word may be shortened to ("pleaaase"); without it three letters become one.
    """
    plain = without_addresses(unicodedata.normalize("NFKC", html.unescape(text[:LONGEST])))
    plain = _LEADING.sub("", plain)
    plain = _HASHTAG.sub(lambda tag: _HUMPS.sub(" ", tag.group(1)), plain)
    plain = _INVISIBLE.sub("", _EMOJI.sub(" ", plain))
    plain = _calm(plain)
    plain = _STRETCHED.sub(lambda word: _shortened(word.group(), known), plain)
    plain = _WORD.sub(lambda word: SHORT_FORMS.get(word.group().lower().replace("’", "'"), word.group()), plain)
    return set_apart(" ".join(_MARKS.sub(r"\1", plain).split())).asked


def without_addresses(text: str) -> str:
    """`text` without links and handles, and without the mark of a repost before a handle."""
    # Most posts have neither, and looking for one letter is a tenth of the search.
    if "@" in text:
        text = _HANDLE.sub(" ", _LINK.sub(" ", _REPOST.sub("", text)))
    return _LINK.sub(" ", text) if "/" in text or "www." in text.lower() else text


def words_only(text: str) -> str:
    """`text` without links, handles, hashtags and emoji: what tells its language."""
    plain = without_addresses(html.unescape(text[:LONGEST]))
    bare = " ".join(_INVISIBLE.sub("", _EMOJI.sub(" ", _HASHTAG.sub(" ", plain))).split())
    return bare or " ".join(_HUMPS.sub(" ", tag) for tag in _HASHTAG.findall(plain))


def _calm(text: str) -> str:
    """Lower case where over 60 % of the letters of several words are capitals."""
    letters = [letter for letter in text if letter.isalpha()]
    shouted = sum(map(str.isupper, letters)) > 0.6 * len(letters)
    return text.lower() if shouted and len(letters) > _FEWEST_LETTERS and " " in text.strip() else text


def _shortened(word: str, known: Container[str]) -> str:
    twice = _RUN.sub(r"\1\1", word)
    return twice if twice.lower() in known else _RUN.sub(r"\1", word)
