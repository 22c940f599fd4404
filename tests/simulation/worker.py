"""A worker of the simulation: it drives the product's own steps, and is killed and paused between them."""

from collections.abc import Generator
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING

from answerable.answers.events import Event, PutOff, ShutOut, Succeeded, TurnedDown, Unclear
from answerable.answers.row import Row
from answerable.answers.steps import Call, Point, Step

if TYPE_CHECKING:
    from tests.simulation.simulation import Simulation


@dataclass
class Worker:
    """A process that runs rounds until it is killed, and is then started again."""

    simulation: "Simulation"
    life: int = 0
    idle: float = 0.5
    steps: Generator[Step, Event | None, int] | None = None
    sends: bool = field(default=True)
    asked: str = ""
    fence: int = 0
    failed: bool = False
    heard: str = ""

    def begin(self) -> None:
        """The next round, telling and putting right in turns."""
        simulation = self.simulation
        at, began = simulation.wall(), simulation.time
        now = lambda: at + timedelta(seconds=simulation.time - began)  # noqa: E731
        rows = simulation.parts.rows(simulation.tables, simulation.parts.timing, simulation.parts.decide)
        telling = simulation.parts.telling(rows, now, simulation.parts.timing, simulation.parts.decide)
        simulation.mind_clock(at)
        self.sends = not self.sends
        moved = 0 if self.sends else simulation.reap(at)
        self.idle = 0.5 if moved else min(30.0, self.idle * 1.2)
        self.steps = telling.sending() if self.sends else telling.looking()
        if not self.sends:
            simulation.drop_replaced()
            simulation.owe()
        self._go(self.life, None)

    def _go(self, life: int, event: Event | None) -> None:
        if life != self.life or self.steps is None:
            return
        if event is not None:
            self.simulation.in_call -= 1
            self.heard = self.asked if isinstance(event, Succeeded) else ""
            self.failed = isinstance(event, (PutOff, TurnedDown, ShutOut, Unclear))
        before = dict(self.simulation.tables.rows) if self.failed and event is None else None
        try:
            step = next(self.steps) if event is None else self.steps.send(event)
            self._check_fence(before)
        except StopIteration as ended:
            self.idle = 0.5 if ended.value else self.idle
            self.simulation.after(self.simulation.chance.uniform(0.2, 1.0) * self.idle, lambda: self._next(life))
            return
        self._take(step)

    def _check_fence(self, before: dict[int, Row] | None) -> None:
        """A failure that is reported after somebody else took the row up changes nothing of it."""
        if before is None:
            return
        self.failed, row_id = False, self.simulation.row_id(self.asked)
        if before[row_id].fence != self.fence and before[row_id] != self.simulation.tables.rows[row_id]:
            self.simulation.wrong.append("a failure of another fence counted")

    def _next(self, life: int) -> None:
        if life == self.life:
            self.begin()

    def _take(self, step: Step) -> None:
        simulation, chance = self.simulation, self.simulation.chance
        dies = chance.random() < simulation.crash_share and simulation.time < 600
        pause = chance.choice([4, 12, 40]) * chance.random() if chance.random() < simulation.pause_share else 0.0
        if step is Point.STORED and self.heard:
            simulation.check_told(self.heard)
        if isinstance(step, Call):
            # The request leaves when the call is made; a process that dies may have died before or after that.
            if dies and chance.random() < 0.5:
                self._die()
                return
            event, lasts = self._call(step)
            if not dies:
                simulation.in_call += 1
                life = self.life
                simulation.after(lasts + pause, lambda: self._go(life, event))
                return
        if dies:
            self._die()
            return
        life = self.life
        simulation.after(chance.uniform(0.001, 0.05) + pause, lambda: self._go(life, None))

    def _call(self, call: Call) -> tuple[Event, float]:
        simulation, self.asked = self.simulation, call.reply.key.split("#")[0]
        if call.what == "look up":
            return simulation.world.look_up(call.reply, simulation.time)
        simulation.check_may_send(self.asked)
        self.fence = simulation.tables.rows[simulation.row_id(self.asked)].fence
        return simulation.world.publish(call.reply, simulation.time, call.edits_uid)

    def _die(self) -> None:
        self.simulation.crashes += 1
        self.life += 1
        self.steps, self.heard, self.failed = None, "", False
        life = self.life
        self.simulation.after(self.simulation.chance.uniform(0.1, 6), lambda: self._next(life))
