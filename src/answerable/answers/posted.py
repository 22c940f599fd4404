"""What shows that an answer was posted by hand: a link of that network that no other delivery has, or a note."""

from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext as _

from answerable.answers.models import Delivery, DeliveryState
from answerable.answers.row import SEEN
from answerable.errors import Refused
from answerable.listening.models import Post
from answerable.networks.hand.links import Link, read_link
from answerable.networks.hand.place import Place
from answerable.networks.hand.places import place_named
from answerable.pure.text.cleaning import clean_incoming

LEAST_NOTE: Final = 5
MOST_NOTE: Final = 200


@dataclass(frozen=True, slots=True)
class Evidence:
    """`uid` is a link, under which a correction may go; or `seen:` and our key, where there is only a note."""

    uid: str
    url: str
    note: str


def evidence_of(task: Delivery, link: str, note: str) -> Evidence:
    """Raises `Refused`, saying what is wrong, where link and note do not show that `task` was posted."""
    place = place_named(task.channel.settings["network"])
    note = " ".join(clean_incoming(note).split())[:MOST_NOTE]
    if place.answers_have_links:
        return _by_link(task, place, link, note)
    if len(note) < LEAST_NOTE:
        raise Refused(_("Say in a few words what was done: it is the evidence that the person was told."))
    url = read_link(place, link).url if link.strip() else ""
    return Evidence(SEEN + task.key, url, note)


def _by_link(task: Delivery, place: Place, link: str, note: str) -> Evidence:
    if not link.strip():
        raise Refused(_("Give the link of what you posted: it is the evidence that the person was told."))
    given = read_link(place, link)
    if given.uid == task.target_uid:
        raise Refused(_("This is the link of their post. Give the link of our answer under it."))
    if Post.objects.filter(channel=task.channel, uid=given.uid, ours=False).exists():
        raise Refused(_("This is the link of a post that somebody wrote to us. Give the link of our answer."))
    _check_account(task, place, given)
    others = Delivery.objects.filter(receipt_uid__in=[given.uid, SEEN + given.url], state=DeliveryState.TOLD)
    if others.exclude(pk=task.pk).exists():
        raise Refused(_("This link was given for another person's answer already. Give the link of this one."))
    return Evidence(given.uid, given.url, note)


def _check_account(task: Delivery, place: Place, given: Link) -> None:
    """Where links name the account, ours must be in it, if the channel says which it is."""
    ours = str(task.channel.settings.get("account", "")).strip().removeprefix("@").casefold()
    if place.links_name_accounts and ours and given.account and given.account.casefold() != ours:
        words = _("This was posted by @%(account)s, and our account is @%(ours)s. Give the link of our own answer.")
        raise Refused(words % {"account": given.account, "ours": ours})
