"""A person settles what no machine can know: it is there, send it again, or drop it."""

from datetime import datetime
from enum import StrEnum
from urllib.parse import urlsplit

from django.db import transaction
from django.utils.translation import gettext as _

from answerable.accounts.models import Person
from answerable.accounts.roles import Act
from answerable.answers.decide import decide
from answerable.answers.events import Dropped, Event, ItIsThere, SendAgain
from answerable.answers.finish import lock_version, reopen
from answerable.answers.guarantee import guarantee_of
from answerable.answers.models import Delivery, DeliveryState
from answerable.answers.row import USUAL
from answerable.answers.store import row_of, store
from answerable.answers.words import DROPPED, REPLACED
from answerable.errors import Refused

MOST_LINK = 280


class Verdict(StrEnum):
    """The three buttons."""

    THERE = "there"
    AGAIN = "again"
    DROP = "drop"


def settle_held(*, delivery: Delivery, verdict: Verdict, link: str = "", by: Person, at: datetime) -> Delivery:
    """Carries out the verdict on a delivery that is held. `link` is where `by` saw the reply.

    A message of a version that was replaced meanwhile is not sent again: its asker is owed the newer one instead.
    Raises `Refused` where the delivery is not held any more, or the link is no web address.
    """
    if not by.may(Act.TELL):
        raise Refused(_("Your roles do not let you settle this. Ask a listener, a clearer or a topic owner."))
    with transaction.atomic():
        delivery = _locked(delivery)
        if delivery.state != DeliveryState.HELD:
            raise Refused(_("This was settled meanwhile. Look at the page again."))
        row, event = row_of(delivery), _event(delivery, verdict, link.strip(), by)
        new = decide(row, event, at=at, fence=row.fence, guarantee=guarantee_of(delivery.channel), timing=USUAL)
        if new is None or not store([(row, new, event)], at=at):
            raise Refused(_("This was settled meanwhile. Look at the page again."))
        reopen(delivery.version, at=at)
    delivery.refresh_from_db()
    return delivery


def _locked(delivery: Delivery) -> Delivery:
    """The version first and then its delivery, as the round that finishes does."""
    lock_version(delivery.version_id)
    joined = Delivery.objects.select_for_update(of=("self",)).select_related("version__answer__question", "channel")
    return joined.get(pk=delivery.pk)


def _event(delivery: Delivery, verdict: Verdict, link: str, by: Person) -> Event:
    if verdict == Verdict.THERE:
        if urlsplit(link).scheme not in {"http", "https"} or not urlsplit(link).netloc or len(link) > MOST_LINK:
            raise Refused(
                _("Give the link to our reply, beginning with https://. It is the evidence that the person was told.")
            )
        return ItIsThere(url=link, by=by.name)
    if verdict == Verdict.AGAIN and delivery.version.replaced_at is None:
        return SendAgain(by=by.name)
    return Dropped(why=DROPPED if delivery.version.replaced_at is None else REPLACED, by=by.name)
