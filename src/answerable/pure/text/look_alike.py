"""Names that look like another name: letters of other scripts, digits for letters, hidden characters, added words.

After the skeletons of UTS 39, with its table of confusable characters, and beyond it: for names of accounts `l`, `I`
and `1` are one shape, `rn` is `m`, and what separates words does not count.
"""

import unicodedata
from collections.abc import Mapping
from functools import cache

from confusable_homoglyphs.confusables import confusables_data

_PAIRS = (("rn", "m"), ("vv", "w"), ("cl", "d"))
_SHAPES = str.maketrans({"0": "o", "1": "l", "i": "l", "|": "l", "5": "s", "3": "e", "4": "a", "8": "b", "$": "s"})
LEAST_CLOSE = 5
"""Shorter names are too often one letter apart by chance."""


def skeleton(name: str) -> str:
    """What a name looks like at a glance, in plain letters; two names that look alike have the same."""
    plain = unicodedata.normalize("NFKD", name).translate(_latin())
    folded = unicodedata.normalize("NFKD", plain.casefold()).translate(_latin())
    kept = "".join(one for one in folded if one.isalnum() or one in {"$", "|"})
    shaped = kept.translate(_SHAPES)
    for pair, one in _PAIRS:
        shaped = shaped.replace(pair, one)
    return shaped


def odd_letters(name: str) -> list[str]:
    """The characters of a name that look like plain letters or like nothing at all, each once, as they stand there."""
    found = [one for one in name if not one.isascii() and (ord(one) in _latin() or unicodedata.category(one) == "Cf")]
    return list(dict.fromkeys(found))


def is_close(one: str, other: str) -> bool:
    """Whether two skeletons are a slip apart (a letter more, less or other), or the shorter stands in the longer."""
    short, long = sorted((one, other), key=len)
    if len(short) < LEAST_CLOSE:
        return False
    return short in long or (len(long) - len(short) <= 1 and _differ_by_one(short, long))


def _differ_by_one(short: str, long: str) -> bool:
    at = next((place for place, letter in enumerate(short) if letter != long[place]), len(short))
    rest = short[at:] if len(short) < len(long) else short[at + 1 :]
    return rest == long[at + 1 :]


@cache
def _latin() -> Mapping[int, str | None]:
    """From what looks like a plain letter or digit to that; marks and hidden characters to nothing."""
    found: dict[int, str | None] = {}
    for letter, likenesses in confusables_data.items():
        plain = [one["c"] for one in likenesses if len(one["c"]) == 1 and one["c"].isascii() and one["c"].isalnum()]
        if plain and len(letter) == 1 and not letter.isascii():
            found[ord(letter)] = min(plain, key=lambda one: (not one.islower(), one))
    return _Hidden(found)


class _Hidden(dict[int, str | None]):
    """Marks (accents) and characters without a shape fall away."""

    def __missing__(self, number: int) -> str | None:
        if unicodedata.category(chr(number)) in {"Mn", "Me", "Cf"}:
            return None
        raise LookupError(number)
