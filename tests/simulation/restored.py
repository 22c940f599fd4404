"""A run that begins after an older backup was restored: the record says it was told, and no row knows to whom."""

from dataclasses import replace
from random import Random
from typing import Any

from answerable.answers.decide import decide
from answerable.answers.events import Event, Forgotten
from answerable.answers.row import CHECKING, Row
from answerable.networks.contract import Promise
from tests.simulation.simulation import Parts, Simulation
from tests.simulation.world import Message

TOLD_BEFORE = 0.6
AS_IT_IS = Parts()
FOUND_BY_WORDS = {Promise.READ_BACK, Promise.LOOK_OR_ASK}


class RestoredSimulation(Simulation):
    """The same run as its seed is elsewhere, but that some messages of the first version arrived before it began.

    A chance of its own decides which, so that no seed of the other runs becomes another run.
    """

    def __init__(self, seed: int, parts: Parts = AS_IT_IS) -> None:
        super().__init__(seed, parts)
        lost = Random(f"lost {seed}")  # noqa: S311  the same each time
        for row in list(self.tables.rows.values()):
            recipient = self.tables.frozen[row.id].recipient
            if recipient not in self.world.blocked and lost.random() < TOLD_BEFORE:
                self.world.messages.append(self._arrived(self.tables.frozen[row.id].key, recipient, lost))
            self.apply(row, Forgotten(), self.wall())

    def _arrived(self, key: str, recipient: str, lost: Random) -> Message:
        """Before the run. A name or key that was made from the lost moment is not the one that the new row has."""
        name = key if self.world.promise in FOUND_BY_WORDS else f"{key}#lost"
        is_never_listed = self.world.promise is Promise.LOOK_OR_ASK and lost.random() < 0.5
        listed_at = float("inf") if is_never_listed else -1.0
        return Message(f"m{len(self.world.messages)}", name, recipient, -2.0, listed_at)


def _told_anew(row: Row, event: Event, **now: Any) -> Row | None:
    return None if isinstance(event, Forgotten) else decide(row, event, **now)


def _always_looked_for(row: Row, event: Event, **now: Any) -> Row | None:
    new = decide(row, event, **now)
    if new is None or not isinstance(event, Forgotten):
        return new
    return replace(new, state=CHECKING, due_at=now["at"] + now["guarantee"].settle, why="")


RESTORED_DEFECTS = {
    "what the recovered record has is told anew": Parts(decide=_told_anew),
    "it is looked for under a name that the lost message does not have": Parts(decide=_always_looked_for),
}
