"""One visit to a mail server by IMAP (RFC 3501): to a checked address, signed in, over in time."""

import imaplib
import re
import select
import socket
import ssl
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from answerable.networks.contract import Closed, TryLater
from answerable.networks.email.door import Door, in_time, untrusted
from answerable.networks.outgoing import WAIT_SECONDS

TROUBLE = (imaplib.IMAP4.error, OSError, EOFError)
"""What goes wrong on the way and in the talk; the library's `abort` is a child of its `error`."""

_PASSING = re.compile(r"\[(?:UNAVAILABLE|INUSE|LIMIT|SERVERBUG|OVERQUOTA)\]", re.IGNORECASE)
"""Codes of a refused sign-in that do not speak of the password (RFC 5530)."""


class Client(imaplib.IMAP4):
    """The library's client on a connection of ours."""

    def __init__(self, door: Door, timeout: float) -> None:
        self._door = door
        super().__init__(door.server.host, door.server.port, timeout)

    def _create_socket(self, timeout: float | None) -> socket.socket:
        return self._door.open(timeout or WAIT_SECONDS)

    def idle_for(self, seconds: float) -> bool:
        """Waits until the server speaks of something new (RFC 2177), at most `seconds`; False where it did not.

        The library has this from Python 3.14 on only.
        """
        tag = self._new_tag()
        self.send(tag + b" IDLE\r\n")
        ends, is_new = time.monotonic() + seconds, False
        while not (answered := self._line()).startswith(b"+"):
            if answered.startswith(tag):
                raise self.error("the server does not wait with us")
        while not is_new and (left := ends - time.monotonic()) > 0 and self._speaks(left):
            is_new = re.match(rb"\* \d+ (?:EXISTS|RECENT)", self._line()) is not None
        self.send(b"DONE\r\n")
        while not self._line().startswith(tag):
            pass
        return is_new

    def _speaks(self, seconds: float) -> bool:
        waiting = isinstance(self.sock, ssl.SSLSocket) and self.sock.pending() > 0
        return waiting or bool(select.select([self.sock], [], [], seconds)[0])

    def _line(self) -> bytes:
        line = self.readline()
        if not line:
            raise self.abort("the server hung up")
        return line


@contextmanager
def visiting(door: Door, *, user: str, password: str, seconds: float) -> Iterator[Client]:
    """Signs in, and out again; after `seconds` the visit is over whatever happens.

    Raises `Closed` where we are not let in, and `TryLater` for everything that goes wrong meanwhile.
    """
    host, client = door.server.host, None
    try:
        client = Client(door, seconds)
        with in_time(lambda: client.sock, seconds):
            _let_in(client, door, user=user, password=password)
            yield client
    except ssl.SSLCertVerificationError as error:
        raise untrusted(host, error) from error
    except TROUBLE as error:
        # Never in the server's own words: it may repeat what a citizen wrote.
        why = f"{host} did not do what it was asked ({type(error).__name__})"
        raise TryLater(why, after_seconds=WAIT_SECONDS) from error
    finally:
        if client is not None:
            _leave(client)


def _leave(client: Client) -> None:
    """Nothing depends on how we part."""
    with suppress(*TROUBLE):
        client.logout()
    with suppress(*TROUBLE):
        client.shutdown()


def _let_in(client: Client, door: Door, *, user: str, password: str) -> None:
    host = door.server.host
    if door.server.security == "starttls":
        if "STARTTLS" not in client.capabilities:
            raise Closed(f"{host} does not encrypt, so nothing was said to it")
        client.starttls(door.certificates())
    try:
        client.login(user, password)
    except imaplib.IMAP4.abort:
        raise
    except imaplib.IMAP4.error as error:
        if _PASSING.search(str(error)):
            raise TryLater(f"{host} lets nobody in just now", after_seconds=WAIT_SECONDS) from error
        raise Closed(f"{host} does not take the user name and password") from error
