"""Hostile notes, checkpoints, proofs and requests to a witness: a million of them, none accepted, no crash.

    python -m tests.hostile [--count 1000000] [--seed 1]

Each input is a true one with a few changes (bytes flipped, lines moved, doubled or left out, numbers and base64 put in
the place of others, pieces of two true ones joined) or bytes at random. What a parser may do is read it or raise
ValueError; what it reads may be believed only if it says what the true one said. Ends with 1 at the first breach, and
prints the seed and the input to keep as a test.
"""

import argparse
import random
import sys
import time
from collections.abc import Callable
from datetime import date

from answerable.pure.ledger.audit_proof import audit_proof
from answerable.pure.ledger.checkpoint import Head, parse_checkpoint, signers
from answerable.pure.ledger.disclosure import make_disclosure
from answerable.pure.ledger.note import ED25519_COSIGNATURE, ML_DSA_44_COSIGNATURE, parse_note
from answerable.pure.ledger.proof_file import ProofFile, entry_extra, parse_extra, parse_proof
from answerable.pure.ledger.signing import WITH_LIBRARY, cosign, make_key, sign_note
from answerable.pure.ledger.tree import consistency_proof, inclusion_proof, leaf_hash, root_of
from answerable.pure.ledger.trust import Trust, trusted_head
from answerable.pure.ledger.witnessing import NotCosignedError, Submission, judge, parse_submission
from answerable.pure.ledger.writing import write_entry

KEY = make_key("answers.example/record", b"k" * 32)
WITNESSES = (
    make_key("w.example/witness", b"w" * 32, ED25519_COSIGNATURE),
    make_key("v.example/witness", b"v" * 32, ML_DSA_44_COSIGNATURE),
)
TRUST = Trust((KEY.public,), tuple(each.public for each in WITNESSES), 2)
TEXTS = [make_disclosure(b"%032d" % number, "title", "When is bin day?") for number in range(11)]
ENTRIES = [
    write_entry("question.opened", {"question": f"q_{number:04d}"}, [TEXTS[number]], date(2026, 11, 20))
    for number in range(11)
]
LEAVES = [leaf_hash(entry) for entry in ENTRIES]
INDEX, OLD = 4, 6
ODD = (b"\n", b"\n\n", b" ", b"+", b"=", b"0", b"-", b"\xe2\x80\x94 ", b"\x00", b"\xff", b"\r", b"old ", b"index ")


def _node(height: int, index: int) -> bytes:
    return root_of(LEAVES[index << height : (index + 1) << height])


def _signed(size: int) -> bytes:
    note = sign_note(Head(KEY.public.name, size, root_of(LEAVES[:size])).text, [KEY])
    for witness in WITNESSES:
        note = cosign(note, witness, 1_790_000_000)
    return note.encoded


HEADS = {size: Head(KEY.public.name, size, root_of(LEAVES[:size])) for size in (OLD, len(LEAVES))}
NOTE, OLDER = _signed(len(LEAVES)), _signed(OLD)
PROOF = ProofFile(
    INDEX, tuple(inclusion_proof(INDEX, len(LEAVES), _node)), NOTE, entry_extra(ENTRIES[INDEX], [TEXTS[INDEX]])
).encoded
REQUEST = Submission(OLD, tuple(consistency_proof(OLD, len(LEAVES), _node)), NOTE).encoded


def note_holds(raw: bytes) -> bool:
    """Whether nothing is believed to be signed but the two heads that were."""
    note = parse_note(raw)
    return not signers(note, [KEY.public], WITH_LIBRARY) or parse_checkpoint(raw)[0] in HEADS.values()


def checkpoint_holds(raw: bytes) -> bool:
    """Whether a checkpoint that satisfies the quorum is one of the two that were cosigned."""
    return trusted_head(raw, TRUST, quorum=2, verify=WITH_LIBRARY)[0] in HEADS.values()


def proof_holds(raw: bytes) -> bool:
    """Whether a proof that passes shows an entry of the record in its place, and the texts beside it."""
    if not audit_proof(raw, TRUST, WITH_LIBRARY).good:
        return True
    proof = parse_proof(raw)
    entry, texts = parse_extra(proof.extra or b"")
    return ENTRIES[proof.index] == entry and set(texts) <= {TEXTS[proof.index]}


def request_holds(raw: bytes) -> bool:
    """Whether a witness that stands at the older head cosigns nothing but the true newer one, or that one again."""
    try:
        head, _note = judge(parse_submission(raw), [KEY.public], HEADS[OLD], WITH_LIBRARY)
    except NotCosignedError:
        return True
    return head in HEADS.values()


SORTS: dict[str, tuple[Callable[[bytes], bool], tuple[bytes, ...]]] = {
    "notes": (note_holds, (NOTE, OLDER)),
    "checkpoints": (checkpoint_holds, (NOTE, OLDER)),
    "proofs": (proof_holds, (PROOF,)),
    "requests": (request_holds, (REQUEST,)),
}


def spoil(chance: random.Random, good: tuple[bytes, ...]) -> bytes:
    """One hostile input."""
    if chance.random() < 0.02:
        return chance.randbytes(chance.randrange(300))
    raw = bytearray(chance.choice(good))
    for _ in range(chance.randint(1, 3)):
        chance.choice(CHANGES)(chance, raw, good)
    return bytes(raw)


def _flip(chance: random.Random, raw: bytearray, _good: tuple[bytes, ...]) -> None:
    if raw:
        raw[chance.randrange(len(raw))] ^= 1 << chance.randrange(8)


def _cut(chance: random.Random, raw: bytearray, _good: tuple[bytes, ...]) -> None:
    start = chance.randrange(len(raw) + 1)
    del raw[start : start + chance.randint(1, 60)]


def _put(chance: random.Random, raw: bytearray, _good: tuple[bytes, ...]) -> None:
    start = chance.randrange(len(raw) + 1)
    raw[start:start] = chance.choice(ODD)


def _lines(chance: random.Random, raw: bytearray, _good: tuple[bytes, ...]) -> None:
    """Double a line, leave it out, or put it elsewhere."""
    lines = bytes(raw).split(b"\n")
    line = lines.pop(chance.randrange(len(lines)))
    for _ in range(chance.randrange(3)):
        lines.insert(chance.randrange(len(lines) + 1), line)
    raw[:] = b"\n".join(lines)


def _join(chance: random.Random, raw: bytearray, good: tuple[bytes, ...]) -> None:
    other = chance.choice(good)
    raw[chance.randrange(len(raw) + 1) :] = other[chance.randrange(len(other)) :]


def _number(chance: random.Random, raw: bytearray, _good: tuple[bytes, ...]) -> None:
    lines = bytes(raw).split(b"\n")
    places = [place for place, line in enumerate(lines) if line[-1:].isdigit() and len(line) < 12]
    if places:
        place = chance.choice(places)
        lines[place] = (
            lines[place].rstrip(b"0123456789") + str(chance.choice([0, 1, 5, 7, 12, 2**63 - 1, 2**64])).encode()
        )
        raw[:] = b"\n".join(lines)


CHANGES = (_flip, _cut, _put, _lines, _join, _number)


def attack(count: int, seed: int) -> str:
    """Try so many inputs, the sorts in turn; the first breach in words, empty if there was none."""
    chance = random.Random(seed)  # noqa: S311  it spoils inputs
    for number in range(count):
        name = list(SORTS)[number % len(SORTS)]
        holds, good = SORTS[name]
        raw = spoil(chance, good)
        try:
            held = holds(raw)
        except ValueError:
            continue
        except Exception as error:  # noqa: BLE001  whatever it is, it is what we look for
            return f"input {number} of seed {seed}, {name}: {error!r}: {raw!r}"
        if not held:
            return f"input {number} of seed {seed}, {name}, was believed: {raw!r}"
    return ""


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=1_000_000)
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args(arguments)
    began = time.monotonic()
    for name, (holds, good) in SORTS.items():
        if not all(holds(each) for each in good):
            sys.stdout.write(f"the true {name} are not believed\n")
            return 1
    breach = attack(chosen.count, chosen.seed)
    took = time.monotonic() - began
    sys.stdout.write(
        breach + "\n" if breach else f"{chosen.count:,} hostile inputs in {took:.0f} s: none accepted, no crash\n"
    )
    return 1 if breach else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
