"""Finds the same wording again: reposts, campaigns, a template with a sentence added."""

import hashlib
import html
import unicodedata

import regex

from answerable.pure.text.normalising import without_addresses
from answerable.pure.text.sentences import sentences

_REPOST = regex.compile(r"^\s*(?:RT|MT|QT)\b[\s:]*", regex.IGNORECASE)
# Dots, commas and colons inside a number and signs that change an amount are part of what is asked.
_TOKEN = regex.compile(r"[£$€¥%]|(?<![\w])[-+](?=\p{N})|\p{N}+(?:[.,:/]\p{N}+)*|[\p{L}\p{M}]+(?:['’][\p{L}\p{M}]+)*")


def normalised_key(text: str) -> str:
    """32 hex digits, equal for the same wording: case, spacing, punctuation, links, handles and emoji do not count.

    Numbers, amounts and every word do. Empty when no word or number is left, and then nothing is a copy of anything.
    """
    words = wording(text)
    return hashlib.sha256(" ".join(words).encode()).hexdigest()[:32] if words else ""


def wording(text: str) -> list[str]:
    """The words and numbers that make up `normalised_key`, folded."""
    plain = without_addresses(unicodedata.normalize("NFKC", html.unescape(_REPOST.sub("", text))))
    return [token.replace("’", "'") for token in _TOKEN.findall(plain.casefold())]


def added_sentences(text: str, original: str) -> list[str]:
    """The sentences of a near copy that the original does not have: what this person added and someone must read."""
    known = {normalised_key(sentence) for sentence in sentences(original)} | {""}
    return [sentence for sentence in sentences(text) if normalised_key(sentence) not in known]


def share_of_wording(text: str, other: str) -> float:
    """Jaccard overlap of runs of three words, 0 to 1: about .6 and above is the same template with small changes."""
    ours, theirs = _runs(wording(text)), _runs(wording(other))
    return len(ours & theirs) / len(ours | theirs) if ours and theirs else 0.0


def _runs(words: list[str]) -> set[tuple[str, ...]]:
    return {tuple(words[at : at + 3]) for at in range(max(1, len(words) - 2))} if words else set()
