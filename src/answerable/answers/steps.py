"""The order of steps in which rows are told and looked up: driven by the worker, and by the simulator in its world.

Each generator yields a `Point` where a process may be stopped without harm, and a `Call` where the network is asked;
it is sent back the event that came of the call. Everything stored is committed before the next yield.
"""

from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum
from typing import Literal, Protocol

from answerable.answers.decide import decide
from answerable.answers.events import Begun, CouldNotLook, Event, GivenBack, NotFound, PutOff
from answerable.answers.row import ZERO, Guarantee, Row, Timing, Turn, may_call
from answerable.networks.contract import Reply


class Point(Enum):
    """Where a process may be killed; the simulator kills at each."""

    TAKEN_UP = "rows are taken up, nothing was sent"
    INTENDED = "the intent is stored, nothing was sent"
    ANSWERED = "the network has answered, nothing is stored"
    STORED = "the outcome is stored"
    LOOKED = "the network was looked at, nothing is stored"


@dataclass(frozen=True, slots=True)
class Call:
    """Asks the network; no transaction is open meanwhile. With `edits_uid` its words take that message's place."""

    what: Literal["publish", "look up"]
    reply: Reply
    edits_uid: str = ""


Step = Point | Call
Decide = Callable[..., Row | None]
Steps = Generator[Step, Event, int]


class Rows(Protocol):
    """The rows of one channel. Each method is a transaction of its own."""

    guarantee: Guarantee

    def take_up(self, *, most: int, at: datetime) -> Sequence[Turn]:
        """Takes rows up within the channel's pace, the longest waiting first and fair between answers."""
        ...

    def to_look_up(self, *, most: int, at: datetime) -> Sequence[Turn]:
        """Rows that may have been sent and whose time to be looked up has come."""
        ...

    def store(self, old: Row, new: Row, event: Event, *, at: datetime) -> bool:
        """Changes the row from `old` to `new` with its evidence, unless somebody changed it before: then False."""
        ...

    def again(self, row: Row) -> Row:
        """The row as it is now."""
        ...

    def note(self, row: Row, event: Event, *, at: datetime) -> None:
        """Keeps evidence that changed nothing."""
        ...

    def learn(self, event: Event, *, at: datetime) -> bool:
        """Tells the channel's gate; False where nothing more may be sent now."""
        ...


@dataclass(frozen=True)
class Telling:
    """The steps of one worker on one channel. `now` is steady within a process."""

    rows: Rows
    now: Callable[[], datetime]
    timing: Timing
    decide: Decide = decide

    def sending(self) -> Steps:
        """Tells what is due, one after the other; returns how many were taken up."""
        turns = self.rows.take_up(most=self.timing.most, at=self.now())
        if turns:
            yield Point.TAKEN_UP
        going_on = True
        for turn in turns:
            going_on = (yield from self._send(turn)) if going_on else self._give_back(turn.row)
        return len(turns)

    def _send(self, turn: Turn) -> Generator[Step, Event, bool]:
        begun = self.move(turn.row, Begun(), fence=turn.row.fence, once=True)
        if begun is None:
            # Stopped, replaced or lost meanwhile, or too little of the lease is left: the next round takes it up again.
            return self._give_back(turn.row)
        yield Point.INTENDED
        event: Event = PutOff(after=ZERO, why="There was no time left to send it.", outcome="never left")
        if may_call(begun, self.now(), self.timing):
            event = yield Call("publish", turn.reply, begun.edits_uid)
            yield Point.ANSWERED
        self.move(begun, event, fence=begun.fence)
        going_on = self.rows.learn(event, at=self.now())
        yield Point.STORED
        return going_on

    def _give_back(self, row: Row) -> bool:
        self.move(row, GivenBack(), fence=row.fence, once=True)
        return False

    def looking(self) -> Steps:
        """Looks up what may have been sent; returns how many were looked for, none where nobody can look."""
        turns = self.rows.to_look_up(most=self.timing.most, at=self.now())
        for number, turn in enumerate(turns):
            looked_at = self.now()
            event = yield Call("look up", turn.reply)
            yield Point.LOOKED
            if isinstance(event, CouldNotLook):
                # What holds for one holds for the others: each is told, so that none stays beyond its deadline.
                for other in turns[number:]:
                    self.move(other.row, event, fence=other.row.fence)
                self.rows.learn(event, at=self.now())
                yield Point.STORED
                return 0
            found = NotFound(looked_at=looked_at) if isinstance(event, NotFound) else event
            self.move(turn.row, found, fence=turn.row.fence)
            yield Point.STORED
        return len(turns)

    def move(self, row: Row, event: Event, *, fence: int, once: bool = False) -> Row | None:
        """Stores what `event` makes of the row; where somebody was faster, decides again on what is there now."""
        while True:
            at = self.now()
            new = self.decide(row, event, at=at, fence=fence, guarantee=self.rows.guarantee, timing=self.timing)
            if new is None:
                if not once:
                    self.rows.note(row, event, at=at)
                return None
            if self.rows.store(row, new, event, at=at):
                return new
            if once:
                return None
            row = self.rows.again(row)


def wait_of(seconds: float) -> timedelta:
    """A network's wait as a length of time, within reason: a day at most."""
    return timedelta(seconds=min(max(0.0, seconds), 86_400.0))
