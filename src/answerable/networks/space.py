"""The rules of a space: what a network asks of those who write there, as data with where it stands."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True)
class SpaceRule:
    """One rule of a network in a sentence, such as whom one may answer, with its source and when it was checked."""

    about: str
    words: str
    source: str
    checked_on: date


@dataclass(frozen=True)
class Price:
    """What one reply costs in money: between `least` and `most`, where the network does not say it more exactly."""

    currency: str
    least: Decimal
    most: Decimal
    source: str
    checked_on: date
