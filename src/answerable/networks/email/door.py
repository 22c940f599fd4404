"""The way to a mail server: to an address that was checked, with a certificate that was checked, and never for long."""

import functools
import socket
import ssl
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass

from answerable.networks.contract import Closed, TryLater
from answerable.networks.email.settings import IMAP_PORTS, SMTP_PORTS, Server
from answerable.networks.outgoing import WAIT_SECONDS, resolve_host
from answerable.networks.reach import is_within

CALL_SECONDS = 18.0
"""For one whole call; telling leaves a call twenty."""


@functools.cache
def usual_certificates() -> ssl.SSLContext:
    """Made once: loading the authorities costs some 20 ms of CPU, and a reply makes three visits."""
    return ssl.create_default_context()


@dataclass(frozen=True)
class Door:
    """Opens a connection to `server`. Every address its name has is checked first, and one of exactly those is called.

    `certificates` makes what a server's certificate is checked against; `SSL_CERT_FILE` adds a body's own authority.
    """

    server: Server
    resolve: Callable[[str, int], Sequence[str]] = resolve_host
    certificates: Callable[[], ssl.SSLContext] = usual_certificates

    def open(self, timeout: float) -> socket.socket:
        """A connection, private where the server speaks TLS from the first byte. Raises `Closed` or `TryLater`."""
        host = self.server.host
        try:
            plain = self._reached(timeout)
            if self.server.security != "tls":
                return plain
            return self.certificates().wrap_socket(plain, server_hostname=host)
        except ssl.SSLCertVerificationError as error:
            raise untrusted(host, error) from error
        except OSError as error:
            raise TryLater(f"{host} did not answer ({type(error).__name__})", after_seconds=WAIT_SECONDS) from error

    def _reached(self, timeout: float) -> socket.socket:
        refusal: OSError = OSError("the name has no address")
        for address in self._checked():
            try:
                return socket.create_connection((address, self.server.port), timeout=timeout)
            except OSError as error:
                refusal = error
        raise refusal

    def _checked(self) -> Sequence[str]:
        host, port, reach = self.server.host, self.server.port, self.server.reach
        if reach == "world" and port not in {*IMAP_PORTS, *SMTP_PORTS}:
            raise Closed(f"{host} is on port {port}; only the usual ports of mail are called")
        addresses = self.resolve(host, port)
        if not all(is_within(reach, address) for address in addresses):
            raise Closed(f"{host} is not at an address we may call")
        return addresses


def untrusted(host: str, error: ssl.SSLCertVerificationError) -> Closed:
    """Nothing is said to a server that cannot show who it is; waiting does not help, so a person is told."""
    return Closed(f"the certificate of {host} cannot be trusted ({error.verify_message})")


@contextmanager
def in_time(connection: Callable[[], socket.socket | None], seconds: float) -> Iterator[None]:
    """Shuts the connection after `seconds`, however slowly bytes drip; whoever waits for it sees it end."""

    def shut() -> None:
        # Asked for only now: a line that became private meanwhile is another object. Its own `shutdown` would drop the
        # encryption under the feet of whoever reads.
        if (opened := connection()) is not None:
            with suppress(OSError):
                socket.socket.shutdown(opened, socket.SHUT_RDWR)

    timer = threading.Timer(seconds, shut)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
