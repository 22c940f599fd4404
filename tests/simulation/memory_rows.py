"""The rows of one channel in memory, with the transactions they have in PostgreSQL: what is stored survives a crash."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from answerable.answers.events import Begun, Event, Succeeded, TakenUp
from answerable.answers.pace import Gate, after, grant, put_down, taken
from answerable.answers.row import CHECKING, CLAIMED, PENDING, TOLD, Guarantee, Row, Timing, Turn
from answerable.answers.steps import Decide
from answerable.networks.contract import Pace, Reply

START = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)


@dataclass
class Frozen:
    """What a delivery says and to whom."""

    version: int
    recipient: str
    target_uid: str
    key: str
    waiting_since: int
    after_id: int | None = None
    edits_uid: str = ""


@dataclass
class Tables:
    """Everything that is stored: one channel, one answer with its versions."""

    guarantee: Guarantee
    paces: tuple[Pace, ...]
    rows: dict[int, Row] = field(default_factory=dict)
    frozen: dict[int, Frozen] = field(default_factory=dict)
    gate: Gate = field(default_factory=Gate)
    stopped: bool = False
    version: int = 1
    withdrawn: bool = False
    in_place: bool = False
    clock_mark: tuple[datetime, float] = (START, 0.0)
    broken: list[str] = field(default_factory=list)
    under_way: set[int] = field(default_factory=set)

    def add(self, frozen: Frozen, at: datetime) -> None:
        """A new delivery."""
        row_id = len(self.rows) + 1
        self.rows[row_id] = Row(row_id, PENDING, 0, at, edits_uid=frozen.edits_uid)
        self.frozen[row_id] = frozen

    def reply(self, row_id: int) -> Reply:
        """The message, the same each time."""
        frozen = self.frozen[row_id]
        return Reply(key=frozen.key, text="text", frozen_at=START, target_uid=frozen.target_uid)

    def store(self, old: Row, new: Row) -> bool:
        """Compare-and-set, as the one statement in SQL does it."""
        if self._version(self.rows[old.id]) != self._version(old):
            return False
        self.put(new)
        return True

    def _version(self, row: Row) -> tuple[object, ...]:
        return row.state, row.fence, row.look_count, row.first_sent_at

    def put(self, new: Row) -> None:
        """Stores, and notes what may never happen."""
        now = self.rows[new.id]
        if now.state == TOLD:
            self.broken.append("a told row was changed")
        if new.fence < now.fence:
            self.broken.append("a fence went back")
        self.rows[new.id] = new


@dataclass
class MemoryRows:
    """Implements `steps.Rows`."""

    tables: Tables
    timing: Timing
    decide: Decide
    in_hand: str = ""
    begun: int = 0

    @property
    def guarantee(self) -> Guarantee:
        return self.tables.guarantee

    def take_up(self, *, most: int, at: datetime) -> Sequence[Turn]:
        tables = self.tables
        if self._is_stopped():
            return []
        self._put_down(at)
        granted = grant(tables.gate, at=at, most=most, paces=tables.paces)
        turns: list[Turn] = []
        for row in sorted(tables.rows.values(), key=lambda row: (tables.frozen[row.id].waiting_since, row.id)):
            if len(turns) == granted:
                break
            if row.state == PENDING and row.due_at <= at and self._stands(row.id):
                turns += self._take(row, at)
        if turns:
            self.in_hand = f"{turns[0].row.id}.{turns[0].row.fence}"
            until = at + self.timing.lease
            tables.gate = taken(tables.gate, mark=self.in_hand, until=until, count=len(turns))
        return turns

    def _put_down(self, at: datetime) -> None:
        gate, paces = self.tables.gate, self.tables.paces
        self.tables.gate = put_down(gate, mark=self.in_hand, sent=self.begun, at=at, paces=paces)
        self.in_hand, self.begun = "", 0

    def _stands(self, row_id: int) -> bool:
        return self.tables.frozen[row_id].version == self.tables.version

    def _is_stopped(self) -> bool:
        return self.tables.stopped

    def _take(self, row: Row, at: datetime) -> list[Turn]:
        new = self.decide(row, TakenUp(), at=at, fence=0, guarantee=self.guarantee, timing=self.timing)
        if new is None or not self.tables.store(row, new) or new.state != CLAIMED:
            return []
        return [Turn(new, self.tables.reply(row.id))]

    def to_look_up(self, *, most: int, at: datetime) -> Sequence[Turn]:
        due = [row for row in self.tables.rows.values() if row.state == CHECKING and row.due_at <= at]
        return [Turn(row, self.tables.reply(row.id)) for row in sorted(due, key=lambda row: row.due_at)[:most]]

    def store(self, old: Row, new: Row, event: Event, *, at: datetime) -> bool:  # noqa: ARG002  no evidence here
        stored = self.tables.store(old, new)
        self.begun += stored and isinstance(event, Begun)
        return stored

    def again(self, row: Row) -> Row:
        return self.tables.rows[row.id]

    def note(self, row: Row, event: Event, *, at: datetime) -> None:  # noqa: ARG002  no evidence here
        if isinstance(event, Succeeded) and self.tables.rows[row.id].state != TOLD:
            self.tables.broken.append("a success was not recorded")

    def learn(self, event: Event, *, at: datetime) -> bool:
        self.tables.gate = gate = after(self.tables.gate, event, at=at)
        return not gate.needs_keeper and (gate.paused_until is None or gate.paused_until <= at)


def seconds(moment: datetime) -> float:
    """Virtual seconds since the start."""
    return (moment - START) / timedelta(seconds=1)
