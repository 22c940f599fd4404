"""Parts of the protocol that are broken in their order of steps or in how they store; `defects` puts them in."""

from collections.abc import Generator
from dataclasses import replace
from datetime import datetime

from answerable.answers.events import Begun, Event
from answerable.answers.row import Row, Turn
from answerable.answers.steps import Call, Point, Step, Telling
from answerable.networks.pacing import Ledger
from tests.simulation.memory_rows import MemoryRows, Tables


class CallsBeforeIntent(Telling):
    """The call first, and then the note that it was about to be made."""

    def _send(self, turn: Turn) -> Generator[Step, Event, bool]:
        event = yield Call("publish", turn.reply)
        yield Point.ANSWERED
        begun = self.move(turn.row, Begun(), fence=turn.row.fence, once=True)
        if begun is None:
            return self._give_back(turn.row)
        yield Point.INTENDED
        self.move(begun, event, fence=begun.fence)
        return self.rows.learn(event, at=self.now())


class NoSecondLookAtTheLease(Telling):
    """Calls once the intent is stored, however long ago that was."""

    def _send(self, turn: Turn) -> Generator[Step, Event, bool]:
        begun = self.move(turn.row, Begun(), fence=turn.row.fence, once=True)
        if begun is None:
            return self._give_back(turn.row)
        yield Point.INTENDED
        event = yield Call("publish", turn.reply)
        yield Point.ANSWERED
        self.move(begun, event, fence=begun.fence)
        return self.rows.learn(event, at=self.now())


class GivesUpWhenOvertaken(Telling):
    """Loses what the network said where somebody changed the row meanwhile."""

    def move(self, row: Row, event: Event, *, fence: int, once: bool = False) -> Row | None:  # noqa: ARG002  it never repeats
        new = self.decide(row, event, at=self.now(), fence=fence, guarantee=self.rows.guarantee, timing=self.timing)
        if new is not None and self.rows.store(row, new, event, at=self.now()):
            return new
        return None


class NewKeyEachTime(MemoryRows):
    """Another key with each attempt."""

    def take_up(self, *, most: int, at: datetime) -> list[Turn]:
        turns = super().take_up(most=most, at=at)
        return [Turn(turn.row, replace(turn.reply, key=f"{turn.reply.key}#{turn.row.fence}")) for turn in turns]


class NoComparing(Tables):
    """Stores whatever was decided, over whatever is there."""

    def store(self, old: Row, new: Row) -> bool:  # noqa: ARG002  it compares nothing
        self.put(new)
        return True


class ComparesStateOnly(Tables):
    """Compares the state but not who holds the row, nor how often it was looked for."""

    def _version(self, row: Row) -> tuple[object, ...]:
        return (row.state,)


class SendsReplaced(MemoryRows):
    """Takes up what a newer version has replaced."""

    def _stands(self, row_id: int) -> bool:  # noqa: ARG002  it asks for nothing
        return True


class NoPace(MemoryRows):
    """Never leaves time between messages."""

    def take_up(self, *, most: int, at: datetime) -> list[Turn]:
        self.tables.gate = replace(self.tables.gate, ledger=Ledger())
        return list(super().take_up(most=most, at=at))


class TakesUpWhenStopped(MemoryRows):
    """Overlooks that a person stopped the channel."""

    def _is_stopped(self) -> bool:
        return False
