"""What became of everyone, counted from what truly arrived on the network."""

from typing import TYPE_CHECKING

from answerable.answers.row import NOT_TOLD, STOPPED, TOLD

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
    first, second = (run.world.with_key(f"{version}:{recipient}") for version in (1, 2))
    if run.tables.version == 1:
        return [] if first or recipient in run.world.blocked else ["missed"]
    blocked = recipient in run.world.blocked
    if first and not second:
        # Only a person saw the first: the second goes under the asker's own post, which may be closed to us by now.
        alright = blocked and _seen_by_person(run, recipient)
        return [] if alright else ["told the first version, never the second"]
    if first and second[0].target_uid not in {first[0].uid, recipient}:
        return ["the follow-up is not under our reply"]
    if first and second[0].target_uid == recipient and not _seen_by_person(run, recipient):
        return ["the follow-up is not under our reply"]
    if run.tables.withdrawn and second and not first:
        return ["a withdrawal of something never seen"]
    owed = not run.tables.withdrawn and not blocked
    return ["missed"] if owed and not second else []


def _seen_by_person(run: "Simulation", recipient: str) -> bool:
    rows = run.tables.rows.values()
    return any(row.receipt_uid.startswith("seen:") for row in rows if run.tables.frozen[row.id].recipient == recipient)
