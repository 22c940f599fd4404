"""A text judged as this body's desk would: by its own edition, its own lists and the switches in force."""

from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from answerable.accounts.models import Body
from answerable.guidance.check_text import Checked, Told, check_text
from answerable.guidance.in_force import rules_in_force
from answerable.guidance.own_lists import keeps_of
from answerable.guidance.rulebook import PACKS_OF
from answerable.guidance.switches import embargoes_of, in_force, is_grave, periods_of


def check_here(text: str, told: Told, *, at: datetime) -> tuple[Checked, Told]:
    """The judgement, and what was told with the body's own in it. Raises `Refused` for an unknown network."""
    body, switches = Body.objects.get(), in_force(at=at)
    zone = ZoneInfo(body.time_zone)
    keeps = replace(keeps_of(body), periods=periods_of(switches, zone), embargoes=embargoes_of(switches, zone))
    whole = replace(told, packs=PACKS_OF[body.jurisdiction], keeps=keeps, crisis=is_grave(switches))
    return check_text(text, whole, at=at.astimezone(zone), rules=rules_in_force(body)), whole
