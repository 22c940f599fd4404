"""Proof files (C2SP tlog-proof): that one entry is in the record, in a file that can be checked without a network."""

import json
from base64 import b64encode
from collections.abc import Sequence
from dataclasses import dataclass

from answerable.pure.ledger.checkpoint import parse_checkpoint, parse_number
from answerable.pure.ledger.note import strict_base64
from answerable.pure.ledger.tree import HASH_BYTES, leaf_hash, verify_inclusion

PROOF_HEADER = "c2sp.org/tlog-proof@v1"
MOST_PROOF_BYTES = 2_000_000
MOST_HASHES = 63


@dataclass(frozen=True)
class ProofFile:
    """A proof taken apart. `extra` is the entry with its disclosed texts, as `entry_extra` writes it."""

    index: int
    hashes: tuple[bytes, ...]
    checkpoint: bytes
    extra: bytes | None = None

    @property
    def encoded(self) -> bytes:
        """The proof as the bytes of a .tlog-proof file."""
        lines = [PROOF_HEADER]
        if self.extra is not None:
            lines.append(f"extra {b64encode(self.extra).decode()}")
        lines.append(f"index {self.index}")
        lines.extend(b64encode(each).decode() for each in self.hashes)
        return "\n".join([*lines, "", ""]).encode() + self.checkpoint


def parse_proof(encoded: bytes) -> ProofFile:
    """Take a proof file apart; ValueError unless it is one. Nothing in it has been checked yet."""
    if len(encoded) > MOST_PROOF_BYTES:
        raise ValueError("a proof file of more than two million bytes")
    head, blank, checkpoint = encoded.partition(b"\n\n")
    lines = head.decode("utf-8").split("\n")
    if not blank or lines.pop(0) != PROOF_HEADER:
        raise ValueError("not a proof file of the first version")
    extra = None
    if lines and lines[0].startswith("extra "):
        extra = strict_base64(lines.pop(0).removeprefix("extra "))
    if not lines or not lines[0].startswith("index "):
        raise ValueError("a proof file names the index of its entry")
    index = parse_number(lines.pop(0).removeprefix("index "))
    hashes = tuple(strict_base64(line) for line in lines)
    if len(hashes) > MOST_HASHES or any(len(each) != HASH_BYTES for each in hashes):
        raise ValueError("a proof is at most 63 hashes of 32 bytes")
    return ProofFile(index, hashes, checkpoint, extra)


def entry_extra(entry: bytes, disclosures: Sequence[str]) -> bytes:
    """The entry and its texts as the proof file's extra part, so that the file can be checked by itself."""
    return json.dumps({"entry": entry.decode(), "disclosures": list(disclosures)}, sort_keys=True).encode()


def parse_extra(extra: bytes) -> tuple[bytes, list[str]]:
    """(entry, disclosures) out of the extra part; ValueError unless it is what `entry_extra` writes."""
    try:
        whole = json.loads(extra)
    except RecursionError:
        raise ValueError("an extra part nested without end") from None
    if not isinstance(whole, dict) or whole.keys() != {"entry", "disclosures"}:
        raise ValueError("the extra part is an entry and its disclosures")
    entry, disclosures = whole["entry"], whole["disclosures"]
    texts = [entry, *disclosures] if isinstance(disclosures, list) else [None]
    if not all(isinstance(each, str) for each in texts):
        raise ValueError("the extra part is an entry and its disclosures")
    return entry.encode(), disclosures


def is_included(proof: ProofFile, entry: bytes) -> bool:
    """Whether the proof leads from the entry to the root its checkpoint states; the signatures are another question."""
    head, _ = parse_checkpoint(proof.checkpoint)
    return verify_inclusion(leaf_hash(entry), proof.index, head.size, proof.hashes, head.root)
