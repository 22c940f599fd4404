"""What changed between two texts, word by word, so that a person sees it at a glance."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

# A word with the space after it: so a run of changed words stays one run.
_WORDS = re.compile(r"\S+\s*|\s+")


@dataclass(frozen=True, slots=True)
class Part:
    """A run of text that is in both versions, only in the later, or only in the earlier."""

    kind: Literal["same", "added", "removed"]
    text: str


def words(before: str, after: str) -> list[Part]:
    """The parts that lead from `before` to `after`.

    Same and added parts put together are `after`; same and removed parts are `before`.
    Takes time in the product of both lengths at worst; texts are drafts of some hundred words.
    """
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    parts: list[Part] = []
    for step, old_from, old_to, new_from, new_to in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if step == "equal":
            parts.append(Part("same", "".join(old[old_from:old_to])))
            continue
        if old_to > old_from:
            parts.append(Part("removed", "".join(old[old_from:old_to])))
        if new_to > new_from:
            parts.append(Part("added", "".join(new[new_from:new_to])))
    return parts
