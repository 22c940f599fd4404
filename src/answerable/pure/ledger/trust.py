"""Whom a reader trusts: the record's keys, and the witnesses of whom so many must have signed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from answerable.pure.ledger.checkpoint import PLAIN_PYTHON, Head, Verify, parse_checkpoint, parse_number, signers
from answerable.pure.ledger.note import ED25519, NoteKey, parse_vkey


@dataclass(frozen=True)
class Trust:
    """The keys of one record and of its witnesses, and how many witnesses must have signed the newest checkpoint.

    A witness may have keys of several kinds under one name: it counts once.
    """

    log_keys: tuple[NoteKey, ...]
    witnesses: tuple[NoteKey, ...] = ()
    quorum: int = 0


@dataclass(frozen=True)
class Demand:
    """The witnesses that a reader asks for, whatever the record names, and how many of them must have signed."""

    witnesses: tuple[NoteKey, ...]
    quorum: int

    def of(self, trust: Trust) -> Trust:
        """The same keys of the record, with these witnesses."""
        return Trust(trust.log_keys, self.witnesses, self.quorum)


def parse_demand(vkeys: Sequence[str], quorum: int | None) -> Demand | None:
    """The demand for these witnesses, all of them unless a number is given; None where none is named.

    ValueError unless they are cosigning keys, and no more is asked than there are.
    """
    if not vkeys and quorum is None:
        return None
    keys = tuple(parse_vkey(each) for each in vkeys)
    count = len({key.name for key in keys})
    needed = count if quorum is None else quorum
    if not 0 <= needed <= count or any(key.kind == ED25519 for key in keys):
        raise ValueError("name the cosigning key of each witness, and ask for no more than you name")
    return Demand(keys, needed)


def parse_trust(text: str) -> Trust:
    """Read lines of `log VKEY`, `witness VKEY`, `quorum NUMBER`; empty lines and those with # in front are passed over.

    ValueError unless there is at least one key of the record, all of one name, and no more is asked than there are.
    """
    log_keys, witnesses, quorum = [], [], 0
    for line in text.splitlines():
        word, _, rest = line.strip().partition(" ")
        if word == "log":
            log_keys.append(parse_vkey(rest))
        elif word == "witness":
            witnesses.append(parse_vkey(rest))
        elif word == "quorum":
            quorum = parse_number(rest)
        elif word and not word.startswith("#"):
            raise ValueError("a line of trust begins with log, witness or quorum")
    if not log_keys or len({key.name for key in log_keys}) != 1 or any(key.kind != ED25519 for key in log_keys):
        raise ValueError("trust names the keys of one record")
    if (
        len(set(witnesses)) != len(witnesses)
        or quorum > len({key.name for key in witnesses})
        or any(key.kind == ED25519 for key in witnesses)
    ):
        raise ValueError("trust names each witness once, by a cosigning key, and asks for no more than there are")
    return Trust(tuple(log_keys), tuple(witnesses), quorum)


def write_trust(log_vkeys: Sequence[str], witness_vkeys: Sequence[str] = (), quorum: int = 0) -> str:
    """The lines that `parse_trust` reads."""
    lines = [f"log {key}" for key in log_vkeys] + [f"witness {key}" for key in witness_vkeys] + [f"quorum {quorum}"]
    return "\n".join(lines) + "\n"


def trusted_head(
    encoded: bytes, trust: Trust, *, quorum: int, verify: Mapping[int, Verify] = PLAIN_PYTHON
) -> tuple[Head, tuple[NoteKey, ...]]:
    """(what a checkpoint says, the keys of all who signed) if it is to be believed; ValueError with the reason if not.

    The record's own signature and `quorum` witnesses are both needed: whoever accepts any known signature can be shown
    a checkpoint that the record never signed.
    """
    head, note = parse_checkpoint(encoded)
    if head.origin != trust.log_keys[0].name:
        raise ValueError(f"the checkpoint is of another record than {trust.log_keys[0].name}")
    logs = signers(note, trust.log_keys, verify)
    if not logs:
        raise ValueError("the record's own signature is missing from the checkpoint")
    witnesses = signers(note, trust.witnesses, verify)
    count = len({key.name for key in witnesses})
    if count < quorum:
        raise ValueError(f"{count} of the {quorum} witnesses needed have signed the checkpoint")
    return head, (*logs, *witnesses)


def names_of(keys: Sequence[NoteKey]) -> str:
    """The names of those who signed, each once: a record signs with two keys while one follows the other."""
    return ", ".join(dict.fromkeys(key.name for key in keys))
