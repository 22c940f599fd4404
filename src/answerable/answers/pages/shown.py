"""Tellings as the pages show them: bars, rows of channels, askers with their evidence."""

from collections import Counter
from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from answerable.answers.fates import reason_words
from answerable.answers.models import AnswerVersion, Coverage, Delivery, DeliveryState
from answerable.answers.progress import ChannelProgress, Progress, in_the_way
from answerable.channels.connect import kind_of
from answerable.listening.models import Author
from answerable.listening.words import account_in_list, evidence_in_list
from answerable.networks.kinds import KINDS

TONES = {
    DeliveryState.PENDING: "open",
    DeliveryState.CLAIMED: "started",
    DeliveryState.SENDING: "half",
    DeliveryState.CHECKING: "nearly",
    DeliveryState.HELD: "trouble",
    DeliveryState.TOLD: "done",
    DeliveryState.NOT_TOLD: "apart",
    DeliveryState.STOPPED: "apart",
}


def bar_of(counts: Counter[str]) -> list[dict[str, Any]]:
    """The parts of the progress bar."""
    doing = counts[DeliveryState.CLAIMED] + counts[DeliveryState.SENDING] + counts[DeliveryState.CHECKING]
    parts = [
        (_("told"), counts[DeliveryState.TOLD], "done"),
        (_("being sent"), doing, "doing"),
        (_("need a person"), counts[DeliveryState.HELD], "trouble"),
        (_("could not be told"), counts[DeliveryState.NOT_TOLD] + counts[DeliveryState.STOPPED], "trouble"),
        (_("waiting"), counts[DeliveryState.PENDING], "waiting"),
    ]
    return [{"label": label, "count": count, "tone": tone} for label, count, tone in parts]


def channel_rows(progress: Progress, *, at: datetime) -> list[dict[str, Any]]:
    """One row for each channel, the busiest first."""
    return [
        {
            "channel": row.channel,
            "told": row.counts[DeliveryState.TOLD],
            "total": sum(row.counts.values()),
            "left": row.on_its_way,
            "seconds": row.seconds,
            "obstacle": in_the_way(row, at=at),
            "words": obstacle_words(row, at=at),
            "promise": kind_of(row.channel).promise.value if row.channel.kind in KINDS else "",
        }
        for row in progress.channels
    ]


def obstacle_words(row: ChannelProgress, *, at: datetime) -> str:
    """What stands in the way, in a sentence; empty where nothing does."""
    outlet = row.outlet
    name = outlet.stopped_by.name if outlet and outlet.stopped_by else ""
    needs = row.channel.needs_keeper
    return {
        "": "",
        "closed": _("The channel is closed."),
        "paused": _("The channel is paused."),
        "stopped": _("Stopped by %(name)s.") % {"name": name},
        "keeper": _("Its keeper is needed: %(what)s.") % {"what": _(needs)} if needs else "",
        "unread": _("Its rules sheet must be read and signed first."),
        "quiet": _("These are its quiet hours: nothing is sent until %(time)s.")
        % {"time": row.channel.quiet_until.strftime("%H:%M") if row.channel.quiet_until else ""},
        "resting": _("Resting, because the network asked for it or was unclear several times."),
    }[in_the_way(row, at=at)]


def unreachable_rows(progress: Progress) -> list[tuple[str, int]]:
    """Why somebody is not told, in words, the most frequent first."""
    return [(reason_words(reason), count) for reason, count in progress.unreachable.most_common()]


def asker_rows(deliveries: Iterable[Delivery]) -> list[dict[str, Any]]:
    """One row for each delivery, with its evidence in order; `name` is what the account calls itself.

    Masked as in every list: the post, whose number is `post_id`, shows whole who wrote it.
    """
    rows = list(deliveries)
    names = _names_of(rows)
    posts = dict(Coverage.objects.filter(delivery__in=rows).order_by("-post").values_list("delivery", "post"))
    return [
        {
            "delivery": delivery,
            "post_id": posts.get(delivery.pk),
            "account": account_in_list(delivery.recipient, delivery.channel.kind),
            "name": account_in_list(names.get((delivery.channel_id, delivery.recipient), ""), delivery.channel.kind),
            "tone": TONES[DeliveryState(delivery.state)],
            "why": evidence_in_list(_(delivery.why)) if delivery.why else "",
            "holder": delivery.in_hand.person.name if hasattr(delivery, "in_hand") else "",
            "attempts": [
                {"at": one.at, "outcome": one.outcome, "detail": evidence_in_list(one.detail)}
                for one in sorted(delivery.attempts.all(), key=lambda attempt: (attempt.at, attempt.pk))
            ],
        }
        for delivery in rows
    ]


def _names_of(deliveries: Collection[Delivery]) -> dict[tuple[int, str], str]:
    """Some networks name accounts by long numbers, which tell a reader nothing."""
    accounts = Author.objects.filter(
        channel__in={one.channel_id for one in deliveries}, uid__in={one.recipient for one in deliveries}
    )
    return {(channel_id, uid): name for channel_id, uid, name in accounts.values_list("channel_id", "uid", "name")}


def telling_row(version: AnswerVersion, counts: Counter[str], late_count: int) -> dict[str, Any]:
    """One answer in the list of all tellings."""
    left = sum(counts[state] for state in ("pending", "claimed", "sending", "checking"))
    state, tone = _("Told"), "done"
    if version.stopped_at is not None:
        state, tone = _("Stopped"), "apart"
    elif counts[DeliveryState.HELD]:
        state, tone = _("A person must look"), "trouble"
    elif left:
        state, tone = _("Being told"), "half"
    return {
        "version": version,
        "question": version.answer.question,
        "told": counts[DeliveryState.TOLD],
        "total": sum(counts.values()),
        "left": left,
        "held": counts[DeliveryState.HELD],
        "late": late_count,
        "state": state,
        "tone": tone,
    }
