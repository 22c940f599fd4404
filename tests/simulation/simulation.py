"""One seeded run: workers are killed and paused, a network lies, a clock jumps; then the truth is counted.

The workers run the product's own steps and decisions; only the tables and the network are of this room.
"""

import heapq
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from random import Random

from answerable.answers.decide import decide
from answerable.answers.events import (
    ClockJumped,
    Dropped,
    Event,
    GivenBack,
    ItIsThere,
    LeaseOver,
    SendAgain,
)
from answerable.answers.follow import Chapter, Owes, Owing, follow
from answerable.answers.pace import clock_set
from answerable.answers.row import CLAIMED, HELD, NOT_TOLD, SENDING, STOPPED, TOLD, Guarantee, Row, Timing
from answerable.answers.steady import was_set
from answerable.answers.steps import Decide, Telling
from answerable.networks.contract import Pace, Promise
from tests.simulation.judging import judge
from tests.simulation.memory_rows import START, Frozen, MemoryRows, Tables
from tests.simulation.worker import Worker
from tests.simulation.world import KEY_WINDOW, SETTLE, SLOWER, Faults, World

PACES = [(10, 10.0), (80, 10.0)]
ENDS = 4 * 3600.0
MOST_VERSIONS = 3
TIMING = Timing(
    lease=timedelta(seconds=10),
    call=timedelta(seconds=3),
    margin=timedelta(seconds=1),
    settle_at_least=timedelta(0),
    look_again=timedelta(seconds=1),
    look_for=timedelta(seconds=900),
    backoff=timedelta(seconds=0.5),
    longest_backoff=timedelta(seconds=30),
    most=4,
    round_for=timedelta(seconds=20),
)


@dataclass(frozen=True)
class Parts:
    """What the protocol is made of; a seeded defect puts another part in."""

    decide: Decide = decide
    telling: type[Telling] = Telling
    tables: type[Tables] = Tables
    rows: type[MemoryRows] = MemoryRows
    follow: Callable[..., Owing] = follow
    timing: Timing = TIMING
    settle: float = SETTLE
    window: float = KEY_WINDOW
    minds_clock: bool = True
    reaps: bool = True
    drops_replaced: bool = True
    releases_on_stop: bool = True


@dataclass
class Outcome:
    """What went wrong, if anything, and how much happened."""

    wrong: list[str]
    crashes: int
    steps: int
    promise: Promise


def _promise(chance: Random, seed: int) -> Promise:
    """The four oldest are drawn as ever, so that seeds that once failed stay the runs they were.

    The fifth takes half of the runs of the weakest.
    """
    oldest = [promise for promise in Promise if promise is not Promise.LOOK_OR_ASK]
    promise = chance.choice(oldest)
    return Promise.LOOK_OR_ASK if promise is Promise.NOTHING and seed % 2 else promise


class Simulation:
    """Everything in one seed comes from `chance`: the same seed is the same run."""

    def __init__(self, seed: int, parts: Parts = Parts()) -> None:
        self.parts, self.chance = parts, Random(seed)  # noqa: S311  the same each time
        chance = self.chance
        promise = _promise(chance, seed)
        pace = chance.choice(PACES)
        self.world = World(promise, chance, Faults.drawn(chance), pace)
        in_place = promise is Promise.READ_BACK and seed % 2 == 1
        settle = timedelta(seconds=parts.settle * (SLOWER if in_place else 1))
        guarantee = Guarantee(promise, settle, timedelta(seconds=parts.window))
        self.tables = parts.tables(guarantee, (Pace(*pace),))
        self.tables.in_place = in_place
        if self.tables.in_place:  # what is special there needs two corrections and an effect that comes late
            self.world.faults.late = max(self.world.faults.late, 0.2)
        self.time, self.offset, self.crashes, self.steps, self.number = 0.0, 0.0, 0, 0, 0
        self.agenda: list[tuple[float, int, Callable[[], None]]] = []
        self.crash_share = chance.choice([0.0, 0.05, 0.1, 0.2, 0.3])
        self.pause_share = chance.choice([0.0, 0.02, 0.06, 0.2])
        self.in_call, self.jumped = 0, False
        self.wrong: list[str] = []
        self._set_out()

    # ------------------------------------------------------------------------------------------------ what will happen

    def _set_out(self) -> None:
        chance = self.chance
        self.recipients = [f"p{number}" for number in range(chance.randint(3, 16))]
        self.world.blocked = {one for one in self.recipients if chance.random() < 0.08}
        for number, recipient in enumerate(self.recipients):
            self.tables.add(Frozen(1, recipient, recipient, f"1:{recipient}", number), START)
        for _ in range(chance.randint(1, 3)):
            self.after(chance.uniform(0, 2), Worker(self).begin)
        for _ in range(chance.choice([0, 0, 1, 2])):
            self.after(chance.uniform(1, 60), self._jump)
        if chance.random() < 0.4 or self.tables.in_place:
            self.after(chance.expovariate(1 / 6), self._correct)
        if chance.random() < 0.25:
            self.after(chance.uniform(0, 20), self._stop)
        if chance.random() < 0.2:
            self.after(chance.uniform(0, 20), self._shut)
        self.after(20, self._person)

    def after(self, delay: float, act: Callable[[], None]) -> None:
        self.number += 1
        heapq.heappush(self.agenda, (self.time + delay, self.number, act))

    def wall(self) -> datetime:
        """What the clock on the wall says."""
        return START + timedelta(seconds=self.time + self.offset)

    def _jump(self) -> None:
        self.jumped = True
        self.offset += self.chance.choice([-1, 1]) * self.chance.choice([5, 30, 120, 600])

    def _stop(self) -> None:
        self.tables.stopped = True
        self._note_under_way()
        if self.parts.releases_on_stop:
            for row in list(self.tables.rows.values()):
                self.apply(row, GivenBack(), self.wall())
        self.after(self.chance.uniform(1, 40), self._go_on)

    def _go_on(self) -> None:
        self.tables.stopped = False

    def _shut(self) -> None:
        self.world.shut = True
        self.after(self.chance.uniform(1, 60), self._mend)

    def _mend(self) -> None:
        self.world.shut = False
        self._resume()

    def _resume(self) -> None:
        if not self.world.shut:
            self.tables.gate = replace(self.tables.gate, needs_keeper="", paused_until=None, uncertain_in_a_row=0)

    def _correct(self) -> None:
        self.tables.version, self.tables.withdrawn = self.tables.version + 1, self.chance.random() < 0.4
        self._note_under_way()
        self.drop_replaced()
        self.owe()

    def _correct_again(self) -> None:
        if self.tables.version < MOST_VERSIONS:
            self._correct()

    def _note_under_way(self) -> None:
        self.tables.under_way = {row.id for row in self.tables.rows.values() if row.state == SENDING}

    def _person(self) -> None:
        """Looks at what is held, on the network itself and long enough after, and presses the right button."""
        for row in list(self.tables.rows.values()):
            if row.state != HELD:
                continue
            there = self.world.with_key(self.tables.frozen[row.id].key)
            replaced = self.tables.frozen[row.id].version < self.tables.version
            verdict: Event = ItIsThere(url="net") if there else Dropped(why="replaced") if replaced else SendAgain()
            self.apply(row, verdict, self.wall())
        if self.tables.gate.needs_keeper:
            self._resume()
        self.after(self.chance.uniform(15, 40), self._person)

    # ------------------------------------------------------------------------------------------------ parts of a round

    def apply(self, row: Row, event: Event, at: datetime) -> bool:
        guarantee, timing = self.tables.guarantee, self.parts.timing
        new = self.parts.decide(row, event, at=at, fence=row.fence, guarantee=guarantee, timing=timing)
        return new is not None and self.tables.store(row, new)

    def mind_clock(self, at: datetime) -> None:
        before, steady = self.tables.clock_mark
        passed = timedelta(seconds=self.time - steady)
        if was_set(wall_passed=at - before, steady_passed=passed) and self.parts.minds_clock:
            for row in list(self.tables.rows.values()):
                self.apply(row, ClockJumped(), at)
            by = at - before - passed
            self.tables.gate = clock_set(self.tables.gate, at=at, by=by, lease=self.parts.timing.lease)
        self.tables.clock_mark = (at, self.time)

    def reap(self, at: datetime) -> int:
        rows = [row for row in self.tables.rows.values() if row.state in {CLAIMED, SENDING}] if self.parts.reaps else []
        return sum(self.apply(row, LeaseOver(), at) for row in rows)

    def drop_replaced(self) -> None:
        if not self.parts.drops_replaced:
            return
        for row in list(self.tables.rows.values()):
            if self.tables.frozen[row.id].version < self.tables.version and row.state != HELD:
                self.apply(row, Dropped(why="replaced"), self.wall())

    def owe(self) -> None:
        """What `successors` does with rows, with the same decision."""
        if self.tables.version == 1:
            return
        made = {self.tables.frozen[row_id].recipient for row_id in self.tables.rows if self._is_newest(row_id)}
        stories: dict[str, list[Chapter]] = {}
        for row in [row for row in self.tables.rows.values() if not self._is_newest(row.id)]:
            frozen = self.tables.frozen[row.id]
            chapter = Chapter(row.id, row.state, frozen.target_uid, row.receipt_uid)
            stories.setdefault(frozen.recipient, []).append(chapter)
        for recipient, chapters in stories.items():
            owing = self.parts.follow(chapters, withdrawn=self.tables.withdrawn, in_place=self.tables.in_place)
            if recipient not in made and owing.owes in {Owes.FOLLOW_UP, Owes.PLAIN}:
                number, since = self.tables.version, self.tables.frozen[chapters[0].row_id].waiting_since
                key = f"{number}:{recipient}"
                new = Frozen(number, recipient, owing.target_uid, key, since, owing.after_id, owing.edits_uid)
                self.tables.add(new, self.wall())

    def _is_newest(self, row_id: int) -> bool:
        return self.tables.frozen[row_id].version == self.tables.version

    # ------------------------------------------------------------------------------------------------ running, judging

    def run(self) -> Outcome:
        while self.agenda and self.time < ENDS:
            self.time, _number, act = heapq.heappop(self.agenda)
            self.steps += 1
            act()
            if self.steps % 8 == 0 and self.is_over():
                break
        else:
            self.wrong.append("it did not come to an end")
        self.wrong += judge(self)
        return Outcome(self.wrong + self.tables.broken, self.crashes, self.steps, self.world.promise)

    def is_over(self) -> bool:
        if self.in_call or any(row.state not in {TOLD, NOT_TOLD, STOPPED} for row in self.tables.rows.values()):
            return False
        if any(message.effect_at > self.time for message in self.world.messages):
            return False
        before = len(self.tables.rows)
        self.owe()
        return len(self.tables.rows) == before

    def check_may_send(self, key: str) -> None:
        """What a person stopped or a newer version replaced is not sent, unless it was being sent at that moment."""
        row_id = self.row_id(key)
        replaced = self.tables.frozen[row_id].version < self.tables.version
        if (replaced or self.tables.stopped) and row_id not in self.tables.under_way:
            self.wrong.append("sent after it was stopped or replaced")

    def row_id(self, key: str) -> int:
        """The delivery that has this key."""
        return next(row_id for row_id, frozen in self.tables.frozen.items() if frozen.key == key)

    def check_told(self, key: str) -> None:
        """A success that a worker heard of and stored is a told row, whatever happened meanwhile."""
        row_id = self.row_id(key)
        if self.tables.rows[row_id].state != TOLD:
            self.wrong.append("a success was lost")
        if self.tables.rows[row_id].edits_uid and self.tables.version < MOST_VERSIONS and self.chance.random() < 0.3:
            # The worst moment for newer words: older ones were told just now, and an earlier try may still come late.
            self.after(0.1, self._correct_again)
