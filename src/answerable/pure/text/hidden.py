"""Makes characters that hide or reorder text visible, so that a page shows what a post really holds."""

from collections.abc import Callable

import regex

# Direction marks and overrides, zero-width characters, the soft hyphen, and the invisible tag letters.
_HIDDEN = regex.compile(
    r"[\u00AD\u034F\u061C\u115F\u1160\u17B4\u17B5\u180E\u200B-\u200F\u202A-\u202E\u2060-\u206F\u3164\uFEFF\uFFA0"
    r"\U000E0000-\U000E007F]"
)
# Joiners that belong to writing: in emoji sequences, and between letters of scripts that need them; flags made of tags.
_AT_HOME = regex.compile(
    r"\p{Extended_Pictographic}[\uFE0F\U0001F3FB-\U0001F3FF]*(?:\u200D\p{Extended_Pictographic}[\uFE0F\U0001F3FB-\U0001F3FF]*)+"
    r"|\U0001F3F4[\U000E0061-\U000E007A0-9]+\U000E007F"
    r"|(?<=[\p{Arabic}\p{Devanagari}\p{Bengali}\p{Sinhala}\p{Malayalam}\p{Kannada}\p{Tamil}\p{Telugu}\p{Gujarati}]\p{M}*)"
    r"[\u200C\u200D](?=[\p{Arabic}\p{Devanagari}\p{Bengali}\p{Sinhala}\p{Malayalam}\p{Kannada}\p{Tamil}\p{Telugu}\p{Gujarati}])"
)


def show_hidden(text: str) -> str:
    """The text with each hidden character written out, as ⟨U+202E⟩ is; emoji and joined scripts stay whole."""
    return _each_hidden(text, lambda found: f"⟨U+{ord(found.group()):04X}⟩")


def without_hidden(text: str) -> str:
    """The text without its hidden characters, for words that go on in our own name; emoji and scripts stay whole."""
    return _each_hidden(text, lambda _found: "")


def has_hidden(text: str) -> bool:
    """Whether `show_hidden` changes anything."""
    return bool(_HIDDEN.search(_AT_HOME.sub("", text)))


def _each_hidden(text: str, put: Callable[[regex.Match[str]], str]) -> str:
    parts, done = [], 0
    for whole in _AT_HOME.finditer(text):
        parts += [_HIDDEN.sub(put, text[done : whole.start()]), whole.group()]
        done = whole.end()
    return "".join([*parts, _HIDDEN.sub(put, text[done:])])
