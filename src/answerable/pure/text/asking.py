"""Says whether one post asks several things, and which parts ask."""

import regex

from answerable.pure.text.courtesies import set_apart
from answerable.pure.text.sentences import sentences

_ASKS = (
    "who|whom|whose|what|whats|what's|when|where|which|why|how|can|could|may|might|will|would|shall|should|do|does|did|is|are|was|were"
    "|am|has|have|had|isn't|aren't|don't|doesn't|can't|won't"
)
_STARTS = regex.compile(rf"^\W*(?:(?:and|but|also|so|or|then|plus|please)\s+)*(?:{_ASKS})\b", regex.IGNORECASE)
_REQUESTS = regex.compile(
    r"^\W*(?:(?:and|also|please|pls|kindly)\s+)*(?:tell|let|advise|explain|confirm|clarify|send)\b"
    r"|\b(?:wonder(?:ing)? (?:if|whether|when|how|what)|(?:need|want|like) to know|any(?:one|body) know)\b",
    regex.IGNORECASE,
)
# "How do I apply, and when will it come?": a second question word behind "and" that has a subject of its own.
_JOINT = regex.compile(
    r"[,;]?\s+(?:and|also|plus)(?:\s+also)?\s+(?=(?:who|what|when|where|which|why|how)\s+\w+\s+\w+"
    r"|(?:can|could|may|will|would|should|do|does|did|is|are|has|have)\s+(?:i|we|you|they|he|she|it|the|there|my|our|your|this|that)\s+\w+)",
    regex.IGNORECASE,
)
_WORD = regex.compile(r"\w+")
_FEWEST_WORDS = 3  # "Anyone?", "Right?", "Really?" ask nothing by themselves


def questions_in(text: str) -> list[str]:
    """The parts of `text` that ask something, in order and as written; empty when nothing reads as a question."""
    parts = [part.strip() for sentence in sentences(set_apart(text).asked) for part in _parts(sentence)]
    return [part for part in parts if len(_WORD.findall(part)) >= _FEWEST_WORDS and _asks(part)]


def asks_several(text: str) -> bool:
    """Does the post ask at least two things? A person decides whether they need two answers."""
    return len(questions_in(text)) > 1


def _parts(sentence: str) -> list[str]:
    """`sentence` cut where a second question starts; only a sentence that asks is cut."""
    return list(_JOINT.split(sentence)) if _asks(sentence) else [sentence]


def _asks(part: str) -> bool:
    return part.rstrip("\"'”’) ").endswith(("?", "？", "؟")) or bool(_STARTS.match(part) or _REQUESTS.search(part))
