"""The six principles and the ten tips that stand at the head of every edition, in short words of our own.

From the Cabinet Office's social media guidance for civil servants of 17 May 2012 (S02, S04 in the list of sources).
Which rule stands under which principle is our own reading; the guidance does not sort rules.
"""

from typing import Final

from django.utils.translation import gettext_lazy as _

SOURCES: Final = ("S02", "S04")
"""Keys in the list of sources."""

WORDS: Final = {
    "places": _("Communicate with citizens in the places they already are."),
    "consult": _("Use social media to consult and to engage."),
    "open": _("Be more transparent and accountable."),
    "conversation": _("Be part of the conversation, with all the benefits that brings."),
    "together": _("Do not do everything alone: work with those who can and are willing."),
    "code": _("Keep to the Civil Service Code, online as well as offline."),
}
"""The principles by the name that a rule has for them, in the guidance's order."""

TIPS: Final = (
    _("Have a clear idea of your objectives: to change what people do, to serve, to consult or to inform."),
    _("Learn the rules of each space before you speak there."),
    _("Keep to the Code, and ask when you are unsure."),
    _("An official account belongs to the department, not to a person."),
    _("Communicate where your citizens are."),
    _("Build relationships online and offline; social media is one channel of many."),
    _("Try not to move citizens backwards between channels, from email to the phone, say."),
    _("Do not open a channel that you cannot maintain."),
    _("Know when to take a conversation offline."),
    _("Do not engage with people who are aggressive or abusive."),
)
"""The tips, in the guidance's order."""
