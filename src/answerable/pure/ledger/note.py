"""Signed notes (C2SP signed-note): a text, and lines that each carry one key's signature over it."""

import re
from base64 import b64decode, b64encode
from dataclasses import dataclass
from hashlib import sha256

ED25519 = 0x01
ED25519_COSIGNATURE = 0x04
ML_DSA_44_COSIGNATURE = 0x06

MOST_NOTE_BYTES = 1_000_000
MOST_SIGNATURES = 100
_NOT_PLAIN = re.compile("[\x00-\x1f\ud800-\udfff]")
_KEY_BYTES = {ED25519: 32, ED25519_COSIGNATURE: 32, ML_DSA_44_COSIGNATURE: 1312}


@dataclass(frozen=True)
class NoteKey:
    """A public key as a note names it. `kind` is the signature type byte of the specification."""

    name: str
    kind: int
    public_key: bytes

    @property
    def key_id(self) -> bytes:
        """SHA-256(name || newline || kind || public key), its first 4 bytes."""
        return sha256(self.name.encode() + b"\n" + bytes([self.kind]) + self.public_key).digest()[:4]

    @property
    def vkey(self) -> str:
        """The key as one line of text: name+id+base64."""
        material = b64encode(bytes([self.kind]) + self.public_key).decode()
        return f"{self.name}+{self.key_id.hex()}+{material}"


@dataclass(frozen=True)
class Signature:
    """One signature line: who claims to have signed, and the bytes."""

    name: str
    key_id: bytes
    signature: bytes

    @property
    def line(self) -> str:
        """The line as it stands in the note, with its newline."""
        return f"— {self.name} {b64encode(self.key_id + self.signature).decode()}\n"


@dataclass(frozen=True)
class Note:
    """A note taken apart; nothing in it is to be believed before `signers` has named a key one trusts."""

    text: str
    signatures: tuple[Signature, ...]

    @property
    def encoded(self) -> bytes:
        """The note as bytes."""
        return (self.text + "\n" + "".join(each.line for each in self.signatures)).encode()


def strict_base64(text: str) -> bytes:
    """Decode standard base64 that has exactly one spelling; ValueError otherwise (Python's own decoder forgives)."""
    try:
        decoded = b64decode(text.encode("ascii"), validate=True)
    except ValueError:
        raise ValueError("not base64") from None
    if b64encode(decoded).decode() != text:
        raise ValueError("base64 with stray bits at its end")
    return decoded


def check_key_name(name: str) -> None:
    """ValueError unless the name may stand in a signature line: not empty, no space of any script, no plus."""
    if "+" in name or name.split() != [name] or not _is_plain(name):
        raise ValueError("a key name has no spaces, no plus and no control characters")


def parse_vkey(text: str) -> NoteKey:
    """Read a verifier key; ValueError unless its id is that of the key and its length that of its kind."""
    parts = text.split("+", 2)
    if len(parts) != 3:  # noqa: PLR2004 - name, id, key
        raise ValueError("a verifier key is name+id+key")
    name, key_id, material = parts
    check_key_name(name)
    raw = strict_base64(material)
    if not raw or _KEY_BYTES.get(raw[0]) != len(raw) - 1:
        raise ValueError("a verifier key of an unknown kind or a wrong length")
    key = NoteKey(name, raw[0], raw[1:])
    if key.key_id.hex() != key_id:
        raise ValueError("a verifier key whose id is not its own")
    return key


def parse_note(encoded: bytes) -> Note:
    """Take a note apart; ValueError for anything the specification does not allow."""
    if len(encoded) > MOST_NOTE_BYTES:
        raise ValueError("a note of more than a million bytes")
    whole = encoded.decode("utf-8")
    if not _is_plain(whole.replace("\n", "")):
        raise ValueError("a note with control characters")
    text, blank, block = whole.rpartition("\n\n")
    if not blank or not block.endswith("\n"):
        raise ValueError("a note has a blank line before its signatures and ends in a newline")
    lines = block[:-1].split("\n")
    if len(lines) > MOST_SIGNATURES:
        raise ValueError("a note with more than 100 signatures")
    return Note(text + "\n", tuple(_parse_signature(line) for line in lines))


def _parse_signature(line: str) -> Signature:
    match = re.fullmatch(r"— (\S+) (\S+)", line)
    if match is None:
        raise ValueError("a signature line is a dash, a name and base64")
    check_key_name(match[1])
    raw = strict_base64(match[2])
    if len(raw) < 5:  # noqa: PLR2004 - four bytes of key id and a signature
        raise ValueError("a signature too short to be one")
    return Signature(match[1], raw[:4], raw[4:])


def _is_plain(text: str) -> bool:
    return _NOT_PLAIN.search(text) is None
