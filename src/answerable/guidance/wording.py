"""How rules read on a page: the names of packs, severities, conditions, and the field of a rule that changed."""

from typing import Final

from django.utils.translation import gettext_lazy as _

PACKS: Final = {
    "generic": _("Everywhere"),
    "law": _("Law"),
    "central": _("Central government"),
    "local": _("Local government"),
    "wales": _("Wales"),
    "ireland": _("Ireland"),
    "own": _("Our own"),
}
"""Each pack of rules."""

SEVERITIES: Final = {
    "block": _("must be mended"),
    "warn": _("needs a reason"),
    "ask": _("is answered by a second person"),
}
"""Each severity, said of what was found."""

SCOPES: Final = {
    "all": _("every answer"),
    "public": _("answers in public"),
    "social": _("answers on social networks"),
    "page": _("the page of an answer"),
    "link": _("answers with a link"),
    "emoji": _("answers with emoji"),
    "facts": _("answers with numbers, dates or quotations"),
    "group": _("answers to several people"),
    "media": _("answers with pictures or films"),
    "video": _("answers with films"),
    "versions": _("answers in several languages"),
    "campaign": _("campaigns"),
    "repost": _("reposts"),
    "pre-election period": _("a pre-election period"),
    "crisis": _("a crisis or a bereavement"),
    "private words": _("answers to private messages"),
}
"""Each condition that a rule may name, said of what it applies to."""

FIELDS: Final = {
    "networks": _("the networks it is for"),
    "scope": _("what it applies to"),
    "question": _("the question to the second person"),
    "ask_when": _("when its question is put"),
    "check": _("how it is checked"),
    "sources": _("where it comes from"),
    "examples": _("its examples"),
    "principle": _("the principle it stands under"),
    "kind": _("its kind"),
}
"""Fields of a rule whose change is told without both values."""
