"""The kinds of switch as data: what each means for one's work, what it holds back, what the public is told."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Words = str | Promise


@dataclass(frozen=True)
class SwitchKind:
    """One kind.

    `means` is for the people at the desk, `public` for everyone ("" where nobody outside may know). `has_end` asks for
    a day or moment on which it ends by itself. `by_day` counts whole days where the body is. `asks` is what the second
    person answers. `by_words` holds what touches its subject until it ends; the others hold whatever was cleared before
    until a second person has read it again.
    """

    name: str
    title: Words
    means: Words
    public: Words = ""
    asks: Words = ""
    has_end: bool = False
    by_day: bool = False
    has_areas: bool = False
    by_words: bool = False


ELECTION: Final = "election"
CRISIS: Final = "crisis"
BEREAVEMENT: Final = "bereavement"
EMBARGO: Final = "embargo"

KINDS: Final[Mapping[str, SwitchKind]] = MappingProxyType(
    {
        kind.name: kind
        for kind in (
            SwitchKind(
                ELECTION,
                _("Pre-election period"),
                means=_(
                    "Only essential service information goes out. Mark an answer as such when you write it; everything "
                    "else waits. What was cleared before is held until a second person has read it again."
                ),
                public=_(
                    "In this time we give essential service information only. Other answers come after the election."
                ),
                asks=_("Which channels of partners do we help to run, and do they know the period's rules?"),
                has_end=True,
                by_day=True,
                has_areas=True,
            ),
            SwitchKind(
                CRISIS,
                _("Crisis"),
                means=_(
                    "What was cleared before is held until a second person has read it again. No humour; each draft is "
                    "read with the eyes of someone in difficulty."
                ),
                public=_("We are dealing with a serious event first. Answers to other questions may take longer."),
            ),
            SwitchKind(
                BEREAVEMENT,
                _("Bereavement"),
                means=_(
                    "What was cleared before is held until a second person has read it again. No humour and no "
                    "promotion; each draft is read with the eyes of someone who mourns."
                ),
                public=_("In this time we publish only what people need. Other answers come later."),
            ),
            SwitchKind(
                EMBARGO,
                _("Embargo"),
                means=_(
                    "Nothing that touches this subject is cleared or sent before the moment. What was cleared already "
                    "is held and goes on by itself afterwards."
                ),
                has_end=True,
                by_words=True,
            ),
        )
    }
)
"""Each kind by its name."""
