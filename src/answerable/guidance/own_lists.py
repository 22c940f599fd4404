"""The lists a body keeps for its own checks: its own addresses and numbers, and the names it must not promote."""

from collections.abc import Mapping
from typing import Any, Final

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from answerable.accounts.models import Body, Person
from answerable.accounts.roles import Act
from answerable.errors import Refused
from answerable.guidance.models import OwnList
from answerable.pure.checks.draft import Keeps

LISTS: Final = {
    "email_domains": (
        gettext_lazy("Our email domains"),
        gettext_lazy("Such as example.gov.uk; any address there is ours."),
    ),
    "emails": (gettext_lazy("Other email addresses that are ours"), ""),
    "phones": (gettext_lazy("Our phone numbers"), ""),
    "postcodes": (gettext_lazy("Postcodes of our offices"), ""),
    "accounts": (gettext_lazy("Our accounts on networks"), gettext_lazy("With or without the @.")),
    "hosts": (gettext_lazy("Our websites"), gettext_lazy("Such as www.example.gov.uk.")),
    "acronyms": (gettext_lazy("Short forms everyone knows"), gettext_lazy("Such as NHS or VAT.")),
    "parties": (gettext_lazy("Political parties"), gettext_lazy("Drafts that name one are looked at again.")),
    "politicians": (gettext_lazy("Politicians"), ""),
}
"""The lists by name, each with its label and a hint. One entry a line on the page."""


def keeps_of(body: Body) -> Keeps:
    """All lists as the checks want them; where the answers are published is always ours."""
    kept: dict[str, Any] = {row.name: tuple(row.entries) for row in OwnList.objects.filter(name__in=LISTS)}
    own_host = settings.PUBLIC_ADDRESS.split("//")[-1].split(":")[0]
    kept["hosts"] = (*kept.get("hosts", ()), own_host)
    return Keeps(**kept, known_names=(body.name,))


def keep_lists(*, lists: Mapping[str, str], by: Person) -> None:
    """Replaces the lists given, each as text with one entry a line."""
    if not by.may(Act.KEEP_PEOPLE):
        raise Refused(_("Only an administrator can change these lists. Ask one to do it."))
    with transaction.atomic():
        for name in LISTS.keys() & lists.keys():
            entries = list(dict.fromkeys(line.strip() for line in lists[name].splitlines() if line.strip()))
            OwnList.objects.update_or_create(name=name, defaults={"entries": entries})
