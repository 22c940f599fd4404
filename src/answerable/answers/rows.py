"""The rows of one channel in PostgreSQL, as the steps of telling want them."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any, Final

from django.db import connection, transaction
from django.db.models import Q

from answerable.answers.decide import decide
from answerable.answers.events import Begun, Event, TakenUp
from answerable.answers.guarantee import guarantee_of
from answerable.answers.held import held_versions
from answerable.answers.models import Attempt, Delivery, DeliveryState, Outlet
from answerable.answers.own_page import own_page_address
from answerable.answers.pace import Gate, after, grant, paces_of, put_down, taken
from answerable.answers.row import CLAIMED, Row, Timing, Turn
from answerable.answers.store import ROW_FIELDS, detail_of, row_of, store
from answerable.channels.hours import body_zone, is_quiet
from answerable.channels.limits import limits_of
from answerable.channels.models import Channel
from answerable.channels.trouble import lose
from answerable.networks.contract import Pace, Reply
from answerable.networks.pacing import Ledger

# The longest waiting of each answer first, and the answers in turns. It costs by what is taken, not by what waits.
_DUE: Final = """
SELECT due.id FROM answers_answerversion AS version
CROSS JOIN LATERAL (
  SELECT id, waiting_since, row_number() OVER (ORDER BY waiting_since, id) AS turn FROM (
    SELECT id, waiting_since FROM answers_delivery
    WHERE channel_id = %s AND version_id = version.id AND state = 'pending' AND due_at <= %s
    ORDER BY waiting_since, id LIMIT %s
  ) AS first
) AS due
WHERE version.told_at IS NULL AND version.replaced_at IS NULL AND version.stopped_at IS NULL
  AND NOT version.id = ANY(%s)
ORDER BY due.turn, due.waiting_since, due.id LIMIT %s
"""

_FROZEN: Final = ("key", "text", "target_uid", "recipient", "in_private", "language", "made_at")


class ChannelRows:
    """Implements `steps.Rows` for one channel; every method commits what it did."""

    def __init__(self, channel: Channel, *, timing: Timing, paces: Sequence[Pace] | None = None) -> None:
        self.channel = channel
        self.guarantee = guarantee_of(channel)
        self.timing = timing
        self.paces = paces_of(limits_of(channel)) if paces is None else tuple(paces)
        self.zone = body_zone() if channel.quiet_from else UTC
        self._troubled = True
        self._in_hand, self._begun = "", 0

    def take_up(self, *, most: int, at: datetime) -> Sequence[Turn]:
        """One transaction around the outlet's row: a second worker on the same channel passes by and takes another.

        What this worker had in hand before is entered in the ledger first: it has gone out by now. Nothing is taken up
        that could still be on its way when the channel's quiet hours begin.
        """
        with transaction.atomic():
            outlet = (
                Outlet.objects.select_for_update(skip_locked=True).filter(pk=self.channel.pk, stopped_at=None).first()
            )
            if outlet is None:
                return []
            before = gate_of(outlet)
            gate = put_down(before, mark=self._in_hand, sent=self._begun, at=at, paces=self.paces)
            self._troubled = gate.uncertain_in_a_row > 0
            granted = 0 if self._is_quiet(at) else grant(gate, at=at, most=most, paces=self.paces)
            turns = self._take(granted, at) if granted else []
            self._in_hand, self._begun = "", 0
            if turns:
                self._in_hand = f"{turns[0].row.id}.{turns[0].row.fence}"
                gate = taken(gate, mark=self._in_hand, until=at + self.timing.lease, count=len(turns))
            if gate != before:
                _keep(self.channel.pk, gate)
            return turns

    def _is_quiet(self, at: datetime) -> bool:
        begins, ends = self.channel.quiet_from, self.channel.quiet_until
        if begins is None:
            return False
        moments = (at, at + self.timing.lease)
        return any(is_quiet(begins, ends, at=moment, zone=self.zone) for moment in moments)

    def _take(self, most: int, at: datetime) -> list[Turn]:
        with connection.cursor() as cursor:
            cursor.execute(_DUE, [self.channel.pk, at, most, [*held_versions(at=at)], most])
            ids = [row_id for (row_id,) in cursor.fetchall()]
        found = _turns(Q(pk__in=ids))
        changes = []
        for turn in sorted(found, key=lambda turn: ids.index(turn.row.id)):
            new = decide(turn.row, TakenUp(), at=at, fence=0, guarantee=self.guarantee, timing=self.timing)
            if new is not None:
                changes.append((turn, new))
        stored = store([(turn.row, new, TakenUp(outcome="")) for turn, new in changes], at=at)
        return [Turn(new, turn.reply) for turn, new in changes if new.id in stored and new.state == CLAIMED]

    def to_look_up(self, *, most: int, at: datetime) -> Sequence[Turn]:
        """The longest due first."""
        return _turns(Q(channel=self.channel, state=DeliveryState.CHECKING, due_at__lte=at), most=most)

    def store(self, old: Row, new: Row, event: Event, *, at: datetime) -> bool:
        """One statement, one commit. An intent that is stored will count as sent, whatever becomes of it.

        A switch may have begun since the row was taken up: then it has no intent, and is given back.
        """
        if isinstance(event, Begun) and _is_held(old, at):
            return False
        stored = bool(store([(old, new, event)], at=at))
        self._begun += stored and isinstance(event, Begun)
        return stored

    def again(self, row: Row) -> Row:
        """The row as it is now."""
        return row_of(Delivery.objects.only(*ROW_FIELDS).get(pk=row.id))

    def note(self, row: Row, event: Event, *, at: datetime) -> None:
        """Late or repeated results: kept, though they change nothing."""
        Attempt.objects.create(
            delivery_id=row.id, fence=row.fence, at=at, outcome=event.outcome, detail=detail_of(event)
        )

    def learn(self, event: Event, *, at: datetime) -> bool:
        """A success on a quiet channel writes nothing; everything else is kept for all workers."""
        if after(Gate(), event, at=at) == Gate() and not self._troubled:
            return True
        with transaction.atomic():
            outlet = Outlet.objects.select_for_update().get(pk=self.channel.pk)
            gate = after(gate_of(outlet), event, at=at)
            _keep(self.channel.pk, gate)
            if gate.needs_keeper:
                lose(self.channel.pk, gate.needs_keeper, by_proof=False, at=at)
        self._troubled = gate.uncertain_in_a_row > 0
        return not gate.needs_keeper and (gate.paused_until is None or gate.paused_until <= at)


def gate_of(outlet: Outlet) -> Gate:
    """The part of an outlet that the pace is decided by."""
    ledger = Ledger.from_json(outlet.ledger)
    return Gate(ledger, outlet.paused_until, outlet.uncertain_in_a_row, outlet.needs_keeper)


def columns_of(gate: Gate) -> dict[str, Any]:
    """The same as the row keeps it."""
    return {
        "ledger": gate.ledger.to_json(),
        "paused_until": gate.paused_until,
        "uncertain_in_a_row": gate.uncertain_in_a_row,
        "needs_keeper": gate.needs_keeper,
    }


def _is_held(row: Row, at: datetime) -> bool:
    holding = held_versions(at=at)
    return bool(holding) and Delivery.objects.filter(pk=row.id, version__in=holding).exists()


def _keep(channel_id: int, gate: Gate) -> None:
    Outlet.objects.filter(pk=channel_id).update(**columns_of(gate))


def _turns(chosen: Q, most: int | None = None) -> list[Turn]:
    found = Delivery.objects.filter(chosen).order_by("due_at", "pk").values(*ROW_FIELDS, *_FROZEN)[:most]
    return [Turn(Row(**{name: values[name] for name in ROW_FIELDS}), _reply(values)) for values in found]


def _reply(values: dict[str, Any]) -> Reply:
    """The message, byte for byte as it was frozen: under a post, or else to the account by name."""
    return Reply(
        key=values["key"],
        text=values["text"],
        frozen_at=values["made_at"],
        target_uid=values["target_uid"] or None,
        recipient_uid=None if values["target_uid"] else values["recipient"],
        language=values["language"],
        asker_uid=values["recipient"],
        visibility="private" if values["in_private"] else "public",
        own_page=own_page_address(values["key"]) if values["in_private"] else "",
    )
