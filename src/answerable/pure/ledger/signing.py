"""Signing notes: the only module that holds secrets and needs `cryptography`; verifiers never import it."""

from base64 import b64encode
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.mldsa import MLDSA44PrivateKey, MLDSA44PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from answerable.pure.ledger.checkpoint import Verify, cosigned_message, parse_head
from answerable.pure.ledger.note import (
    ED25519,
    ED25519_COSIGNATURE,
    ML_DSA_44_COSIGNATURE,
    Note,
    NoteKey,
    Signature,
    check_key_name,
    strict_base64,
)

SEED_BYTES = 32
_SKEY_PREFIX = "PRIVATE+KEY+"


@dataclass(frozen=True)
class SecretKey:
    """A signing key: its public half, and a seed of 32 random bytes that never shows in a repr."""

    public: NoteKey
    seed: bytes = field(repr=False)

    @property
    def skey(self) -> str:
        """The key as one line, in the form Go's note package writes: to be kept in a file of mode 0600."""
        material = b64encode(bytes([self.public.kind]) + self.seed).decode()
        return f"{_SKEY_PREFIX}{self.public.name}+{self.public.key_id.hex()}+{material}"


def make_key(name: str, seed: bytes, kind: int = ED25519) -> SecretKey:
    """The key of that name and kind from 32 random bytes; ValueError for another length, kind or a bad name."""
    check_key_name(name)
    if len(seed) != SEED_BYTES or kind not in _PUBLIC:
        raise ValueError("a key is made of 32 random bytes, for one of the kinds that are signed here")
    return SecretKey(NoteKey(name, kind, _PUBLIC[kind](seed)), seed)


def parse_skey(text: str) -> SecretKey:
    """Read a signing key; ValueError unless it is whole. The error never repeats the key."""
    if not text.startswith(_SKEY_PREFIX):
        raise ValueError("not a signing key")
    parts = text.removeprefix(_SKEY_PREFIX).split("+", 2)
    if len(parts) != 3:  # noqa: PLR2004 - name, id, seed
        raise ValueError("not a signing key")
    raw = strict_base64(parts[2])
    key = make_key(parts[0], raw[1:], raw[0] if raw else 0)
    if key.public.key_id.hex() != parts[1]:
        raise ValueError("a signing key whose id is not its own")
    return key


def sign_note(text: str, keys: Sequence[SecretKey]) -> Note:
    """The text signed by each key in turn; every key must be of the plain Ed25519 kind."""
    if any(key.public.kind != ED25519 for key in keys):
        raise ValueError("a note's own signature is of the plain Ed25519 kind")
    return Note(
        text, tuple(_signature(key, Ed25519PrivateKey.from_private_bytes(key.seed).sign(text.encode())) for key in keys)
    )


def cosign(note: Note, key: SecretKey, timestamp: int) -> Note:
    """The checkpoint with a witness's cosignature added, made at `timestamp` (POSIX seconds)."""
    parse_head(note.text)
    message = cosigned_message(note.text, key.public, timestamp)
    if key.public.kind == ML_DSA_44_COSIGNATURE:
        raw = MLDSA44PrivateKey.from_seed_bytes(key.seed).sign(message)
    elif key.public.kind == ED25519_COSIGNATURE:
        raw = Ed25519PrivateKey.from_private_bytes(key.seed).sign(message)
    else:
        raise ValueError("a witness's key is of a cosigning kind")
    return Note(note.text, (*note.signatures, _signature(key, timestamp.to_bytes(8, "big") + raw)))


def _signature(key: SecretKey, raw: bytes) -> Signature:
    return Signature(key.public.name, key.public.key_id, raw)


def _ed25519_public(seed: bytes) -> bytes:
    return Ed25519PrivateKey.from_private_bytes(seed).public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)


def _mldsa_public(seed: bytes) -> bytes:
    return MLDSA44PrivateKey.from_seed_bytes(seed).public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)


_PUBLIC: Mapping[int, Callable[[bytes], bytes]] = {
    ED25519: _ed25519_public,
    ED25519_COSIGNATURE: _ed25519_public,
    ML_DSA_44_COSIGNATURE: _mldsa_public,
}


def _verify_ed25519(public_key: bytes, message: bytes, signature: bytes) -> bool:
    try:
        Ed25519PublicKey.from_public_bytes(public_key).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True


def _verify_mldsa(public_key: bytes, message: bytes, signature: bytes) -> bool:
    try:
        MLDSA44PublicKey.from_public_bytes(public_key).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True


WITH_LIBRARY: Mapping[int, Verify] = {
    ED25519: _verify_ed25519,
    ED25519_COSIGNATURE: _verify_ed25519,
    ML_DSA_44_COSIGNATURE: _verify_mldsa,
}
"""Every kind of signature, checked by `cryptography`: 30 times faster than plain Python."""
