"""Whether a text explains or defends a decision, by how such sentences are worded in English, Welsh and Irish."""

from typing import Final

from answerable.pure.checks.phrases import find_phrases
from answerable.pure.checks.reading import Reading

_SAID: Final = (
    *("we decided", "we have decided", "we've decided", "has decided", "have decided", "was decided", "were decided"),
    *("decided to", "decided not to", "decided that", "decided against", "the decision", "this decision"),
    *("that decision", "our decision", "we chose", "chose to", "chose not to", "have chosen", "has chosen"),
    *("the reason we", "the reasons we", "reason for this", "reasons for this", "that is why we", "this is why we"),
    *("voted to", "voted for", "voted against", "voted in favour", "we approved", "was approved by", "we rejected"),
    *("was rejected by", "we refused", "following consultation", "after consultation", "on balance"),
    *("penderfynodd", "penderfynwyd", "penderfynom", "ein penderfyniad", "y penderfyniad"),
    *("chinneamar", "chinn an", "an cinneadh", "ár gcinneadh", "socraíodh"),
)


def decision_words(text: str) -> str:
    """The first words of `text` that explain a decision; empty without any.

    A cue and no proof: it proposes a route, and an author who sees it is not so says why. The question is not read for
    it: asked or renamed by others, it would change what was agreed to.
    """
    found = next(find_phrases(Reading(text), _SAID), None)
    return found.text if found else ""
