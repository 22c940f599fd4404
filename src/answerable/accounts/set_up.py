"""The first run: naming the body; and training mode, in which one person may play both sides and nothing leaves."""

from datetime import datetime
from zoneinfo import available_timezones

from django.db import transaction
from django.utils.translation import gettext as _

from answerable.accounts.models import Body, Person
from answerable.accounts.roles import Act, Role
from answerable.errors import Refused
from answerable.record.append import append


def name_body(
    *, name: str, jurisdiction: str = "uk-local", language: str, time_zone: str, by: Person, at: datetime
) -> Body:
    """Names the body, or renames it; the desk starts in training mode until two people work here."""
    if not by.may(Act.KEEP_PEOPLE):
        raise Refused(_("Only an administrator can name the body. Ask one to do it."))
    if time_zone not in available_timezones():
        raise Refused(_("This time zone is not known. Choose one from the list, such as Europe/London."))
    if not name.strip():
        raise Refused(_("Give the body a name, as people know it."))
    with transaction.atomic():
        body, _made = Body.objects.select_for_update().get_or_create(id=1, defaults={"set_up_at": at})
        before = body.name
        body.name, body.jurisdiction = name.strip(), jurisdiction
        body.language, body.time_zone = language, time_zone
        body.save(update_fields=["name", "language", "time_zone"])
        if body.name != before:
            append(type="body.named", fields={"body": "body_0001"}, disclosed={"name": body.name}, on=at.date())
    return body


def change_training(*, training: bool, by: Person) -> Body:
    """Turns training mode on or off; it can be left only when a second person may clear."""
    if not by.may(Act.KEEP_PEOPLE):
        raise Refused(_("Only an administrator can change training mode. Ask one to do it."))
    with transaction.atomic():
        body = Body.objects.select_for_update().get()
        if not training and not _two_may_work():
            raise Refused(
                _("Clearance needs two people: one writes, another clears. Ask a second person to join first.")
            )
        body.training = training
        body.save(update_fields=["training"])
    return body


def _two_may_work() -> bool:
    active = Person.objects.filter(is_active=True)
    writers = set(active.filter(roles__overlap=[Role.AUTHOR, Role.TOPIC_OWNER]).values_list("pk", flat=True))
    clearers = set(active.filter(roles__overlap=[Role.CLEARER, Role.TOPIC_OWNER]).values_list("pk", flat=True))
    return any(writer != clearer for writer in writers for clearer in clearers)
