"""The one obvious next step of a question, for the person who looks at it."""

from collections.abc import Collection
from dataclasses import dataclass

from answerable.accounts.roles import Act
from answerable.questions.models import State


@dataclass(frozen=True)
class Standing:
    """Where a question stands: its state, whether words are saved in an open draft, whether a clearance is waited for.

    `wrote` says that the person who looks wrote some of these words and so cannot clear them; `is_for_others` that
    the route asks for somebody else next.
    """

    state: str
    is_drafting: bool = False
    is_saved: bool = False
    is_waiting: bool = False
    wrote: bool = False
    is_for_others: bool = False


def next_step(standing: Standing, may: Collection[Act]) -> str:
    """The name of the address where the next step is taken; empty when there is nothing to do for this person."""
    if standing.is_waiting:
        return "desk:clear" if Act.CLEAR in may and not (standing.wrote or standing.is_for_others) else ""
    if standing.state == State.NEW and Act.TRIAGE in may:
        return "desk:triage"
    if (standing.is_drafting or standing.state == State.ANSWERING) and Act.DRAFT in may:
        return "desk:draft"
    return "answers:telling" if standing.state in {State.TELLING, State.ANSWERED} else ""
