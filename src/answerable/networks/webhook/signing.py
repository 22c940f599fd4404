"""Whether a message was signed with one of our secrets, and not long ago: the Standard Webhooks specification, 1.0."""

import base64
import binascii
import hmac
import re
import secrets
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Final

PREFIX: Final = "whsec_"
SECRET_BYTES: Final = 32
TOLERANCE: Final = timedelta(minutes=5)
"""In both directions: older messages may be replays, newer ones come from a clock that is wrong."""

LONGEST_ID: Final = 200
MOST_SIGNATURES: Final = 20
_BYTES_OF_SECRET: Final = range(24, 65)
_ID: Final = re.compile(rf"[!-~]{{1,{LONGEST_ID}}}")


class NotSignedError(ValueError):
    """The message is not to be believed; the words say why, and never what was expected."""


def new_secret() -> str:
    """A secret for the sender and us, in the form that senders know."""
    return PREFIX + base64.b64encode(secrets.token_bytes(SECRET_BYTES)).decode()


def key_of(secret: str) -> bytes:
    """The bytes that `secret` stands for. Raises `ValueError` for what is no secret of this kind."""
    try:
        key = base64.b64decode(secret.removeprefix(PREFIX), validate=True)
    except binascii.Error as error:
        raise ValueError("a secret is whsec_ and base64") from error
    if not secret.startswith(PREFIX) or len(key) not in _BYTES_OF_SECRET:
        raise ValueError("a secret is whsec_ and the base64 of 24 to 64 bytes")
    return key


def check_signed(body: bytes, headers: Mapping[str, str], *, secrets: Sequence[str], at: datetime) -> str:
    """The id of the message in `body`; header names are in lower case. Raises `NotSignedError`.

    Several signatures may stand in the header and several secrets be ours: so both sides can change theirs in turn.
    """
    message_id, stamp = headers.get("webhook-id", ""), headers.get("webhook-timestamp", "")
    if not _ID.fullmatch(message_id):
        raise NotSignedError("The header webhook-id is missing, or is no id.")
    if not re.fullmatch(r"[0-9]{1,12}", stamp, re.ASCII):
        raise NotSignedError("The header webhook-timestamp is missing, or is no number of seconds since 1970.")
    if abs(at.timestamp() - int(stamp)) > TOLERANCE.total_seconds():
        raise NotSignedError("The header webhook-timestamp is more than five minutes from the time here.")
    given = [one.removeprefix("v1,") for one in headers.get("webhook-signature", "").split() if one.startswith("v1,")]
    signed = f"{message_id}.{stamp}.".encode() + body
    expected = [base64.b64encode(hmac.new(key_of(secret), signed, sha256).digest()) for secret in secrets]
    # All are compared, in constant time each: how long it took must not tell which was close.
    same = [
        hmac.compare_digest(one, theirs.encode("ascii", "replace"))
        for one in expected
        for theirs in given[:MOST_SIGNATURES]
    ]
    if not any(same):
        raise NotSignedError("No signature in the header webhook-signature is one of ours over this id, time and body.")
    return message_id
