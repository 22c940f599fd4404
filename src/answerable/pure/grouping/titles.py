"""Names a question by the clearest of its posts, on one line and no longer than is read."""

import re
from collections.abc import Sequence

import numpy as np

from answerable.pure.grouping.embedder import Vectors
from answerable.pure.grouping.explaining import title_of
from answerable.pure.text.hidden import without_hidden

LONGEST_TITLE = 140
_ACCOUNT = re.compile(r"\[account name\]")
"""Whom a post is addressed to says nothing about what it asks."""
_PARAGRAPH = re.compile(r"\n[^\S\n]*\n")
_MARKED = re.compile(r"""[.,:;!?…–—-]["'”’)]*\Z""")


def title_from(texts: Sequence[str], vectors: Sequence[Vectors] = ()) -> str:
    """The clearest of these redacted texts on one line, cut at a word. Of texts that are all empty: an ellipsis.

    With the texts' raw vectors the clearest also stands in the middle of what they mean.
    """
    plain = [_on_one_line(_ACCOUNT.sub(" ", without_hidden(text))) for text in texts]
    kept = [row for row, line in enumerate(plain) if line]
    if not kept:
        return "…"
    clearest = title_of(
        [plain[row] for row in kept], np.stack([vectors[row] for row in kept]) if len(vectors) else None
    )
    return shortened(plain[kept[clearest]])


def _on_one_line(text: str) -> str:
    """Its paragraphs one after the other; one without a mark at its end, such as the subject of a mail, gets a stop."""
    paragraphs = [" ".join(part.split()) for part in _PARAGRAPH.split(text) if part.strip()]
    ended = (part if _MARKED.search(part) else f"{part}." for part in paragraphs[:-1])
    return " ".join([*ended, *paragraphs[-1:]])


def shortened(text: str) -> str:
    """`text` in at most LONGEST_TITLE characters, ended at a word where that does not cost half of it."""
    if len(text) <= LONGEST_TITLE:
        return text
    cut = text[: LONGEST_TITLE - 1]
    at_word = cut.rsplit(" ", 1)[0]
    return (at_word if len(at_word) > LONGEST_TITLE // 2 else cut).rstrip(" ,.;:-") + "…"
