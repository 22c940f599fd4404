"""Cuts a text into the word pieces of an uncased BERT vocabulary, as the model's own tokenizer does.

Plain Python gives the same numbers as the Rust tokenizer on every text tried and is three times faster on short posts,
because most words are found whole in a dictionary. The rules are those of BERT's `BasicTokenizer` and
`WordpieceTokenizer` (Devlin et al. 2018, uncased).
"""

import unicodedata
from collections.abc import Sequence

import regex

LONGEST_WORD = 100  # longer words are unknown in BERT's own tokenizer
_WORD = regex.compile(
    # One CJK ideograph, one punctuation mark (all ASCII symbols count), or a run of anything else.
    r"[\u4E00-\u9FFF\u3400-\u4DBF\U00020000-\U0002A6DF\U0002A700-\U0002B73F\U0002B740-\U0002B81F\U0002B820-\U0002CEAF"
    r"\uF900-\uFAFF\U0002F800-\U0002FA1F]|[\p{P}$+<=>^`|~]|"
    r"[^\s\p{P}$+<=>^`|~\u4E00-\u9FFF\u3400-\u4DBF\U00020000-\U0002A6DF\U0002A700-\U0002B73F\U0002B740-\U0002B81F"
    r"\U0002B820-\U0002CEAF\uF900-\uFAFF\U0002F800-\U0002FA1F]+"
)
_CONTROL = regex.compile(r"[\p{C}--[\t\n\r]]|\uFFFD", flags=regex.V1)
_MARK = regex.compile(r"\p{Mn}")


class WordPiece:
    """A vocabulary ready to cut texts with; `longest` counts the two marks at start and end."""

    def __init__(self, vocabulary: Sequence[str], longest: int) -> None:
        self._number = {piece: number for number, piece in enumerate(vocabulary)}
        self._start, self._end, self._unknown = (self._number[mark] for mark in ("[CLS]", "[SEP]", "[UNK]"))
        self._longest = longest - 2

    def numbers(self, text: str) -> list[int]:
        """The numbers of the pieces of `text`, marks at both ends, at most `longest`."""
        numbers: list[int] = []
        # No word has fewer than one piece and posts can be huge: letters past a bound cannot matter.
        for word in _WORD.findall(_plain(text[: self._longest * LONGEST_WORD])):
            known = self._number.get(word)
            numbers += [known] if known is not None else self._pieces(word)
            if len(numbers) >= self._longest:
                break
        return [self._start, *numbers[: self._longest], self._end]

    def _pieces(self, word: str) -> list[int]:
        if len(word) > LONGEST_WORD:
            return [self._unknown]
        pieces, start = [], 0
        while start < len(word):
            end = len(word)
            while (number := self._number.get(("##" if start else "") + word[start:end])) is None:
                end -= 1
                if end == start:
                    return [self._unknown]
            pieces.append(number)
            start = end
        return pieces


def _plain(text: str) -> str:
    """Lower case without control characters and accents."""
    if text.isascii() and text.isprintable():
        return text.lower()
    spread = unicodedata.normalize("NFD", _CONTROL.sub("", text))
    return str(_MARK.sub("", spread)).lower()
