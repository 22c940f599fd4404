"""Proposing a switch: the first of two people says what, why, from when and until when."""

import secrets
from collections.abc import Iterable
from datetime import datetime

from django.utils.translation import gettext as _

from answerable.accounts.models import Person
from answerable.accounts.roles import Act
from answerable.errors import Refused
from answerable.guidance.models import Switch
from answerable.guidance.switch_kinds import KINDS, SwitchKind

MOST_LINES, LONGEST_LINE = 50, 100
LONGEST_TITLE, LONGEST_REASON = 120, 500


def propose_switch(  # noqa: PLR0913  what two people agree to
    *,
    kind: str,
    title: str,
    reason: str,
    starts_at: datetime,
    ends_at: datetime | None = None,
    areas: Iterable[str] = (),
    words: Iterable[str] = (),
    by: Person,
    at: datetime,
) -> Switch:
    """Keeps the proposal; nothing changes until another person confirms it.

    Raises `Refused` where the kind wants an end or words and has none, or where it would be over before it began.
    """
    check_switcher(by)
    known = KINDS.get(kind)
    if known is None:
        raise Refused(_("Choose what is to be started."))
    said = {"title": " ".join(title.split()), "reason": " ".join(reason.split())}
    subject = _lines(words) if known.by_words else []
    _check_said(**said)
    _check_end(known, starts_at, ends_at, at)
    if known.by_words and not subject:
        raise Refused(_("Give the words by which a text is known to touch the subject."))
    return Switch.objects.create(
        public_id=f"sw_{secrets.token_hex(5)}",
        kind=kind,
        **said,
        areas=_lines(areas) if known.has_areas else [],
        words=subject,
        starts_at=starts_at,
        ends_at=ends_at,
        proposed_by=by,
        proposed_at=at,
    )


def drop_switch(*, switch: Switch, by: Person, at: datetime) -> None:
    """Lays a proposal aside that nobody has confirmed."""
    check_switcher(by)
    waiting = Switch.objects.filter(pk=switch.pk, confirmed_at=None, dropped_at=None)
    if not waiting.update(dropped_by=by, dropped_at=at):
        raise Refused(_("This was confirmed or laid aside meanwhile. Look at it again."))


def check_switcher(by: Person) -> None:
    """Raises `Refused` unless the person may start and end switches."""
    if not by.may(Act.SWITCH):
        raise Refused(_("Your roles do not let you do this. Ask a clearer, a topic owner or an administrator."))


def _check_said(title: str, reason: str) -> None:
    if not title or not reason:
        raise Refused(_("Give it a name, and say in a sentence why."))
    if len(title) > LONGEST_TITLE or len(reason) > LONGEST_REASON:
        raise Refused(_("The name has at most 120 characters, the reason 500."))


def _check_end(kind: SwitchKind, starts_at: datetime, ends_at: datetime | None, at: datetime) -> None:
    if kind.has_end and ends_at is None:
        raise Refused(_("Say when it ends: two people can end it earlier."))
    if ends_at is not None and ends_at <= max(starts_at, at):
        raise Refused(_("It would be over before it began. Give a later end."))


def _lines(given: Iterable[str]) -> list[str]:
    lines = list(dict.fromkeys(" ".join(line.split()) for line in given if line.strip()))
    if len(lines) > MOST_LINES or any(len(line) > LONGEST_LINE for line in lines):
        raise Refused(_("Give at most 50 lines, each of at most 100 characters."))
    return lines
