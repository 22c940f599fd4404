"""The one way out: every HTTP call to a network leaves here, bounded in time and size, to a checked address."""

import functools
import json
import re
import socket
import ssl
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime
from typing import Any

import httpcore
import httpx

from answerable.networks.contract import Closed, TryLater, Uncertain
from answerable.networks.reach import Reach, is_port_within, is_within

WAIT_SECONDS = 30.0
"""How long to leave a network alone that could not be reached and said nothing about when."""

LONGEST_WAIT_SECONDS = 86_400.0
"""A network that asks for more than a day is asked again after a day: a wrong clock over there must not silence us."""

_HEADERS = {
    "Accept-Encoding": "identity",
    "Connection": "close",
    "Content-Type": "application/json",
    "User-Agent": "Answerable",
}

_NOT_SENT = (httpcore.ConnectError, httpcore.ConnectTimeout, httpcore.PoolTimeout, httpcore.UnsupportedProtocol)
_MAY_HAVE_LEFT = (
    *(httpcore.TimeoutException, httpcore.NetworkError, httpcore.RemoteProtocolError),
    # httpx looks at where a redirect leads even when it is not to follow, and stumbles over what is no address.
    *(httpx.RemoteProtocolError, httpx.InvalidURL),
)


class _TooMuchError(Exception):
    """The body grew beyond what we take."""


@dataclass(frozen=True)
class Response:
    """A whole response below 500; header names are in lower case."""

    status: int
    headers: Mapping[str, str]
    body: bytes = field(repr=False)

    def json(self) -> Any:
        """The body as JSON; raises `ValueError` when it is not, and when it is nested deeper than we can follow."""
        try:
            return json.loads(self.body)
        except RecursionError as error:
            raise ValueError("nested too deeply") from error


def wait_asked(headers: Mapping[str, str]) -> float:
    """Seconds to wait by `Retry-After` (RFC 9110, 10.2.3); a date is measured by the server's clock, never by ours."""
    asked = headers.get("retry-after", "").strip()
    if re.fullmatch(r"[0-9]{1,9}", asked):
        return min(float(asked), LONGEST_WAIT_SECONDS)
    try:
        seconds = (parsedate_to_datetime(asked) - parsedate_to_datetime(headers.get("date", ""))).total_seconds()
    except (ValueError, TypeError):
        return WAIT_SECONDS
    return min(max(seconds, 0.0), LONGEST_WAIT_SECONDS)


def resolve_host(host: str, port: int) -> list[str]:
    """Every address of `host`; raises `OSError` when the name is unknown. Bounded only by the resolver's own limits."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


@dataclass(frozen=True)
class Outgoing:
    """How far, how long (seconds for the whole call) and how much (bytes of body); holds nothing between two calls.

    Each call has its own connection: no cookies, and a kept connection that went stale can never turn a write that did
    not happen into one that may have (seen on a real server). Costs one handshake a call, some milliseconds of CPU on
    TLS, which networks' own limits (about one call a second) make cheap. Redirects are not followed; bodies are asked
    for uncompressed, so that the limit on size is one on memory too.
    """

    reach: Reach
    timeout_seconds: float = 10.0
    most_bytes: int = 5_000_000
    resolve: Callable[[str, int], Sequence[str]] = resolve_host

    def read(
        self, url: str, *, params: Mapping[str, str] | None = None, headers: Mapping[str, str] | None = None
    ) -> Response:
        """Asks without changing anything; everything below 500 is returned.

        Raises `TryLater` for all that went wrong on the way and for 5xx, `Closed` for an address out of reach.
        """
        host = httpx.URL(url).host
        try:
            response = self._exchange("GET", url, params=params, headers=headers)
        except (*_NOT_SENT, *_MAY_HAVE_LEFT) as error:
            raise TryLater(f"{host} did not answer ({type(error).__name__})", after_seconds=WAIT_SECONDS) from error
        except _TooMuchError as error:
            raise TryLater(f"{host} sent more than we take", after_seconds=WAIT_SECONDS) from error
        if response.status >= httpx.codes.INTERNAL_SERVER_ERROR:
            raise TryLater(f"{host} answered {response.status}", after_seconds=wait_asked(response.headers))
        return response

    def write(
        self, url: str, *, content: Any, method: str = "POST", headers: Mapping[str, str] | None = None
    ) -> Response:
        """Sends `content`, bytes as they are and all else as JSON, once; everything below 500 is returned.

        Raises `TryLater` only if nothing left this machine, `Uncertain` for all other trouble on the way and for 5xx,
        `Closed` for an address out of reach.
        """
        host = httpx.URL(url).host
        try:
            response = self._exchange(method, url, headers=headers, content=content)
        except _NOT_SENT as error:
            raise TryLater(f"{host} was not reached ({type(error).__name__})", after_seconds=WAIT_SECONDS) from error
        except _MAY_HAVE_LEFT as error:
            raise Uncertain(f"{host} did not answer ({type(error).__name__})") from error
        except _TooMuchError as error:
            raise Uncertain(f"{host} answered with more than we take") from error
        if response.status >= httpx.codes.INTERNAL_SERVER_ERROR:
            raise Uncertain(f"{host} answered {response.status}")
        return response

    def _exchange(
        self,
        method: str,
        url: str,
        *,
        params: Mapping[str, str] | None = None,
        headers: Mapping[str, str] | None = None,
        content: Any = None,
    ) -> Response:
        door = _Door(self, deadline=time.monotonic() + self.timeout_seconds)
        own = {**_HEADERS, **(headers or {})}
        # Written as ASCII: a lone surrogate in a text is then the network's to judge and no crash of ours.
        body = content if content is None or isinstance(content, bytes) else json.dumps(content).encode()
        with (
            httpx.Client(transport=_Transport(door), trust_env=False) as client,
            client.stream(method, url, params=params, headers=own, content=body) as response,
        ):
            received = _bounded(response.iter_raw(), self.most_bytes)
            return Response(response.status_code, dict(response.headers.items()), received)


def _bounded(chunks: Iterable[bytes], most_bytes: int) -> bytes:
    body = bytearray()
    for chunk in chunks:
        body += chunk
        if len(body) > most_bytes:
            raise _TooMuchError
    return bytes(body)


@functools.cache
def _certificates() -> ssl.SSLContext:
    """Made once: loading the authorities costs some 20 ms of CPU. `SSL_CERT_FILE` adds a body's own authority."""
    return httpx.create_ssl_context()


class _Transport(httpx.BaseTransport):
    """Hands requests to one connection through `_Door`; httpx has no public place for a backend of one's own."""

    def __init__(self, door: "_Door") -> None:
        self._pool = httpcore.ConnectionPool(
            ssl_context=_certificates(), max_connections=1, max_keepalive_connections=0, network_backend=door
        )

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        url = request.url
        asked = httpcore.Request(
            method=request.method,
            url=httpcore.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path),
            headers=request.headers.raw,
            content=request.stream,
            extensions=request.extensions,
        )
        got = self._pool.handle_request(asked)
        return httpx.Response(got.status, headers=got.headers, stream=_Body(got))

    def close(self) -> None:
        self._pool.close()


class _Body(httpx.SyncByteStream):
    def __init__(self, response: httpcore.Response) -> None:
        self._response = response

    def __iter__(self) -> Iterator[bytes]:
        yield from self._response.iter_stream()

    def close(self) -> None:
        self._response.close()


class _Door(httpcore.NetworkBackend):
    """Resolves a name once, checks every address it has, and connects to one of exactly those."""

    def __init__(self, outgoing: Outgoing, *, deadline: float) -> None:
        self._outgoing = outgoing
        self._deadline = deadline
        self._plain_backend = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ARG002  the whole call has one limit
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        refusal: Exception = httpcore.ConnectError("the name has no address")
        for address in self._checked(host, port):
            left = _left(self._deadline, httpcore.ConnectTimeout)
            try:
                stream = self._plain_backend.connect_tcp(
                    address, port, timeout=left, local_address=local_address, socket_options=socket_options
                )
            except _NOT_SENT as error:
                refusal = error
            else:
                return _Timed(stream, self._deadline)
        raise refusal

    def _checked(self, host: str, port: int) -> Sequence[str]:
        reach = self._outgoing.reach
        if not is_port_within(reach, port):
            raise Closed(f"{host} is on port {port}; only 80 and 443 are called")
        try:
            addresses = self._outgoing.resolve(host, port)
        except OSError as error:
            raise httpcore.ConnectError(str(error)) from error
        if not all(is_within(reach, address) for address in addresses):
            raise Closed(f"{host} is not at an address we may call")
        return addresses


class _Timed(httpcore.NetworkStream):
    """A connection whose every read and write ends with the call's own deadline, however slowly bytes drip."""

    def __init__(self, stream: httpcore.NetworkStream, deadline: float) -> None:
        self._stream = stream
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:  # noqa: ARG002  see `_Door.connect_tcp`
        return self._stream.read(max_bytes, _left(self._deadline, httpcore.ReadTimeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:  # noqa: ARG002  see `_Door.connect_tcp`
        self._stream.write(buffer, _left(self._deadline, httpcore.WriteTimeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,  # noqa: ARG002  see `_Door.connect_tcp`
    ) -> httpcore.NetworkStream:
        left = _left(self._deadline, httpcore.ConnectTimeout)
        return _Timed(self._stream.start_tls(ssl_context, server_hostname, left), self._deadline)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


def _left(deadline: float, too_late: type[Exception]) -> float:
    left = deadline - time.monotonic()
    if left <= 0:
        raise too_late("the time for the whole call is over")
    return left
