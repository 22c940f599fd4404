"""What became of everyone, counted from what truly arrived on the network."""

from typing import TYPE_CHECKING

from answerable.answers.row import NOT_TOLD, STOPPED, TOLD
from tests.simulation.world import Message

if TYPE_CHECKING:
    from tests.simulation.simulation import Simulation


def judge(run: "Simulation") -> list[str]:
    """What went wrong, counted from what truly arrived."""
    wrong = []
    for row_id, row in run.tables.rows.items():
        there = run.world.with_key(run.tables.frozen[row_id].key)
        if len(there) > 1:
            wrong.append("doubled")
        if row.state == TOLD and not there:
            wrong.append("falsely told")
        if row.state in {NOT_TOLD, STOPPED} and there:
            wrong.append("told, but listed as not told")
    for recipient in run.recipients:
        wrong += _judge_asker(run, recipient)
    if run.world.over_limit and not run.jumped:
        wrong.append("faster than the limit")
    return wrong


def _judge_asker(run: "Simulation", recipient: str) -> list[str]:
    *earlier, second = (run.world.with_key(f"{version}:{recipient}") for version in range(1, run.tables.version + 1))
    if run.tables.version == 1:
        return [] if second or recipient in run.world.blocked else ["missed"]
    first = next((there for there in reversed(earlier) if there), [])
    blocked = recipient in run.world.blocked
    if second and second[0].key_at(float("inf")) != f"{run.tables.version}:{recipient}":
        return ["older words stand over newer ones"]
    if first and not second:
        # Only a person saw the first: the second goes under the asker's own post, which may be closed to us by now.
        # So does what cannot be changed in its place any more.
        alright = blocked and (_seen_by_person(run, recipient) or run.tables.in_place)
        return [] if alright else ["told the first version, never the second"]
    if first and not _follows(run, first[0], second[0], recipient):
        return ["the follow-up is not under our reply"]
    if run.tables.withdrawn and second and not first:
        return ["a withdrawal of something never seen"]
    owed = not run.tables.withdrawn and not blocked
    return ["missed"] if owed and not second else []


def _follows(run: "Simulation", first: Message, second: Message, recipient: str) -> bool:
    """In the place of our message or under it; under the asker's own post where it cannot be named or is gone."""
    if first.uid in {second.uid, second.target_uid}:
        return True
    return second.target_uid == recipient and (_seen_by_person(run, recipient) or run.tables.in_place)


def _seen_by_person(run: "Simulation", recipient: str) -> bool:
    rows = run.tables.rows.values()
    return any(row.receipt_uid.startswith("seen:") for row in rows if run.tables.frozen[row.id].recipient == recipient)
