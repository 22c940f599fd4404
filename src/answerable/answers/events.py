"""What can happen to a telling: the outcomes of calls, of time passing, and of what people say; without Django."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from answerable.answers.row import ZERO

CAME_BACK: Final = "came back"
"""What the evidence keeps of a message that did not arrive after all; the totals of the record count it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something that happened; `outcome` is the word that the evidence keeps for it, `by` the person who says so."""

    outcome: str = ""
    by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenUp(Event):
    """A worker takes the row up: a new fence, a new lease."""

    outcome: str = "taken up"


@dataclass(frozen=True, slots=True, kw_only=True)
class Begun(Event):
    """The worker is about to call: stored before the call, so that a crash is seen as 'may have been sent'."""

    outcome: str = "sending"


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenBack(Event):
    """Taken up, but no call was made."""

    outcome: str = "given back"


@dataclass(frozen=True, slots=True, kw_only=True)
class Succeeded(Event):
    """The network gave a receipt, or the person who posted it a link; `why` is what that person noted beside it."""

    uid: str = ""
    url: str = ""
    why: str = ""
    outcome: str = "told"


@dataclass(frozen=True, slots=True, kw_only=True)
class PutOff(Event):
    """Surely without effect; again from `after` on. `only_this` where other messages need not wait with it."""

    after: timedelta = ZERO
    why: str = ""
    only_this: bool = False
    outcome: str = "put off"


@dataclass(frozen=True, slots=True, kw_only=True)
class TurnedDown(Event):
    """Surely without effect, and this message never will have one; `too_long` where its length is why, or may be."""

    why: str = ""
    too_long: bool = False
    outcome: str = "turned down"


@dataclass(frozen=True, slots=True, kw_only=True)
class ShutOut(Event):
    """Surely without effect; the channel needs its keeper."""

    why: str = ""
    outcome: str = "shut out"


@dataclass(frozen=True, slots=True, kw_only=True)
class Unclear(Event):
    """It may have gone out."""

    why: str = ""
    outcome: str = "unclear"


@dataclass(frozen=True, slots=True, kw_only=True)
class LeaseOver(Event):
    """Whoever had taken it up has not reported in time; `why` says it in other words than those about a worker."""

    why: str = ""
    outcome: str = "no report"


@dataclass(frozen=True, slots=True, kw_only=True)
class NotFound(Event):
    """Looked for everywhere, from `looked_at` on, and not there."""

    looked_at: datetime | None = None
    outcome: str = "not there"


@dataclass(frozen=True, slots=True, kw_only=True)
class CouldNotLook(Event):
    """The look-up itself failed; `closed` where nobody can look until the keeper acts."""

    after: timedelta = ZERO
    why: str = ""
    closed: bool = False
    outcome: str = "could not look"


@dataclass(frozen=True, slots=True, kw_only=True)
class ItIsThere(Event):
    """A person saw it on the network, at `url`."""

    url: str = ""
    outcome: str = "seen by a person"


@dataclass(frozen=True, slots=True, kw_only=True)
class CameBack(Event):
    """The network says, as we heard at `heard_at`, that the message did not arrive after all."""

    heard_at: datetime
    why: str = ""
    outcome: str = CAME_BACK


@dataclass(frozen=True, slots=True, kw_only=True)
class Forgotten(Event):
    """The record says that this version was told already: what became of it was lost with a newer database."""

    outcome: str = "before the backup"


@dataclass(frozen=True, slots=True, kw_only=True)
class SendAgain(Event):
    """A person says that it did not go out."""

    outcome: str = "to be sent again"


@dataclass(frozen=True, slots=True, kw_only=True)
class Dropped(Event):
    """A person, or a newer version, says that it is not to be sent."""

    why: str = ""
    outcome: str = "dropped"


@dataclass(frozen=True, slots=True, kw_only=True)
class ChannelGone(Event):
    """The channel was closed for good before its turn came."""

    why: str = ""
    outcome: str = "channel closed"


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockJumped(Event):
    """The clock that the timers are kept by was set: every running timer begins again."""

    outcome: str = "clock was set"
