"""Channels that only their keeper can mend, as every page of the desk shows them."""

from typing import NamedTuple

from django.db import connection
from django.urls import reverse
from django.utils.translation import gettext as _

_IN_NEED = """
SELECT name, public_id, needs_keeper FROM channels_channel
WHERE state IN ('open', 'paused') AND (needs_keeper <> '' OR (signed_hash <> '' AND signed_hash <> sheet_hash))
ORDER BY name
"""


class InNeed(NamedTuple):
    """One channel, what is wrong in a sentence, and the page where it is mended."""

    name: str
    words: str
    href: str


def in_need() -> list[InNeed]:
    """One query by plain SQL: every page asks."""
    with connection.cursor() as cursor:
        cursor.execute(_IN_NEED)
        rows = cursor.fetchall()
    return [_shown(name, public_id, why) for name, public_id, why in rows]


def _shown(name: str, public_id: str, why: str) -> InNeed:
    if why:
        return InNeed(name, _(why), reverse("channels:connect", args=[public_id]))
    words = _("A limit or a rule of the network has changed. Read its rules sheet and sign it again.")
    return InNeed(name, words, reverse("channels:rules", args=[public_id]))
