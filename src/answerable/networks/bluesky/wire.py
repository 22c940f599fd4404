"""One websocket that only listens, read in gulps: waking for each of many events costs more than the events.

The protocol is the library's (`websockets`, its part without input and output). The socket is ours, because it must go
to an address that was checked. Whole messages, nearly all there is, are cut out of what was read without a detour
through the library (1.4 us for each instead of 5.2); everything else (pings, closing, messages in parts) goes to it.
"""

import contextlib
import selectors
import socket
import ssl
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

import httpx
from websockets.client import ClientProtocol
from websockets.exceptions import WebSocketException
from websockets.frames import Frame, Opcode
from websockets.http11 import Response
from websockets.uri import parse_uri

from answerable.networks.contract import Closed, TryLater
from answerable.networks.outgoing import WAIT_SECONDS, resolve_host
from answerable.networks.reach import Reach, is_port_within, is_within

GATHER_SECONDS = 0.05
"""How long messages may gather before they are read; also what a slow stream is late by."""

GULP_BYTES = 1 << 20
LONGEST_MESSAGE_BYTES = 1 << 20
"""A post is below 20 kB with everything in it; what is longer than a megabyte ends the connection."""

OPEN_SECONDS = 10.0

_WHOLE = frozenset({0x81, 0x82})
"""The first byte of a message of text, or of bytes, in one part and without an extension."""

_SHORT = 125
_WIDTHS = {126: 2, 127: 8}
"""How many bytes tell the length where one byte cannot; a mask, which no server sends, makes no sense of it."""


@dataclass
class Wire:
    """An open websocket. Raises `TryLater` whenever it is no more."""

    _socket: socket.socket
    _protocol: ClientProtocol
    _selector: selectors.BaseSelector
    _unread: bytes = b""
    _parts: bytearray | None = None
    _is_closed: bool = False

    def messages(self, *, wait_seconds: float) -> list[bytes]:
        """What has come, after waiting `wait_seconds` for it at most; empty when nothing came."""
        if self._is_closed:
            raise TryLater("the stream was closed by its server", after_seconds=0.0)
        read = self._gulp()
        if not read:
            if not self._selector.select(wait_seconds):
                return []
            time.sleep(GATHER_SECONDS)
            read = self._gulp()
        return self._cut(self._unread + read if self._unread else read)

    def _gulp(self) -> bytes:
        """What is there now, up to a gulp."""
        parts: list[bytes] = []
        count = 0
        while count < GULP_BYTES:
            try:
                read = self._socket.recv(GULP_BYTES)
            except (BlockingIOError, ssl.SSLWantReadError):
                break
            except OSError as error:
                raise _broken(error) from error
            if not read:
                if parts:
                    # What came before the end is still read; the end comes again.
                    break
                raise TryLater("the stream ended", after_seconds=0.0)
            parts.append(read)
            count += len(read)
        return b"".join(parts)

    def _cut(self, read: bytes) -> list[bytes]:
        """The whole messages in what was read; half a frame at its end waits for the rest (RFC 6455, 5.2)."""
        found: list[bytes] = []
        place, end = 0, len(read)
        while end - place > 1:
            length, begins = read[place + 1], place + 2
            if length > _SHORT:
                wide = _WIDTHS.get(length, 0)
                length, begins = int.from_bytes(read[begins : begins + wide]), begins + wide
            ends = begins + length
            if length > LONGEST_MESSAGE_BYTES and begins <= end:
                raise TryLater("the stream sent more than we take", after_seconds=WAIT_SECONDS)
            if ends > end or begins > end:
                break
            if read[place] in _WHOLE:
                found.append(read[begins:ends])
            else:
                found += self._others(read[place:ends])
            place = ends
        self._unread = read[place:]
        return found

    def _others(self, frame: bytes) -> Iterator[bytes]:
        """A frame that is no whole message: the library reads it, and answers a ping or a closing."""
        self._protocol.receive_data(frame)
        for event in self._protocol.events_received():
            if isinstance(event, Frame) and (message := self._whole(event)) is not None:
                yield message
        try:
            for part in self._protocol.data_to_send():
                self._socket.sendall(part)
        except OSError as error:
            raise _broken(error) from error
        # What came before it is still handed out.
        self._is_closed = self._protocol.close_expected()

    def _whole(self, frame: Frame) -> bytes | None:
        """The message that ends with this part of it."""
        if frame.opcode is Opcode.CONT and self._parts is not None:
            self._parts += frame.data
        elif frame.opcode in {Opcode.TEXT, Opcode.BINARY}:
            self._parts = bytearray(frame.data)
        else:
            return None
        if len(self._parts) > LONGEST_MESSAGE_BYTES:
            raise TryLater("the stream sent more than we take", after_seconds=WAIT_SECONDS)
        return bytes(self._parts) if frame.fin else None


@contextmanager
def opened(url: str, *, reach: Reach, resolve: Callable[[str, int], Sequence[str]] = resolve_host) -> Iterator[Wire]:
    """Opens `url` (ws:// or wss://) within `reach`. Raises `TryLater`, or `Closed` for an address out of reach."""
    where = parse_uri(url)
    with contextlib.ExitStack() as stack:
        plain = stack.enter_context(_connected(where.host, where.port, reach, resolve))
        plain.settimeout(OPEN_SECONDS)
        try:
            whole = stack.enter_context(_wrapped(plain, where.host)) if where.secure else plain
            protocol = ClientProtocol(where, max_size=LONGEST_MESSAGE_BYTES)
            protocol.send_request(protocol.connect())
            _shake_hands(whole, protocol)
        except (OSError, WebSocketException) as error:
            raise _broken(error) from error
        whole.settimeout(0)
        selector = stack.enter_context(selectors.DefaultSelector())
        selector.register(whole, selectors.EVENT_READ)
        yield Wire(whole, protocol, selector)


def _connected(host: str, port: int, reach: Reach, resolve: Callable[[str, int], Sequence[str]]) -> socket.socket:
    """Resolves the name once, checks every address it has, and connects to one of exactly those."""
    if not is_port_within(reach, port):
        raise Closed(f"{host} is on port {port}; only 80 and 443 are called")
    try:
        addresses = resolve(host, port)
        if not all(is_within(reach, address) for address in addresses):
            raise Closed(f"{host} is not at an address we may call")
        return socket.create_connection((addresses[0], port), timeout=OPEN_SECONDS)
    except (OSError, IndexError) as error:
        raise _broken(error) from error


def _wrapped(plain: socket.socket, host: str) -> ssl.SSLSocket:
    return httpx.create_ssl_context().wrap_socket(plain, server_hostname=host)


def _shake_hands(connection: socket.socket, protocol: ClientProtocol) -> None:
    for part in protocol.data_to_send():
        connection.sendall(part)
    while True:
        read = connection.recv(1)
        # Byte by byte up to the empty line, so that the first messages stay for `messages`.
        if not read:
            raise ConnectionResetError("closed in the handshake")
        protocol.receive_data(read)
        if protocol.handshake_exc is not None:
            raise protocol.handshake_exc
        if any(isinstance(event, Response) for event in protocol.events_received()):
            return


def _broken(error: Exception) -> TryLater:
    return TryLater(f"the stream cannot be followed ({type(error).__name__})", after_seconds=0.0)
