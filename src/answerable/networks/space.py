"""The rules of a space: what a network asks of those who write there, as data with where it stands."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class SpaceRule:
    """One rule of a network in a sentence, such as whom one may answer, with its source and when it was checked."""

    about: str
    words: str
    source: str
    checked_on: date
