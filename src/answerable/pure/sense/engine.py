"""Reads one text for all signs: a strong cue is a sign, a weak one only beside another of its kind."""

from collections.abc import Iterator
from typing import Final

from answerable.pure.sense import abuse, claims, complaints, distress, requests, risk, voices
from answerable.pure.sense.cue import Cue, plain_of
from answerable.pure.sense.figures_of_speech import without_figures
from answerable.pure.sense.says import what_it_says
from answerable.pure.sense.sign import Kind, Says, Sensed, Sign

VERSION: Final = 1
"""Raise with every change to the signs: what was found is kept with the version that found it."""
LONGEST: Final = 20_000
"""Characters read: longer than any letter, so that what matters may stand at the end of one."""

_FIGURATIVE: Final = risk.CUES + distress.CUES
_LITERAL: Final = requests.CUES + complaints.CUES + voices.CUES + abuse.CUES + claims.CUES


def sense(text: str) -> Sensed:
    """All signs in `text`, each reason once, and what the text does. Takes well under a millisecond for a post."""
    plain = plain_of(text[:LONGEST])
    found = sorted(
        {*_signs(_FIGURATIVE, without_figures(plain)), *_signs(_LITERAL, plain)}, key=lambda one: (one.start, one.end)
    )
    says = what_it_says(text[:LONGEST], plain, frozenset(one.kind for one in found))
    if says is Says.THANKS:
        # Who thanks us for kindness in their grief is not waiting for an answer that could hurt.
        found = [one for one in found if one.kind is not Kind.DISTRESS]
    return Sensed(tuple(found), says)


def sense_danger(text: str) -> list[Sign]:
    """The signs of danger and distress alone, for a third of the work."""
    return list(_signs(_FIGURATIVE, without_figures(plain_of(text[:LONGEST]))))


def _signs(cues: tuple[Cue, ...], plain: str) -> Iterator[Sign]:
    seen: dict[tuple[Kind, str], Sign] = {}
    strength: dict[Kind, int] = {}
    for one in cues:
        place = next(one.places(plain), None)
        if place is None:
            continue
        strength[one.kind] = strength.get(one.kind, 0) + (2 if one.is_strong else 1)
        seen.setdefault((one.kind, one.why), Sign(one.kind, one.why, *place))
    return (sign for sign in seen.values() if strength[sign.kind] >= 2)  # noqa: PLR2004  one strong or two weak
