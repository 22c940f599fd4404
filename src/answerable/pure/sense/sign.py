"""What the sense finds: one sign with its place in the text and a code for the plain reason."""

from enum import StrEnum
from typing import NamedTuple


class Kind(StrEnum):
    """What a sign is a sign of; the closed list."""

    RISK = "risk"
    DISTRESS = "distress"
    FOI = "foi"
    COMPLAINT = "complaint"
    DATA = "data"
    PRESS = "press"
    MEMBER = "member"
    ABUSE = "abuse"
    FALSE_CLAIM = "false_claim"


class Says(StrEnum):
    """Whether a post asks something, tells something or thanks."""

    QUESTION = "question"
    COMMENT = "comment"
    THANKS = "thanks"


class Sign(NamedTuple):
    """`why` is a code with a sentence in `listening.signs.WHYS`; `start` and `end` are places in the text as given."""

    kind: Kind
    why: str
    start: int
    end: int


class Sensed(NamedTuple):
    """All signs of one text, at most one for each reason, in the order of their places; and what the text does."""

    signs: tuple[Sign, ...]
    says: Says
