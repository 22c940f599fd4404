"""What Bluesky asks of accounts that a program answers with."""

from datetime import date
from typing import Final

from answerable.networks.space import SpaceRule

_BOTS: Final = "https://docs.bsky.app/docs/starter-templates/bots"
_CHECKED: Final = date(2026, 4, 21)
"""The day of the documentation's repository that was read."""

RULES: Final = (
    SpaceRule("Whom we may answer", "A program turns only to people who turned to the account first.", _BOTS, _CHECKED),
    SpaceRule(
        "Say that a program writes", "An automated account carries the label “bot”, set by itself.", _BOTS, _CHECKED
    ),
    SpaceRule(
        "No bulk",
        "Bulk or spammy interactions are against the rules of the place, even where each person asked. "
        "Stop at the first warning.",
        _BOTS,
        _CHECKED,
    ),
)
