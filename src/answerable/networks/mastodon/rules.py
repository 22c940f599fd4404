"""What a Mastodon server asks of those who write there: each has rules of its own, which a person reads."""

from datetime import date
from typing import Final

from answerable.networks.space import SpaceRule

_CHECKED: Final = date(2026, 7, 1)
"""The month of the documentation that was read."""

RULES: Final = (
    SpaceRule(
        "The server's own rules",
        "Each server has rules of its own: read them at its address with /about behind it, and again when it changes.",
        "https://docs.joinmastodon.org/entities/Rule/",
        _CHECKED,
    ),
    SpaceRule(
        "Say that a program writes",
        "Tick “This is an automated account” in the profile's settings if nobody watches it day by day.",
        "https://docs.joinmastodon.org/user/profile/",
        _CHECKED,
    ),
    SpaceRule(
        "Other servers may close",
        "A server may silence or block another: then people there are no longer reached, and we are told nothing.",
        "https://docs.joinmastodon.org/admin/moderation/",
        _CHECKED,
    ),
)
