"""A network of one of the five classes, and the truth about what arrived there; time is virtual, chance is seeded."""

from dataclasses import dataclass, field
from random import Random

from answerable.answers.events import CouldNotLook, Event, NotFound, PutOff, ShutOut, Succeeded, TurnedDown, Unclear
from answerable.answers.steps import wait_of
from answerable.networks.contract import Promise, Reply

LATEST_EFFECT = 2.0
LONGEST_LAG = 1.0
CALL_TIMEOUT = 3.0
SETTLE = LATEST_EFFECT + LONGEST_LAG + CALL_TIMEOUT
KEY_WINDOW = 60.0
STALE_FOR = 3.0
SLOWER = 4
"""How much longer everything takes to settle where words are changed in their place."""
LATEST_CHANGE = SLOWER * SETTLE - LONGEST_LAG
"""Other words may come long after the caller gave up: then they must not stand over newer ones."""
GONE = 0.05
"""How often a message of ours was taken down by somebody before it can be changed."""


@dataclass
class Message:
    """What arrived."""

    uid: str
    key: str
    target_uid: str | None
    effect_at: float
    listed_at: float
    changes: list["Change"] = field(default_factory=list)

    def said(self) -> list[str]:
        """Whose words it ever bore."""
        return [self.key, *(change.key for change in self.changes)]

    def key_at(self, at: float) -> str:
        """Whose words it shows to whoever lists it at `at`: those of the change that took effect last."""
        shown = [change for change in self.changes if change.listed_at <= at]
        return max(shown, key=lambda change: change.effect_at).key if shown else self.key


@dataclass
class Change:
    """Other words in the same place."""

    key: str
    effect_at: float
    listed_at: float


@dataclass
class Faults:
    """How often each happens, as a share of calls."""

    throttled: float = 0.03
    before: float = 0.05
    after: float = 0.06
    late: float = 0.06
    cannot_look: float = 0.05
    stale_look: float = 0.08
    blocks_us: float = 0.02

    @classmethod
    def drawn(cls, chance: Random) -> "Faults":
        """Usual ones, or now and then a network that is bad at one or two things."""
        names = chance.sample(sorted(cls.__annotations__), chance.choice([0, 0, 1, 2]))
        return cls(**{name: chance.choice([0.2, 0.3]) for name in names})


@dataclass
class World:
    """What the network does and keeps. `blocked` askers turn every message down; `shut` while the sign-in is lost."""

    promise: Promise
    chance: Random
    faults: Faults
    limit: tuple[int, float]
    blocked: set[str] = field(default_factory=set)
    shut: bool = False
    messages: list[Message] = field(default_factory=list)
    calls_at: list[float] = field(default_factory=list)
    stale_until: dict[str, float] = field(default_factory=dict)
    over_limit: int = 0

    def publish(self, reply: Reply, at: float, edits_uid: str = "") -> tuple[Event, float]:
        """The event that the caller will see, and after how many seconds; the effect happens whatever becomes of it.

        With `edits_uid` the words are put in that message's place.
        """
        quick = self.chance.uniform(0.02, 0.6)
        count, window = self.limit
        self.calls_at.append(at)
        recent = sum(1 for moment in self.calls_at if moment > at - window)
        if recent > count:
            self.over_limit += 1
            return PutOff(after=wait_of(window / count)), quick
        if self.shut:
            return ShutOut(why="signed out"), quick
        return self._judge(reply, at, quick, edits_uid)

    def _judge(self, reply: Reply, at: float, quick: float, edits_uid: str) -> tuple[Event, float]:
        roll, faults = self.chance.random(), self.faults
        if roll < faults.throttled:
            return PutOff(after=wait_of(self.chance.uniform(0.1, 5))), quick
        roll -= faults.throttled
        if roll < faults.before:
            return Unclear(why="503"), quick
        roll -= faults.before
        if reply.target_uid in self.blocked and not edits_uid:
            return TurnedDown(why="blocked"), quick
        if edits_uid and self.chance.random() < GONE:
            return TurnedDown(why="gone"), quick
        if roll < faults.after:
            self._arrives(reply, at + quick / 2, edits_uid, unclear=True)
            return Unclear(why="reset"), quick
        roll -= faults.after
        if roll < faults.late:
            late = (CALL_TIMEOUT, LATEST_CHANGE) if edits_uid else (0.0, LATEST_EFFECT)
            self._arrives(reply, at + self.chance.uniform(*late), edits_uid, unclear=True)
            return Unclear(why="timed out"), CALL_TIMEOUT * 0.99
        message = self._arrives(reply, at + quick / 2, edits_uid)
        return Succeeded(uid=message.uid, url=f"net/{message.uid}"), quick

    def _arrives(self, reply: Reply, at: float, edits_uid: str = "", *, unclear: bool = False) -> Message:
        if edits_uid:
            message = next(one for one in self.messages if one.uid == edits_uid)
            message.changes.append(Change(reply.key, at, at + self.chance.uniform(0.0, LONGEST_LAG)))
            self.stale_until.pop(reply.key, None)
            return message
        known = [message for message in self.messages if message.key == reply.key]
        if known and self._remembers(known[0], at):
            return known[0]
        listed_at = at + self.chance.uniform(0.0, LONGEST_LAG)
        if unclear and self.promise is Promise.LOOK_OR_ASK and self.chance.random() < 0.5:
            listed_at = float("inf")  # nobody kept a copy: what arrived is never seen among what we sent
        self.stale_until.pop(reply.key, None)
        message = Message(f"m{len(self.messages)}", reply.key, reply.target_uid, at, listed_at)
        self.messages.append(message)
        if self.chance.random() < self.faults.blocks_us and reply.target_uid is not None:
            self.blocked.add(reply.target_uid)
        return message

    def _remembers(self, known: Message, at: float) -> bool:
        if self.promise is Promise.PERMANENT_NAME:
            return True
        return self.promise is Promise.REMEMBERED_KEY and at < known.effect_at + KEY_WINDOW

    def look_up(self, reply: Reply, at: float) -> tuple[Event, float]:
        """What a listing shows at `at`."""
        quick = self.chance.uniform(0.02, 0.4)
        if self.shut:
            return CouldNotLook(after=wait_of(5), closed=True), quick
        if self.chance.random() < self.faults.cannot_look:
            return CouldNotLook(after=wait_of(1)), quick
        if self._is_stale(reply.key, at):
            return NotFound(), quick
        found = next((one for one in self.messages if one.key_at(at) == reply.key and one.listed_at <= at), None)
        return (Succeeded(uid=found.uid, url=f"net/{found.uid}", outcome="found") if found else NotFound()), quick

    def _is_stale(self, key: str, at: float) -> bool:
        """Now and then a look at one message is served from a copy that lags; never twice a settle time apart."""
        if key not in self.stale_until and self.chance.random() < self.faults.stale_look:
            self.stale_until[key] = at + STALE_FOR
        return at < self.stale_until.get(key, -1.0)

    def with_key(self, key: str) -> list[Message]:
        """What truly arrived under a key."""
        return [one for one in self.messages if key in {said.split("#")[0] for said in one.said()}]
