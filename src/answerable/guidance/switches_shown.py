"""Switches as pages show them: what each means, for whom, and when it is over."""

from datetime import datetime, timedelta
from typing import NamedTuple

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from answerable.accounts.models import Person
from answerable.accounts.roles import Act
from answerable.design.wording import day, moment
from answerable.guidance.models import Switch
from answerable.guidance.switch_kinds import KINDS
from answerable.guidance.switches import in_force, is_any_in_force, is_public, waiting_for


class Shown(NamedTuple):
    """One switch in words: its kind with its name, what it means, when it is over, and its page at the desk."""

    title: str
    words: str
    until: str
    href: str


def for_staff(person: Person, standing: tuple[bool, bool], *, at: datetime) -> list[Shown]:
    """What is in force, with what it means for one's work, and what waits for this person's yes.

    `standing` is what STANDING found: every page asks, and there is seldom one.
    """
    in_force_now, waits = standing
    found = [shown(one) for one in in_force(at=at)] if in_force_now else []
    if waits and person.may(Act.SWITCH):
        found += [_asking(one) for one in waiting_for(person, at=at)]
    return found


def _asking(switch: Switch) -> Shown:
    words = _("Somebody wants to end it.") if switch.confirmed_at else _("Somebody wants to start it.")
    return shown(switch)._replace(words=words, until=_("It takes a second person: read it and decide."))


def for_anyone(*, at: datetime) -> list[Shown]:
    """What is in force and may be known, with what the public is told of it."""
    if not is_any_in_force(at=at):
        return []
    return [shown_to_anyone(one) for one in in_force(at=at) if is_public(one)]


def shown_to_anyone(switch: Switch) -> Shown:
    """The switch as the public is told of it."""
    return shown(switch)._replace(words=str(KINDS[switch.kind].public))


def shown(switch: Switch) -> Shown:
    """The switch for people at the desk."""
    kind = KINDS[switch.kind]
    title = f"{kind.title}: {switch.title}"
    if switch.areas:
        title += f" ({', '.join(switch.areas)})"
    return Shown(title, str(kind.means), until(switch), reverse("guidance:switch", args=[switch.public_id]))


def until(switch: Switch) -> str:
    """When it is over, as a sentence."""
    ends_at = switch.ends_at
    if ends_at is None:
        return _("It lasts until two people end it.")
    if KINDS[switch.kind].by_day:
        last = timezone.localtime(ends_at - timedelta(microseconds=1))
        return _("It lasts until the end of %(day)s.") % {"day": day(last)}
    return _("It lasts until %(moment)s.") % {"moment": moment(ends_at)}


def standing_of(switch: Switch, *, at: datetime) -> str:
    """Where it stands, in a few words."""
    if switch.dropped_at:
        return _("Laid aside")
    if not switch.confirmed_at:
        return _("Waits for a second person")
    over_at = switch.over_at
    if over_at is not None and over_at <= at:
        return _("Over")
    if switch.starts_at > at:
        return _("Agreed, begins later")
    return _("In force, an end is proposed") if switch.end_proposed_at else _("In force")
