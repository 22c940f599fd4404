"""What a newer version owes to one account, from what became of the older versions there; without Django."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from answerable.answers.row import CHECKING, CLAIMED, HELD, PENDING, SEEN, SENDING, TOLD


class Owes(Enum):
    """What the newer version does about it."""

    WAIT = "nobody knows yet whether the account was told"
    FOLLOW_UP = "a follow-up under our own reply, or its words changed where they stand"
    PLAIN = "the new text as an answer of its own"
    NOTHING = "nothing: it was never told, and the answer is withdrawn"


@dataclass(frozen=True)
class Chapter:
    """What one older version came to: its row's state, where it was to go, where it is if it was told."""

    row_id: int
    state: str
    target_uid: str
    receipt_uid: str = ""


@dataclass(frozen=True)
class Owing:
    """What is owed, under which post, after which row; `edits_uid` is our own message to be changed in its place."""

    owes: Owes
    target_uid: str = ""
    after_id: int | None = None
    edits_uid: str = ""


def follow(chapters: Sequence[Chapter], *, withdrawn: bool, in_place: bool = False) -> Owing:
    """`chapters` oldest first. Whoever was told is told again; nobody is corrected about something never seen.

    `in_place` where the network lets us change what we sent. Should that message be gone, the target is still the post
    that it answered.
    """
    if any(chapter.state in {PENDING, CLAIMED, SENDING, CHECKING, HELD} for chapter in chapters):
        return Owing(Owes.WAIT)
    last = chapters[-1]
    told = next((chapter for chapter in reversed(chapters) if chapter.state == TOLD), None)
    if told is not None:
        # What a person only saw has a link and no name on the network: then under the asker's own post again.
        seen = told.receipt_uid.startswith(SEEN)
        if in_place and not seen:
            return Owing(Owes.FOLLOW_UP, told.target_uid, told.row_id, edits_uid=told.receipt_uid)
        return Owing(Owes.FOLLOW_UP, told.target_uid if seen else told.receipt_uid, told.row_id)
    return Owing(Owes.NOTHING) if withdrawn else Owing(Owes.PLAIN, last.target_uid, last.row_id)
