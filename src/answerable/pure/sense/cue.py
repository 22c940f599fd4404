"""How signs are written: patterns under a reason, with named pieces, over text made plain without moving a letter."""

import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import Final, NamedTuple

import regex

from answerable.pure.sense.sign import Kind

FAMILY: Final = (
    r"(?:m[uao]m|mother|mammy|dad|da|father|parents?|husband|wife|partner|son|daughter|brother|sister|nan|nana|gran"
    r"|granny|grandad|granddad|grandmother|grandfather|baby|child|uncle|aunt(?:ie|y)?|nephew|niece|cousin|grandson"
    r"|granddaughter|fianc[e]+|best friend|friend|mate|stepdad|stepmum|boyfriend|girlfriend)"
)
PIECES: Final = {
    "family": FAMILY,
    "young": (
        r"(?:kids?|child|children|bab(?:y|ies)|toddlers?|little (?:girl|boy|one|lad|lass|un)s?|boys?|girls?|lads?"
        r"|lass|daughters?|sons?|nephews?|nieces?|grandson|granddaughter|pupils?|teenagers?)"
    ),
    "frail": (
        rf"(?:{FAMILY}|residents?|neighbours?|old (?:man|lady|woman|fella|boy)|elderly \w+|patients?"
        r"|disabled \w+|autistic \w+)"
    ),
    "someone": (
        rf"(?:man|woman|lad|girl|boy|kids?|child|children|baby|lady|bloke|person|someone|somebody|people|he"
        rf"|she|they|(?:my|our) {FAMILY})"
    ),
    "aggressor": (
        r"(?:he|she|they|my (?:husband|wife|partner|ex(?:[ -]\w+)?|boyfriend|girlfriend|dad|da|father|mum"
        r"|mother|step ?dad"
        r"|step ?mum|son|daughter|brother|uncle|flatmate|house ?mate|landlord|carer|boss|neighbour|parents)"
        r"|(?:the|her|his) (?:carer|nurse|teacher|coach|husband|partner|boyfriend|dad|staff|father|stepdad|ex)|ex)"
    ),
    "medicine": (
        r"(?:tablets?|pills?|meds|medication|paracetamols?|painkillers?|sleeping (?:tablets?|pills?)"
        r"|ibuprofen|co-?codamol|insulin|morphine)"
    ),
    "water": (
        r"(?:canal|river|lake|sea|weir|ice|water|reservoir|pond|harbour|dock|quarry|loch|lough)"
    ),
    "number": (
        r"(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten|twelve|several|many|countless|numerous"
        r"|a dozen|umpteen)"
    ),
    "not": r"(?:n'?t|(?:no| no|nn?o)t\b| never)",
    "cannot": r"(?:can'?t|cannot|can not|couldn'?t|cudn'?t|cant)",
    "dont": r"(?:do(?:n'?t| not)|does(?:n'?t| not)|did(?:n'?t| not)|dnt|don t)",
    "officials": (
        r"(?:the council|council|they|government|govt|the authorities|the mayor|the minister|the hospital"
        r"|the nhs|hse|you|y[o']?u'?ve|chief exec\w*)"
    ),
}  # fmt: skip


class Cue(NamedTuple):
    """A pattern and what it speaks for; a weak cue counts only beside another cue of its kind."""

    kind: Kind
    why: str
    is_strong: bool
    pattern: regex.Pattern[str]

    def places(self, plain: str) -> Iterator[tuple[int, int]]:
        """Where the text says it."""
        return ((seen.start(), seen.end()) for seen in self.pattern.finditer(plain))


def cue(kind: Kind, why: str, *patterns: str, weak: bool = False) -> Cue:
    """A cue from patterns in which `<name>` stands for a piece; a space is one to three spaces or commas.

    Write letters without accents. Bound every repeat, so that no text takes long.
    """
    whole = "|".join(patterns)
    for _ in range(2):  # a piece may hold another
        whole = regex.sub(r"<(\w+)>", lambda seen: PIECES.get(seen[1], seen[0]), whole)
    whole = regex.sub(r"(?<![\[\\]) \?", r"[\\s,]{0,3}", whole)
    whole = regex.sub(r"(?<![\[\\]) ", r"[\\s,]{1,3}", whole)
    return Cue(kind, why, not weak, regex.compile(rf"\b(?:{whole})(?!\w)", regex.IGNORECASE))


def plain_of(text: str) -> str:
    """The text as patterns read it, letter for letter in its place: no accents, one kind of apostrophe and dash."""
    return text if text.isascii() else "".join(map(_plain_letter, text))


@lru_cache(maxsize=4096)
def _plain_letter(letter: str) -> str:
    if letter in "’‘ʼ´`":
        return "'"
    if letter in "–—‐‑":
        return "-"
    first = unicodedata.normalize("NFD", letter)[0]
    return first if first.isalnum() else letter
