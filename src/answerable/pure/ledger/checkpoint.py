"""Checkpoints (C2SP tlog-checkpoint): the size and root of the record, signed by the log and cosigned by witnesses."""

import re
from base64 import b64encode
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from answerable.pure.ledger.ed25519 import verify_ed25519
from answerable.pure.ledger.note import ED25519, ED25519_COSIGNATURE, Note, NoteKey, parse_note, strict_base64
from answerable.pure.ledger.tree import HASH_BYTES

Verify = Callable[[bytes, bytes, bytes], bool]
"""(public key, message, signature) to whether it is valid."""

PLAIN_PYTHON: Mapping[int, Verify] = {ED25519: verify_ed25519, ED25519_COSIGNATURE: verify_ed25519}
"""The kinds of signature that can be checked with the standard library alone."""

TIMESTAMP_BYTES = 8
MOST_NUMBER = (1 << 63) - 1
_NUMBER = re.compile(r"0|[1-9][0-9]{0,18}", re.ASCII)


@dataclass(frozen=True)
class Head:
    """What a checkpoint says: whose record, how many entries, and the root over them."""

    origin: str
    size: int
    root: bytes

    @property
    def text(self) -> str:
        """The text to sign; without extension lines, which nobody could check."""
        return f"{self.origin}\n{self.size}\n{b64encode(self.root).decode()}\n"


def parse_number(text: str) -> int:
    """A decimal of 0 to 2**63 - 1 in its one spelling; ValueError otherwise."""
    if not _NUMBER.fullmatch(text) or int(text) > MOST_NUMBER:
        raise ValueError("not a number in plain decimal digits")
    return int(text)


def parse_head(text: str) -> Head:
    """Read a checkpoint's text; ValueError unless it is one. Extension lines are allowed and passed over."""
    lines = text.split("\n")
    if len(lines) < 4 or lines.pop() or not all(lines):  # noqa: PLR2004 - three lines and the end of the last
        raise ValueError("a checkpoint has three lines or more, none empty")
    root = strict_base64(lines[2])
    if len(root) != HASH_BYTES:
        raise ValueError("a checkpoint's third line is its root")
    return Head(lines[0], parse_number(lines[1]), root)


def parse_checkpoint(encoded: bytes) -> tuple[Head, Note]:
    """Read a signed checkpoint; ValueError unless it is one. Nothing in it is to be believed before `signers`."""
    note = parse_note(encoded)
    return parse_head(note.text), note


def signers(note: Note, known: Sequence[NoteKey], verify: Mapping[int, Verify] = PLAIN_PYTHON) -> tuple[NoteKey, ...]:
    """The known keys that signed the note, each once, in the order of `known`.

    Unknown signatures are passed over, as is a key whose kind is not in `verify`.
    ValueError if a known key's signature is false: then nothing in the note is to be believed.
    """
    found: list[NoteKey] = []
    for key in known:
        if key.kind not in verify:
            continue
        theirs = [each for each in note.signatures if (each.name, each.key_id) == (key.name, key.key_id)]
        for each in theirs:
            if not _is_valid(note.text, key, each.signature, verify[key.kind]):
                raise ValueError(f"the signature of {key.name} is false")
        if theirs:
            found.append(key)
    return tuple(found)


def _is_valid(text: str, key: NoteKey, signature: bytes, verify: Verify) -> bool:
    if key.kind == ED25519:
        return verify(key.public_key, text.encode(), signature)
    timestamp = int.from_bytes(signature[:TIMESTAMP_BYTES], "big")
    try:
        message = cosigned_message(text, key, timestamp)
    except ValueError:
        return False
    return verify(key.public_key, message, signature[TIMESTAMP_BYTES:])


def cosigned_message(text: str, key: NoteKey, timestamp: int) -> bytes:
    """What a witness signs (C2SP tlog-cosignature): the checkpoint's text, and when it was seen, in POSIX seconds.

    ValueError if the text is not a checkpoint, or for a time or a name that the format has no room for.
    """
    head = parse_head(text)
    if not 0 <= timestamp <= MOST_NUMBER:
        raise ValueError("a time outside 0 to 2**63 - 1")
    if key.kind == ED25519_COSIGNATURE:
        return f"cosignature/v1\ntime {timestamp}\n{text}".encode()
    moment = timestamp.to_bytes(8, "big")
    span = bytes(8) + head.size.to_bytes(8, "big")
    return b"subtree/v1\n\0" + _short(key.name) + moment + _short(head.origin) + span + head.root


def _short(name: str) -> bytes:
    encoded = name.encode()
    if len(encoded) > 0xFF:  # noqa: PLR2004 - a length in one byte
        raise ValueError("a name of more than 255 bytes")
    return bytes([len(encoded)]) + encoded
