"""What a witness is asked, and how it decides (C2SP tlog-witness): it cosigns only what follows from the last."""

from base64 import b64encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from answerable.pure.ledger.checkpoint import PLAIN_PYTHON, Head, Verify, parse_checkpoint, parse_number, signers
from answerable.pure.ledger.note import MOST_NOTE_BYTES, Note, NoteKey, parse_note, strict_base64
from answerable.pure.ledger.proof_file import MOST_HASHES
from answerable.pure.ledger.tree import EMPTY_ROOT, HASH_BYTES, verify_consistency

MOST_BYTES = MOST_NOTE_BYTES + 64 * 64
MALFORMED, NOT_SIGNED, UNKNOWN, OTHER_SIZE, INCONSISTENT = 400, 403, 404, 409, 422
"""The HTTP status of each refusal, as the specification has them."""


class NotCosignedError(ValueError):
    """The witness refuses; `status` is the specification's, `size` the size it stands at, where that is the answer."""

    def __init__(self, status: int, why: str, size: int | None = None) -> None:
        super().__init__(why)
        self.status = status
        self.size = size


@dataclass(frozen=True)
class Submission:
    """One request to a witness: the size it is thought to stand at, the way from there, and the checkpoint."""

    old: int
    proof: tuple[bytes, ...]
    checkpoint: bytes

    @property
    def encoded(self) -> bytes:
        """The body of the request."""
        lines = [f"old {self.old}", *(b64encode(each).decode() for each in self.proof)]
        return "\n".join([*lines, "", ""]).encode() + self.checkpoint


def parse_submission(body: bytes) -> Submission:
    """Take a request's body apart; `NotCosignedError` with 400 unless it is one."""
    try:
        return _take_apart(body)
    except ValueError as error:
        raise NotCosignedError(MALFORMED, str(error)) from None


def _take_apart(body: bytes) -> Submission:
    head, blank, checkpoint = body.partition(b"\n\n")
    first, *lines = head.decode("ascii").split("\n")
    if not blank or not first.startswith("old ") or len(lines) > MOST_HASHES or len(body) > MOST_BYTES:
        raise ValueError("a request is a line with the old size, at most 63 hashes, an empty line and a checkpoint")
    proof = tuple(strict_base64(line) for line in lines)
    if any(len(each) != HASH_BYTES for each in proof):
        raise ValueError("a proof is of hashes of 32 bytes")
    return Submission(parse_number(first.removeprefix("old ")), proof, checkpoint)


def origin_of(submission: Submission) -> str:
    """Whose checkpoint it says it is; `NotCosignedError` with 400 if it is no checkpoint."""
    return _read(submission)[0].origin


def judge(
    submission: Submission,
    keys: Sequence[NoteKey],
    stands_at: Head | None,
    verify: Mapping[int, Verify] = PLAIN_PYTHON,
) -> tuple[Head, Note]:
    """What may be cosigned; `NotCosignedError` where it may not.

    `keys` are those trusted for its origin, `stands_at` the last checkpoint cosigned for it. The caller must hold on to
    `stands_at` until the new head is stored: two requests judged side by side could otherwise roll it back.
    """
    head, note = _read(submission)
    try:
        signed = signers(note, keys, verify)
    except ValueError as error:
        raise NotCosignedError(NOT_SIGNED, str(error)) from None
    if not signed:
        raise NotCosignedError(NOT_SIGNED, "the checkpoint is not signed by a key that is trusted for it")
    if submission.old > head.size:
        raise NotCosignedError(MALFORMED, "the old size is greater than the checkpoint's")
    size = stands_at.size if stands_at else 0
    if submission.old != size:
        raise NotCosignedError(OTHER_SIZE, f"this witness stands at {size}", size)
    _check_follows(submission, head, stands_at)
    return head, note


def _check_follows(submission: Submission, head: Head, stands_at: Head | None) -> None:
    old_root = stands_at.root if stands_at else EMPTY_ROOT
    if submission.old == head.size and old_root != head.root:
        raise NotCosignedError(OTHER_SIZE, "another checkpoint of this size was cosigned: two records", head.size)
    if submission.old in {0, head.size}:
        follows = not submission.proof
    else:
        follows = verify_consistency(submission.old, head.size, submission.proof, old_root, head.root)
    if not follows:
        raise NotCosignedError(INCONSISTENT, "the checkpoint does not follow from the last one that was cosigned")


def _read(submission: Submission) -> tuple[Head, Note]:
    try:
        return parse_checkpoint(submission.checkpoint)
    except ValueError as error:
        raise NotCosignedError(MALFORMED, str(error)) from None


def cosignature_lines(note: Note, count: int) -> bytes:
    """The last `count` signature lines: what a witness answers with."""
    return "".join(each.line for each in note.signatures[-count:]).encode()


def with_cosignatures(
    checkpoint: bytes, lines: bytes, witness: Sequence[NoteKey], verify: Mapping[int, Verify] = PLAIN_PYTHON
) -> Note:
    """The checkpoint with a witness's signatures added; those it had from the same keys go.

    ValueError unless the lines are signature lines and one of the witness's keys signed truly; others are ignored.
    """
    note = parse_note(checkpoint)
    offered = parse_note(note.text.encode() + b"\n" + lines)
    signed = {(key.name, key.key_id) for key in signers(offered, witness, verify)}
    if not signed:
        raise ValueError("the answer holds no signature of the witness")
    kept = [each for each in note.signatures if (each.name, each.key_id) not in signed]
    new = {(each.name, each.key_id): each for each in offered.signatures if (each.name, each.key_id) in signed}
    return Note(note.text, (*kept, *new.values()))
