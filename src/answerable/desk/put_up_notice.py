"""The notice of a pre-election period on each channel: somebody puts it up there and says so (rule PRE-06)."""

from collections.abc import Iterable
from datetime import datetime

from django.utils.translation import gettext as _

from answerable.accounts.models import Body, Person
from answerable.accounts.roles import Act
from answerable.channels.connect import kind_of
from answerable.channels.models import Channel, State
from answerable.desk.area import area_under
from answerable.desk.models import NoticeUp
from answerable.desk.preview import outlets_of
from answerable.errors import Refused
from answerable.guidance.in_force import rules_in_force
from answerable.guidance.models import Switch
from answerable.guidance.rulebook import judge_gate
from answerable.guidance.switch_kinds import ELECTION
from answerable.guidance.switches import covers, in_force
from answerable.questions.models import Question

RULE = "PRE-06"
OURS = "web"
"""Our own page shows the notice by itself."""


def put_up_notice(*, channel: Channel, switch: Switch, by: Person, at: datetime) -> None:
    """Keeps that the notice stands on the channel. Its keeper may say so, and whoever may start switches."""
    if channel.keeper_id != by.pk and not by.may(Act.SWITCH):
        raise Refused(_("Only the keeper of this channel can say that. Ask them."))
    if switch.kind != ELECTION or switch.confirmed_at is None:
        raise Refused(_("This needs no notice on the channels."))
    NoticeUp.objects.get_or_create(channel=channel, switch=switch, defaults={"by": by, "at": at})


def take_down_notice(*, channel: Channel, switch: Switch, by: Person) -> None:
    """It was a mistake, or the notice is not there any more."""
    if channel.keeper_id != by.pk and not by.may(Act.SWITCH):
        raise Refused(_("Only the keeper of this channel can say that. Ask them."))
    NoticeUp.objects.filter(channel=channel, switch=switch).delete()


def needing_notice() -> list[Channel]:
    """The open channels on which people are told, our own pages left out: they show it by themselves."""
    channels = Channel.objects.filter(state=State.OPEN).exclude(kind=OURS).select_related("keeper")
    return [one for one in channels if kind_of(one).tells]


def without_notice(channels: Iterable[Channel], switch: Switch) -> list[Channel]:
    """Those of the channels of which nobody has said that the notice is up."""
    up = set(NoticeUp.objects.filter(switch=switch).values_list("channel_id", flat=True))
    return [one for one in channels if one.kind != OURS and one.pk not in up]


def check_notices(question: Question, *, at: datetime) -> None:
    """Raises `Refused` where a channel that tells of the question lacks the notice of a period that covers it."""
    periods = [one for one in in_force(at=at) if one.kind == ELECTION]
    if not periods:
        return
    area, channels = area_under(periods, question), outlets_of(question)
    lacking = [one for period in periods if covers(period, area) for one in without_notice(channels, period)]
    facts = {"channels_without_notice": sorted({one.name for one in lacking})}
    rules = rules_in_force(Body.objects.get())
    found = [one for one in judge_gate(RULE, facts, rules) if one.severity == "block"]
    if found:
        raise Refused(" ".join(one.message for one in found))
