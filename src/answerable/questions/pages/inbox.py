"""The inbox: questions, not posts; filtered, searched, walked page by page."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import connection
from django.http import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from answerable.accounts.guard import StaffRequest, staff
from answerable.accounts.models import LANGUAGES
from answerable.accounts.roles import Act
from answerable.design.addresses import address
from answerable.design.pagination import changed, steps
from answerable.jobs import clock
from answerable.questions.inbox import MOST_COUNTED, TABS, Listed, Wanted, counts, leaf_of
from answerable.questions.models import Outcome, Reason, State, Topic
from answerable.questions.pages.shown import tone_of

LONGEST_WORDS = 200


@staff(Act.READ)
def inbox(request: StaffRequest) -> HttpResponseBase:
    """One page of questions in the state, channel and language asked for: three queries, however many there are."""
    now = clock.now()
    channels = _channels()
    topic = Topic.objects.filter(public_id=request.GET["topic"]).first() if request.GET.get("topic") else None
    wanted = _wanted(request, {public_id: number for public_id, _name, number in channels}, topic)
    given = request.GET
    leaf = leaf_of(wanted, person=request.user, at=now, before=given.get("before", ""), after=given.get("after", ""))
    waiting = counts()
    context = {
        "wanted": wanted,
        "topic": topic,
        "tabs": _tabs(request, wanted, waiting),
        "rows": _rows(leaf.questions, any_state=not wanted.state, now=now),
        "pages": steps(given, leaf.before, leaf.after),
        "channels": [(public_id, name) for public_id, name, _number in channels],
        "languages": LANGUAGES,
        "filtered": bool(wanted.words or wanted.language or wanted.whose or wanted.channel_id is not None or topic),
        "ways": _ways(waiting),
        "at_risk": waiting["at_risk"] if request.user.may(Act.SAFEGUARD) else 0,
    }
    return render(request, "questions/inbox.html", context)


def _ways(waiting: dict[str, int]) -> list[dict[str, str]]:
    """Where one goes from here: the level above, and what a person is to decide about posts."""
    unsure, proposals = _bounded(waiting["unsure"]), _bounded(waiting["proposals"])
    return [
        {"label": _("Topics"), "href": address("questions:topics")},
        {"label": f"{_('Unsure posts')} ({unsure})", "href": address("questions:unsure")},
        {"label": _("Strays"), "href": address("questions:strays")},
        {"label": f"{_('Proposals')} ({proposals})", "href": address("questions:proposals")},
    ]


def _channels() -> list[tuple[str, str, int]]:
    """Address, name and number of every channel, by name."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT public_id, name, id FROM channels_channel ORDER BY name")
        rows: list[tuple[str, str, int]] = cursor.fetchall()
    return rows


def _wanted(request: StaffRequest, channels: dict[str, int], topic: Topic | None) -> Wanted:
    """What the address asks for; a value that is not on offer counts as not given."""
    given = request.GET
    words = given.get("q", "").replace("\x00", "").strip()[:LONGEST_WORDS]
    state = given.get("state", "")
    if state not in TABS:
        state = "" if words else State.NEW
    language = given.get("language", "")
    return Wanted(
        state=state,
        channel_id=channels.get(given.get("channel", "")),
        language=language
        if language in {code for code, _name in settings.LANGUAGES} | {code for code, _name in LANGUAGES}
        else "",
        whose=given.get("whose", "") if given.get("whose") in {"mine", "nobody"} else "",
        words=words,
        topic_id=topic.pk if topic else None,
    )


def _tabs(request: StaffRequest, wanted: Wanted, waiting: dict[str, int]) -> list[dict[str, Any]]:
    tabs = [
        {
            "label": f"{State(state).label} ({_bounded(waiting[state])})",
            "href": changed(request.GET, state=str(state), before=None, after=None),
            "current": wanted.state == state,
        }
        for state in TABS
    ]
    if wanted.words:
        everywhere = {
            "label": _("All"),
            "href": changed(request.GET, state=None, before=None, after=None),
            "current": not wanted.state,
        }
        return [everywhere, *tabs]
    return tabs


def _bounded(count: int) -> str:
    return str(count) if count < MOST_COUNTED else f"{MOST_COUNTED - 1}+"


def _rows(questions: Sequence[Listed], *, any_state: bool, now: datetime) -> list[dict[str, Any]]:
    labels = {str(state): str(state.label) for state in State}
    pattern = reverse("desk:question", args=["public_id"])  # filled in for each row: finding it costs as much as a row
    return [
        _row(one, pattern.replace("public_id", one.public_id), labels[one.state], any_state=any_state, now=now)
        for one in questions
    ]


def _row(question: Listed, href: str, label: str, *, any_state: bool, now: datetime) -> dict[str, Any]:
    claimed_by = question.claimed_by if question.claimed_until and question.claimed_until > now else None
    ended_by = Reason(question.reason).label if question.reason else ""
    return {
        "title": question.title,
        "href": href,
        "ask_count": question.asker_count,
        "since": question.first_asked_at,
        "channels": question.channels,
        "urgency": "urgent" if question.urgent else "",
        "state": label if any_state or claimed_by is None else "",
        "tone": tone_of(question.state),
        "claimed_by": claimed_by or "",
        "language": question.language,
        "detail": ended_by or (Outcome(question.outcome).label if question.outcome else ""),
    }
