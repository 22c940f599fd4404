"""What every page shows around its own content: the body's name, the way around, the person, warnings."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.template.backends.utils import csrf_input
from django.utils.functional import SimpleLazyObject

from answerable.accounts.body import body_of
from answerable.accounts.models import Person
from answerable.accounts.roles import Act
from answerable.channels.in_need import IN_NEED, shown_in_need
from answerable.design.addresses import address
from answerable.design.translated import gettext as _
from answerable.desk.looks import IS_ANY_OVERDUE, overdue_count
from answerable.guidance.switches import STANDING
from answerable.guidance.switches_shown import for_anyone, for_staff
from answerable.jobs import clock
from answerable.jobs.glance import glance
from answerable.jobs.heartbeat import BEATS, health_by

MANY_ROLES = 3


@dataclass(frozen=True)
class Step:
    """One entry of the navigation."""

    label: str
    href: str
    current: bool
    count: int | None = None


def surroundings(request: HttpRequest) -> dict[str, Any]:
    """Context for all templates; for staff three small queries, for anyone one."""
    body = body_of(request)
    person = getattr(request, "user", None)
    around: dict[str, Any] = {
        "body_name": body.name if body else "Answerable",
        "training": bool(body and body.training),
        # Masked once for all forms of the page, and only when there is one.
        "csrf_input": SimpleLazyObject(lambda: csrf_input(request)),
    }
    if isinstance(person, Person) and request.path.startswith(("/desk/", "/account/")):
        return around | _for_staff(request, person)
    return around | _for_anyone(request)


def _for_staff(request: HttpRequest, person: Person) -> dict[str, Any]:
    at = clock.now()
    beats, need, standing, is_overdue = glance(BEATS, IN_NEED, STANDING, IS_ANY_OVERDUE, at=at)
    now = health_by(beats, at=at)
    places = [
        (_("Questions"), "questions:inbox", Act.READ),
        (_("To clear"), "desk:to_clear", Act.CLEAR),
        (_("At risk"), "desk:safeguarding", Act.SAFEGUARD),
        (_("Processes"), "desk:processes", Act.READ),
        (_("Posts"), "listening:posts", Act.READ),
        (_("By hand"), "answers:by_hand", Act.TELL),
        (_("Telling"), "answers:tellings", Act.READ),
        (_("Channels"), "channels:channels", Act.READ),
        (_("How we are doing"), "measures:desk", Act.READ),
        (_("Records"), "keeping:records", Act.KEEP_RECORDS),
        (_("People"), "accounts:people", Act.KEEP_PEOPLE),
    ]
    hrefs = [(label, address(name)) for label, name, act in places if person.may(act)]
    current = max((href for _label, href in hrefs if request.path.startswith(href)), key=len, default="")
    return {
        "navigation": [Step(label, href, href == current) for label, href in hrefs],
        "person": {"name": person.name, "role": _roles(person)},
        "person_links": [
            {"label": _("Your account"), "href": address("accounts:mine")},
            {"label": _("The guidance"), "href": address("guidance:guidance")},
            {"label": _("Switches"), "href": address("guidance:switches")},
        ],
        "background_stopped": "" if now.well else now.words,
        "channels_in_need": shown_in_need(need),
        "switches": for_staff(person, standing, at=at),
        "looks_overdue": overdue_count(at=at) if is_overdue else 0,
        "home_href": address("questions:inbox"),
        "search_href": address("questions:inbox"),
    }


def _roles(person: Person) -> str:
    """One or two roles by name; of more, how many: the bar has little room."""
    labels = person.role_labels
    return ", ".join(labels) if len(labels) < MANY_ROLES else _("%(count)s roles", count=len(labels))


def _for_anyone(request: HttpRequest) -> dict[str, Any]:
    places = [
        (_("Answers"), "answers:answers"),
        (_("Ask a question"), "listening:ask"),
        (_("What became of the rest"), "measures:public"),
        (_("The record"), "record:record"),
    ]
    hrefs = [(label, address(name)) for label, name in places]
    current = max((href for _label, href in hrefs if request.path.startswith(href)), key=len, default="")
    return {
        "navigation": [Step(label, href, href == current) for label, href in hrefs],
        "staff_href": address("questions:inbox"),
        "footer_links": [
            {"label": _("The rules we hold ourselves to"), "href": address("guidance:rules")},
            {"label": _("Is it really us?"), "href": address("channels:accounts")},
            {"label": _("Downloads"), "href": address("record:downloads")},
        ],
        "home_href": address("answers:answers"),
        "switches": for_anyone(at=clock.now()),
    }
