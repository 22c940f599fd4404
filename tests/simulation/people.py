"""People as the senders: they take tasks, look, post, forget to report, come late; others settle what is unclear.

The rows and the decisions are the product's own, as in `simulation`; the order of what a person does is that of
`answers.by_hand`: to take is to store the intent, and only then are the words seen.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from answerable.answers.decide import decide
from answerable.answers.events import (
    Begun,
    Dropped,
    Event,
    ItIsThere,
    LeaseOver,
    PutOff,
    SendAgain,
    Succeeded,
    TakenUp,
    TurnedDown,
)
from answerable.answers.row import CLAIMED, HELD, NOT_TOLD, PENDING, SENDING, TOLD, Guarantee, Row, Timing, in_hands
from answerable.networks.contract import Promise
from tests.simulation.memory_rows import START, Frozen
from tests.simulation.simulation import TIMING, Parts, Simulation
from tests.simulation.world import Faults, World

HOLD = 60.0
HAND: Timing = in_hands(TIMING, timedelta(seconds=HOLD))

AS_IT_IS = Parts(timing=HAND)


@dataclass(frozen=True)
class Habits:
    """What people do as the pages tell them to; a seeded defect leaves one of these out."""

    asks_holder: bool = True
    looks_again: bool = True
    takes_only_free: bool = True
    sees_words_after_taking: bool = True


class HandSimulation(Simulation):
    """One channel that is answered by hand; there is no worker, only a round that puts right."""

    def __init__(self, seed: int, parts: Parts = AS_IT_IS, habits: Habits = Habits()) -> None:
        self.habits, self.people = habits, list[Person]()
        super().__init__(seed, parts)

    def _set_out(self) -> None:
        chance, promise = self.chance, Promise.NOTHING
        self.world = World(promise, chance, Faults(blocks_us=0.0), (1, 0.001))
        self.tables.guarantee = Guarantee(promise)
        self.recipients = [f"p{number}" for number in range(chance.randint(3, 12))]
        self.world.blocked = {one for one in self.recipients if chance.random() < 0.1}
        for number, recipient in enumerate(self.recipients):
            self.tables.add(Frozen(1, recipient, recipient, f"1:{recipient}", number), START)
        self.people = [Person(self) for _ in range(chance.randint(1, 4))]
        for person in self.people:
            self.after(chance.uniform(0, 5), person.begin)
        for likely, spread, act in ((0.3, 90, self._jump), (0.5, 60, self._correct), (0.3, 90, self._stop)):
            if chance.random() < likely:
                self.after(chance.uniform(0, spread), act)
        self.after(5, self._round)
        self.after(20, self._person)

    def _round(self) -> None:
        self.mind_clock(self.wall())
        self.reap(self.wall())
        self.drop_replaced()
        self.owe()
        self.after(5, self._round)

    def take(self) -> Row | None:
        """The longest waiting that stands, taken and begun at once, as `take_task` does in one transaction."""
        if self.tables.stopped:
            return None
        states = {PENDING} if self.habits.takes_only_free else {PENDING, SENDING}
        for row in sorted(self.tables.rows.values(), key=lambda row: self.tables.frozen[row.id].waiting_since):
            if row.state not in states or not self._is_newest(row.id):
                continue
            if row.state == SENDING:
                return row
            if not self.apply(row, TakenUp(), self.wall()):
                continue
            taken = self.tables.rows[row.id]
            if self.habits.sees_words_after_taking:
                self.apply(taken, Begun(), self.wall())
            return self.tables.rows[row.id]
        return None

    def _note_under_way(self) -> None:
        super()._note_under_way()
        self.tables.under_way |= {person.row_id for person in self.people if person.is_posting}

    def _person(self) -> None:
        """Settles what nobody reported on: asks whoever has it in hand, then looks there."""
        for row in list(self.tables.rows.values()):
            busy = any(person.is_posting and person.row_id == row.id for person in self.people)
            if row.state != HELD or (busy and self.habits.asks_holder):
                continue
            there = self.world.with_key(self.tables.frozen[row.id].key)
            again: Event = SendAgain() if self._is_newest(row.id) else Dropped(why="replaced")
            self.apply(row, ItIsThere(url="net") if there else again, self.wall())
        self.after(self.chance.uniform(5, 30), self._person)


@dataclass
class Person:
    """Takes one task after another. `is_posting` while the words may leave their hands at any moment."""

    simulation: HandSimulation
    row_id: int = 0
    fence: int = 0
    is_posting: bool = False

    def begin(self) -> None:
        """Takes the next task, if there is one, and thinks."""
        simulation, chance = self.simulation, self.simulation.chance
        row = simulation.take()
        if row is None:
            simulation.after(chance.uniform(2, 15), self.begin)
            return
        self.row_id, self.fence = row.id, row.fence
        long = chance.random() < 0.25
        simulation.after(chance.uniform(HOLD, 3 * HOLD) if long else chance.uniform(1, HOLD / 2), self.look)

    def _row(self) -> Row:
        return self.simulation.tables.rows[self.row_id]

    def _is_mine(self) -> bool:
        return self._row().fence == self.fence and self._row().state in {CLAIMED, SENDING, HELD}

    def look(self) -> None:
        """Reads the page once more, and then posts, gives it back, says why not, or walks away."""
        simulation, roll = self.simulation, self.simulation.chance.random()
        superseded = not simulation._is_newest(self.row_id) or simulation.tables.stopped
        if simulation.habits.looks_again and not self._is_mine():
            self._rest()
        elif simulation.habits.looks_again and (superseded or roll < 0.1):
            self._give_back()
        elif simulation.tables.frozen[self.row_id].recipient in simulation.world.blocked:
            self._say(TurnedDown(why="shut to us"))
            self._rest()
        elif roll < 0.2:
            self._rest()
        else:
            self.is_posting, simulation.in_call = True, simulation.in_call + 1
            simulation.after(simulation.chance.uniform(0.1, 8), self.post)

    def post(self) -> None:
        """The words leave; most people say so afterwards."""
        simulation = self.simulation
        self.is_posting, simulation.in_call = False, simulation.in_call - 1
        reply = simulation.tables.reply(self.row_id)
        simulation.check_may_send(reply.key)
        message = simulation.world._arrives(reply, simulation.time)
        if simulation.chance.random() < 0.2:
            self._rest()
            return
        simulation.after(simulation.chance.uniform(0.5, HOLD), lambda: self._report(message.uid))

    def _report(self, uid: str) -> None:
        if self._is_mine():
            self._say(Succeeded(uid=uid, url=f"net/{uid}"))
        self._rest()

    def _give_back(self) -> None:
        replaced = not self.simulation._is_newest(self.row_id)
        late: Event = Dropped(why="replaced") if replaced else SendAgain()
        self._say(late if self._row().state == HELD else PutOff())
        self._rest()

    def _say(self, event: Event) -> None:
        simulation, row = self.simulation, self._row()
        new = simulation.parts.decide(
            row,
            event,
            at=simulation.wall(),
            fence=self.fence,
            guarantee=simulation.tables.guarantee,
            timing=simulation.parts.timing,
        )
        if new is not None:
            simulation.tables.store(row, new)

    def _rest(self) -> None:
        self.simulation.after(self.simulation.chance.uniform(0.5, 10), self.begin)


def _but(kind: type[Event], rule: Callable[[Row], Row | None]) -> Parts:
    def broken(row: Row, event: Event, **now: Any) -> Row | None:
        return rule(row) if isinstance(event, kind) else decide(row, event, **now)

    return Parts(decide=broken, timing=HAND)


def _when_lease_over(**became: Any) -> Parts:
    def broken(row: Row, event: Event, **now: Any) -> Row | None:
        if not isinstance(event, LeaseOver):
            return decide(row, event, **now)
        over = row.lease_until is not None and row.lease_until <= now["at"]
        return replace(row, lease_until=None, **became) if over else None

    return Parts(decide=broken, timing=HAND)


HAND_DEFECTS: Mapping[str, tuple[Parts, Habits]] = {
    "what nobody reported on in time is put back": (_when_lease_over(state=PENDING), Habits()),
    "what nobody reported on in time counts as told": (_when_lease_over(state=TOLD, receipt_uid="?"), Habits()),
    "what nobody reported on in time counts as not told": (_when_lease_over(state=NOT_TOLD, why="late"), Habits()),
    "what is given back counts as not told": (
        _but(PutOff, lambda row: replace(row, state=NOT_TOLD, why="?")),
        Habits(),
    ),
    "whoever settles does not ask who has it in hand": (AS_IT_IS, Habits(asks_holder=False)),
    "people do not look again before they post": (AS_IT_IS, Habits(looks_again=False)),
    "two people may have the same task": (AS_IT_IS, Habits(takes_only_free=False)),
    "the words are seen before the intent is stored": (AS_IT_IS, Habits(sees_words_after_taking=False)),
}
