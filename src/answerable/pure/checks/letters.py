"""Letters that a screen reader cannot read or reads wrongly: fancy alphabets, shouting, drawings made of signs."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import Final

from answerable.pure.checks.draft import Draft, Params, Spot, see_each
from answerable.pure.checks.reading import Place, Reading

# Mathematical letters, letters in circles and squares, wide letters, small capitals: alphabets made for other uses.
_SMALL: Final = "ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘʀꜱᴛᴜᴠᴡʏᴢ"
_SMALL_CAPITALS: Final = str.maketrans(_SMALL, "abcdefghijklmnoprstuvwyz")
_BOXES: Final = ((0x1F130, 0x1F149), (0x1F150, 0x1F169))
_SIGNS: Final = (
    "[\U0001d400-\U0001d7ff\u24b6-\u24e9\uff21-\uff3a\uff41-\uff5a\uff10-\uff19\U0001f130-\U0001f149\U0001f150-\U0001f169"
    "\u2102\u210a-\u2113\u2115\u2119-\u211d\u2124\u2128\u212c-\u2134" + _SMALL + "]"
)
_FANCY: Final = re.compile(rf"{_SIGNS}(?:[ ’'\u0300-\u036f]{{0,4}}{_SIGNS})*")
_DRAWING: Final = re.compile(
    r"[¯(]\S{0,4}[ツ益ʘಠ°□╯︵ᴥ][^\n]{0,12}|[░▒▓█▄▀■□▪▫◼◾★☆♥✿►◄═║╔╗╚╝─│┌┐└┘]{3,}"
    r"|(?<!\w)[:;=][-'^o]?[)(DPpO/\\](?![\w/])|<3(?!\s*\w)|[_~*=+#<>|\\/^-]{5,}"
)
_SHOUTED: Final = re.compile(r"[^\W\d_]{2,}(?:['’-][^\W\d_]+)*")
_LONGEST_PLAIN: Final = 6


def plain_letters(draft: Draft, _params: Params) -> Iterable[Spot]:
    """Fancy alphabets, with the same words in plain letters as the mend. Takes no parameters."""

    def look(reading: Reading) -> Iterator[Spot]:
        if reading.text.isascii():
            return
        for seen in _FANCY.finditer(reading.text):
            message = "These letters are signs that screen readers spell out or skip. Use plain letters."
            yield Spot(message, seen.start(), seen.end(), to_plain(seen[0]))

    return see_each(draft, look)


def to_plain(text: str) -> str:
    """`text` with fancy letters written as plain ones."""
    folded = unicodedata.normalize("NFKC", text.translate(_SMALL_CAPITALS))
    return "".join(_out_of_box(letter) for letter in folded)


def _out_of_box(letter: str) -> str:
    for first, last in _BOXES:
        if first <= ord(letter) <= last:
            return chr(ord("A") + ord(letter) - first)
    return letter if not _FANCY.match(letter) else ""


def no_shouting(draft: Draft, params: Params) -> Iterable[Spot]:
    """Two or more words in capitals together, or a long one alone; acronyms of the body and of `known` are let be."""
    known = frozenset(word.upper() for word in (*draft.keeps.acronyms, *params.get("known", ())))

    def look(reading: Reading) -> Iterator[Spot]:
        for run in _capital_runs(reading):
            words = [seen[0] for seen in _SHOUTED.finditer(run.text)]
            strange = [word for word in words if word not in known]
            if (len(words) > 1 and strange) or any(len(word) > _LONGEST_PLAIN for word in strange):
                mend = _as_spoken(run, reading.text, known)
                yield Spot(
                    "Words in capitals read as shouting and are hard to read. Use small letters.",
                    run.start,
                    run.end,
                    mend,
                )

    return see_each(draft, look)


def _capital_runs(reading: Reading) -> Iterator[Place]:
    """Neighbouring words in capitals, with nothing but spaces and commas between them."""
    run: list[Place] = []
    for word in (*reading.words, Place(len(reading.text), len(reading.text), "")):
        shouted = (
            word.text.isupper() and len(word.text) > 1 and reading.text[word.start - 1 : word.start] not in ("#", "@")
        )
        joined = bool(run) and not reading.text[run[-1].end : word.start].strip(" ,")
        if run and not (shouted and joined):
            yield Place(run[0].start, run[-1].end, reading.text[run[0].start : run[-1].end])
            run = []
        if shouted:
            run.append(word)


def _as_spoken(run: Place, text: str, known: frozenset[str]) -> str:
    low = _SHOUTED.sub(lambda seen: seen[0] if seen[0] in known else seen[0].lower(), run.text)
    starts_sentence = text[: run.start].rstrip()[-1:] in ("", ".", "!", "?", "\n")
    return low[:1].upper() + low[1:] if starts_sentence else low


def no_drawings(draft: Draft, _params: Params) -> Iterable[Spot]:
    """Emoticons, text art and rows of signs. Takes no parameters."""

    def look(reading: Reading) -> Iterator[Spot]:
        for seen in _DRAWING.finditer(reading.text):
            if not reading.is_in_link(seen.start()):
                message = (
                    f"“{seen[0].strip()[:12]}” is drawn with signs, and a screen reader reads each. Say it in words."
                )
                yield Spot(message, seen.start(), seen.end())

    return see_each(draft, look)
