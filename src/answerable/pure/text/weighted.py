"""Counts a text the way X does: most letters are one, others two, an emoji two, a link 23 (twitter-text, config 3).

Written from the published configuration and conformance cases of github.com/twitter/twitter-text (Apache-2.0); no code
of it is here. Addresses without "http" count as links there too; which of them are depends on the list of domains, of
which the usual ones are below: a text with another is counted by its letters, as a server with an older list would.
"""

import re
import unicodedata
from collections.abc import Iterator
from typing import Final

import regex

LINK = 23
SINGLE: Final = ((0, 4351), (8192, 8205), (8208, 8223), (8242, 8247))
"""Letters that count one; all others count two."""

MOST_LABEL, MOST_LINK = 63, 4_096

_LETTERS: Final = r"A-Za-z0-9\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u1e00-\u1eff"
_COMMON: Final = (
    "aero|app|asia|biz|blog|cat|com|coop|cymru|dev|edu|eus|gal|gov|info|int|jobs|london|mil|mobi|museum|name|net|news|ngo|"
    "online|ong|org|pro|scot|shop|site|tel|travel|wales|xyz"
)
_COUNTRIES: Final = (
    "a[cdefgilmoqrstuwxz]|b[abdefghijmnorstwyz]|c[acdfghiklmnoruvwxyz]|d[ejkmoz]|e[cegrstu]|f[ijkmor]|"
    "g[abdefghilmnpqrstuwy]|h[kmnrtu]|i[delmnoqrst]|j[emop]|k[eghimnprwyz]|l[abcikrstuvy]|"
    "m[acdeghklmnopqrstuvwxyz]|n[acefgilopruz]|o[m]|p[aefghklmnrstwy]|q[a]|r[eosuw]|"
    "s[abcdeghiklmnorstvxyz]|t[cdfghjklmnortvwz]|u[agksyz]|v[aceginu]|w[fs]|y[et]|z[amw]"
)
_ENDING: Final = rf"(?:{_COMMON}|{_COUNTRIES}|xn--[a-z0-9-]{{2,59}})"
_OTHER_ENDING: Final = (
    r"(?:みんな|한국|中国|中國|香港|台湾|台灣|рф|укр|бел|срб|ελ|бг|پاکستان|ایران|الجزائر|مصر|भारत|இந்தியா|ไทย)"
)
_NOT_IN_HOST: Final = r"\s\p{P}\p{Sc}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069=+<>|~^`"
_ANY_LABEL: Final = rf"[^{_NOT_IN_HOST}](?:[^{_NOT_IN_HOST}]|[_-](?![.]))*"
_PLAIN_LABEL: Final = rf"[{_LETTERS}](?:[{_LETTERS}]|[_-](?=[{_LETTERS}_-]))*"
_IN_PATH: Final = rf"[{_LETTERS}\p{{Cyrillic}}!*';:=+,.$/%#\[\]_~@|&–-]"
_AT_END: Final = rf"[{_LETTERS}\p{{Cyrillic}}=_#/+-]"
_BRACKETS: Final = rf"\({_IN_PATH}{{1,500}}(?:\({_IN_PATH}{{1,500}}\){_IN_PATH}{{0,500}})?\)"
_TAIL: Final = (
    rf"(?::\d{{1,5}})?(?:/(?:(?:{_IN_PATH}|{_BRACKETS}){{0,4000}}(?:{_AT_END}|{_BRACKETS}))?)?"
    rf"(?:\?(?:[{_LETTERS}!?*'();:&=+$/%#\[\]_.,~|@-]{{0,4000}}[A-Za-z0-9_&=#/-]))?"
)
_BEFORE: Final = r"(?<![A-Za-z0-9@＠$#＃])"
_AFTER: Final = r"(?![A-Za-z0-9@＠_-]|[.+][A-Za-z0-9])"
_WITH_SCHEME: Final = regex.compile(
    rf"{_BEFORE}https?://(?P<host>(?:{_ANY_LABEL}\.)+(?:{_ENDING}|{_OTHER_ENDING})){_AFTER}{_TAIL}", regex.IGNORECASE
)
_BARE: Final = regex.compile(
    rf"{_BEFORE}(?<![./_+-])(?P<host>(?:{_PLAIN_LABEL}\.)+(?:{_ENDING}|{_OTHER_ENDING})){_AFTER}{_TAIL}",
    regex.IGNORECASE,
)
_QUERY: Final = rf"\?(?:[{_LETTERS}!?*'();:&=+$/%#\[\]_.,~|@-]{{0,4000}}[A-Za-z0-9_&=#/-])"
_SHORTENED: Final = re.compile(rf"https?://t\.co/([A-Za-z0-9]+)(?:{_QUERY})?", re.IGNORECASE)
MOST_SLUG = 40
_EMOJI: Final = regex.compile(
    r"\p{Regional_Indicator}{2}|[0-9#*]\uFE0F?\u20E3"
    r"|\U0001F3F4[\U000E0061-\U000E007A]+\U000E007F"
    r"|\p{Extended_Pictographic}[\uFE0F\p{Emoji_Modifier}]?(?:\u200D\p{Extended_Pictographic}[\uFE0F\p{Emoji_Modifier}]?)*"
)


def count_weighted(text: str) -> int:
    """The length of `text` on X, where 280 is the most."""
    text = unicodedata.normalize("NFC", text)
    links = list(links_in(text))
    return LINK * len(links) + sum(_weigh(rest) for rest in _between(text, links))


def links_in(text: str) -> Iterator[tuple[int, int]]:
    """Where the links of a text that is in NFC begin and end, in order."""
    at = 0
    while True:
        seen = min(
            (found for found in (_WITH_SCHEME.search(text, at), _BARE.search(text, at)) if found),
            key=lambda found: (found.start(), -found.end()),
            default=None,
        )
        if seen is None:
            return
        start, at = seen.span()
        short = _SHORTENED.match(seen[0])
        if short is not None:
            at = start + short.end()
        too_long = at - start > MOST_LINK or (short is not None and len(short[1]) > MOST_SLUG)
        if _is_host(seen["host"]) and not too_long:
            yield start, at


def _is_host(host: str) -> bool:
    """Whether each part is short enough once it is written in ASCII, as the network that resolves it will want it."""
    for label in host.split("."):
        try:
            written = label if label.isascii() else "xn--" + label.encode("punycode").decode()
        except UnicodeError:
            return False
        is_made_up = label[:4].lower() == "xn--" and not label.isascii()
        if len(written) > MOST_LABEL or is_made_up or label[0] in "_-" or label[-1] in "_-":
            return False
    return "_" not in ".".join(host.split(".")[-2:])


def _between(text: str, stretches: list[tuple[int, int]]) -> Iterator[str]:
    done = 0
    for start, end in stretches:
        yield text[done:start]
        done = end
    yield text[done:]


def _weigh(text: str) -> int:
    if text.isascii() and "\u20e3" not in text:
        return len(text)
    emoji = [(seen.start(), seen.end()) for seen in _EMOJI.finditer(text) if _is_drawn(seen[0])]
    letters = (letter for rest in _between(text, emoji) for letter in rest)
    return 2 * len(emoji) + sum(1 if any(a <= ord(letter) <= b for a, b in SINGLE) else 2 for letter in letters)


def _is_drawn(found: str) -> bool:
    """The copyright and trade marks are letters until something asks for the picture."""
    return len(found) > 1 or ord(found) > 0x2000  # noqa: PLR2004  below are Latin's own signs
