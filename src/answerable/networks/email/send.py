"""One mail handed to a server by SMTP (RFC 5321), and the one table that turns what it says into the four failures."""

import re
import smtplib
import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from email.message import EmailMessage

from answerable.errors import Failed
from answerable.networks.contract import Closed, Rejected, TryLater, Uncertain
from answerable.networks.email.door import Door, in_time, untrusted
from answerable.networks.outgoing import WAIT_SECONDS

TALK_SECONDS = 15.0
"""For all that comes before the mail itself."""

TAKING_SECONDS = 40.0
"""How long a server may think about a mail it was given; some look into it first. It is sent by then, or unclear."""

PATIENCE_SECONDS = 300.0
"""After a 4xx: greylisting lets in after a few minutes, and asking sooner begins its count anew on some servers."""

_NOBODY_IN = frozenset({530, 534, 535, 538, 454})
"""Codes about signing in (RFC 4954, 6); 454 passes by itself."""

_TOO_BIG, _CLOSING = 552, 421
_START, _DONE, _GO_ON = 220, 250, 354

_TROUBLE = (smtplib.SMTPServerDisconnected, smtplib.SMTPResponseException, OSError)


class Client(smtplib.SMTP):
    """The library's client on a connection of ours."""

    def __init__(self, door: Door, *, our_name: str, timeout: float) -> None:
        self._door = door
        super().__init__(local_hostname=our_name, timeout=timeout)
        self._host = door.server.host  # what the library checks the certificate of STARTTLS against

    def _get_socket(self, host: str, port: int, timeout: float) -> socket.socket:  # noqa: ARG002  the door knows them
        return self._door.open(timeout)


@contextmanager
def signed_in(door: Door, *, our_name: str, user: str, password: str) -> Iterator[Client]:
    """A conversation in which a mail may be sent now. Raises `Closed` or `TryLater`; nothing was sent then."""
    client = Client(door, our_name=our_name, timeout=TALK_SECONDS)
    host = door.server.host
    try:
        with in_time(lambda: client.sock, TALK_SECONDS):
            _greet(client, door)
            _sign_in(client, host, user=user, password=password)
        yield client
    finally:
        with suppress(*_TROUBLE):
            client.sock and client.docmd("QUIT")
        client.close()


def _greet(client: Client, door: Door) -> None:
    host = door.server.host
    try:
        code, _ = client.connect(host, door.server.port)
        _expect(code, _START, host, what="talks to nobody just now", never=Closed)
        client.ehlo_or_helo_if_needed()
        if door.server.security == "starttls":
            if not client.has_extn("starttls"):
                raise Closed(f"{host} does not encrypt, so nothing was said to it")
            client.starttls(context=door.certificates())
            client.ehlo_or_helo_if_needed()
    except ssl.SSLCertVerificationError as error:
        raise untrusted(host, error) from error
    except (smtplib.SMTPException, OSError) as error:
        raise _unreached(host, error) from error


def _sign_in(client: Client, host: str, *, user: str, password: str) -> None:
    if not client.has_extn("auth"):
        # A relay inside the body's own network knows us by our address; if it does not, it refuses the sender.
        return
    try:
        client.login(user, password)
    except smtplib.SMTPAuthenticationError as error:
        if error.smtp_code < 500:  # noqa: PLR2004
            raise TryLater(f"{host} lets nobody in just now", after_seconds=WAIT_SECONDS) from error
        raise Closed(f"{host} does not take the user name and password") from error
    except smtplib.SMTPNotSupportedError as error:
        raise Closed(f"{host} knows no way to sign in with a password") from error
    except (smtplib.SMTPException, OSError) as error:
        raise _unreached(host, error) from error


def send(client: Client, mail: EmailMessage, *, sender: str, recipient: str, key: str, host: str) -> None:
    """Hands the mail over, once. Raises every child of `Failed`; without one the server has taken it."""
    with_report = client.has_extn("dsn")
    try:
        with in_time(lambda: client.sock, TALK_SECONDS):
            # With a server that reports (RFC 3461) our reference travels on the envelope and comes back in the report.
            code, words = client.mail(sender, ["RET=HDRS", f"ENVID={key}"] if with_report else [])
            _expect_sender(code, words, host)
            code, words = client.rcpt(recipient, ["NOTIFY=FAILURE"] if with_report else [])
            _expect(code, _DONE, host, what=_said("does not take mail for this asker", words), only_this=True)
            code, words = client.docmd("DATA")
            _expect(code, _GO_ON, host, what=_said("does not take this mail", words))
    except (smtplib.SMTPException, OSError) as error:
        raise _unreached(host, error) from error
    code, words = _give(client, mail, host)
    if code // 100 not in {2, 4, 5}:
        raise Uncertain(f"{host} answered {code}, which says nothing")
    _expect(code, _DONE, host, what=_said("does not take this mail", words), only_this=True)


def _give(client: Client, mail: EmailMessage, host: str) -> tuple[int, bytes]:
    """From the first byte on nobody can say whether it was taken, until the server does."""
    content = re.sub(rb"(?m)^\.", b"..", mail.as_bytes())
    try:
        with in_time(lambda: client.sock, TAKING_SECONDS):
            if client.sock is not None:
                client.sock.settimeout(TAKING_SECONDS)
            client.send(content + (b"" if content.endswith(b"\r\n") else b"\r\n") + b".\r\n")
            return client.getreply()
    except (smtplib.SMTPException, OSError) as error:
        raise Uncertain(f"{host} did not say whether it took the mail ({type(error).__name__})") from error


def _expect_sender(code: int, words: bytes, host: str) -> None:
    """A refused sender is refused for every mail, unless it is this one's size."""
    never = Rejected if code == _TOO_BIG or words.startswith((b"5.3.4", b"5.2.3")) else Closed
    _expect(code, _DONE, host, what=_said("does not let this address send", words), never=never)


def _expect(
    code: int, wanted: int, host: str, *, what: str, never: type[Failed] = Rejected, only_this: bool = False
) -> None:
    """Returns where the server does what was asked. `only_this` where a wait would be for this mail and no other."""
    if code == wanted or (wanted == _DONE and code // 100 == 2):  # noqa: PLR2004
        return
    if code in _NOBODY_IN and code >= 500:  # noqa: PLR2004
        raise Closed(f"{host} wants us to sign in first")
    if code // 100 == 5:  # noqa: PLR2004
        raise never(f"{host} {what}")
    if code == _CLOSING:
        raise TryLater(f"{host} is closing ({code})", after_seconds=WAIT_SECONDS)
    raise TryLater(f"{host} asks us to come back later ({code})", after_seconds=PATIENCE_SECONDS, only_this=only_this)


_STATUS = re.compile(rb"^[45]\.\d{1,3}\.\d{1,3}")


def _said(what: str, words: bytes) -> str:
    """With the server's code for why, never its words: they may name the asker."""
    found = _STATUS.match(words)
    return f"{what} ({found[0].decode()})" if found else what


def _unreached(host: str, error: Exception) -> TryLater:
    return TryLater(
        f"{host} broke off before a mail was given to it ({type(error).__name__})", after_seconds=WAIT_SECONDS
    )
