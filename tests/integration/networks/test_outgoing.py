"""The one way out, against sockets that misbehave in every way that sockets can."""

import json
import socket
import struct
import threading
import time
from collections.abc import Callable, Iterator

import pytest

from answerable.networks.contract import Closed, TryLater, Uncertain
from answerable.networks.outgoing import Outgoing

OK = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nX-Here: yes\r\n\r\n{}"

Behaviour = Callable[[socket.socket], None]


@pytest.fixture
def serve() -> Iterator[Callable[[Behaviour], str]]:
    """Starts a server that reads one request and then behaves as told; gives its address."""
    stops: list[Callable[[], None]] = []

    def start(behave: Behaviour) -> str:
        listener = socket.create_server(("127.0.0.1", 0))

        def answer() -> None:
            try:
                connection, _ = listener.accept()
            except OSError:
                return
            with connection:
                connection.settimeout(5)
                seen.append(_request(connection))
                behave(connection)

        thread = threading.Thread(target=answer)
        thread.start()

        def stop() -> None:
            # A listener that is only closed leaves its accept waiting for ever.
            listener.shutdown(socket.SHUT_RDWR)
            listener.close()
            thread.join()

        stops.append(stop)
        return f"http://127.0.0.1:{listener.getsockname()[1]}"

    yield start
    for stop in stops:
        stop()


seen: list[bytes] = []


def _request(connection: socket.socket) -> bytes:
    got = b""
    while b"\r\n\r\n" not in got:
        chunk = connection.recv(65536)
        if not chunk:
            return got
        got += chunk
    head, _, body = got.partition(b"\r\n\r\n")
    length = next(
        (int(line.split(b":")[1]) for line in head.split(b"\r\n") if line.lower().startswith(b"content-l")), 0
    )
    while len(body) < length:
        body += connection.recv(65536)
    return head + b"\r\n\r\n" + body


def _reset(connection: socket.socket) -> None:
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


def _hang(connection: socket.socket) -> None:
    connection.recv(1)


def _drip(connection: socket.socket) -> None:
    """One byte at a time, each well within any limit on a single read."""
    try:
        for number in range(1000):
            connection.sendall(OK[number % len(OK) :][:1])
            time.sleep(0.02)
    except OSError:
        return


def _send(answer: bytes) -> Behaviour:
    def send(connection: socket.socket) -> None:
        try:
            connection.sendall(answer)
        except OSError:
            return

    return send


def _at(addresses: list[str]) -> Callable[[str, int], list[str]]:
    """A resolver by which every name is at `addresses`."""

    def resolve(host: str, port: int) -> list[str]:
        return addresses

    return resolve


HERE = Outgoing("this machine", timeout_seconds=0.3, most_bytes=1000)

TROUBLES = {
    "a reset": _reset,
    "silence": _hang,
    "a goodbye without an answer": lambda _: None,
    "bytes that drip": _drip,
    "no http": _send(b"hello\r\n\r\n"),
    "half an answer": _send(OK[:-1]),
    "too much": _send(b"HTTP/1.1 200 OK\r\n\r\n" + b"x" * 2000),
    "500": _send(b"HTTP/1.1 500 No\r\nContent-Length: 0\r\n\r\n"),
    "503": _send(b"HTTP/1.1 503 No\r\nRetry-After: 7\r\nContent-Length: 0\r\n\r\n"),
}


@pytest.mark.parametrize("trouble", TROUBLES)
def test_after_a_write_may_have_left_every_trouble_is_uncertain(serve, trouble):
    with pytest.raises(Uncertain):
        HERE.write(serve(TROUBLES[trouble]), content={})


@pytest.mark.parametrize("trouble", TROUBLES)
def test_while_reading_every_trouble_is_for_later(serve, trouble):
    with pytest.raises(TryLater):
        HERE.read(serve(TROUBLES[trouble]))


def test_a_server_that_says_when_is_believed(serve):
    with pytest.raises(TryLater) as failure:
        HERE.read(serve(TROUBLES["503"]))
    assert failure.value.after_seconds == 7


def test_the_limit_on_time_is_for_the_whole_call(serve):
    begun = time.monotonic()
    with pytest.raises(Uncertain):
        HERE.write(serve(_drip), content={})
    assert time.monotonic() - begun < 1.5


def test_a_write_that_nobody_took_surely_did_nothing():
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        with pytest.raises(TryLater):
            HERE.write(f"http://127.0.0.1:{unused.getsockname()[1]}", content={})


def test_a_handshake_that_fails_surely_did_nothing(serve):
    with pytest.raises(TryLater):
        HERE.write(serve(_hang).replace("http:", "https:"), content={})


def test_a_write_goes_out_as_ascii_json_on_a_connection_of_its_own(serve):
    seen.clear()
    response = HERE.write(serve(_send(OK)), content={"text": "é \ud800"}, headers={"X-Key": "1"})
    head, _, body = seen[0].partition(b"\r\n\r\n")
    assert json.loads(body) == {"text": "é \ud800"}
    assert b"connection: close" in head.lower()
    assert b"accept-encoding: identity" in head.lower()
    assert (response.status, response.json(), response.headers["x-here"]) == (200, {}, "yes")


def test_cookies_are_not_kept_and_redirects_not_followed(serve):
    moved = b"HTTP/1.1 302 Found\r\nSet-Cookie: a=b\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n"
    assert HERE.read(serve(_send(moved))).status == 302
    seen.clear()
    HERE.read(serve(_send(OK)), params={"a": "b c"})
    assert seen[0].startswith((b"GET /?a=b+c HTTP/1.1", b"GET /?a=b%20c HTTP/1.1"))
    assert b"cookie" not in seen[0].lower()


def test_the_world_does_not_include_this_machine(serve):
    world = Outgoing("world", timeout_seconds=0.3, resolve=_at(["127.0.0.1"]))
    with pytest.raises(Closed):
        world.read("http://innocent.example/")
    with pytest.raises(Closed):
        world.write("http://innocent.example/", content={})


def test_one_private_address_among_public_ones_is_enough_to_refuse():
    world = Outgoing("world", resolve=_at(["93.184.215.14", "10.0.0.1"]))
    with pytest.raises(Closed):
        world.read("https://innocent.example/")


def test_the_world_is_called_on_the_usual_ports_only():
    world = Outgoing("world", resolve=_at(["93.184.215.14"]))
    with pytest.raises(Closed):
        world.read("https://innocent.example:6379/")


def test_this_machine_does_not_include_the_world():
    here = Outgoing("this machine", resolve=_at(["93.184.215.14"]))
    with pytest.raises(Closed):
        here.read("http://localhost/")


def test_a_name_is_asked_for_once_and_the_checked_address_is_the_one_called(serve):
    asked: list[str] = []

    def resolve(host: str, port: int) -> list[str]:
        asked.append(host)
        return ["127.0.0.2", "127.0.0.1"]  # nobody listens on the first

    here = Outgoing("this machine", resolve=resolve)
    assert here.read(serve(_send(OK)).replace("127.0.0.1", "localhost")).status == 200
    assert asked == ["localhost"]


def test_a_name_nobody_knows_is_for_later():
    def resolve(host: str, port: int) -> list[str]:
        raise OSError("unknown")

    with pytest.raises(TryLater):
        Outgoing("world", resolve=resolve).write("https://nobody.example/", content={})


def test_a_name_without_addresses_is_for_later():
    with pytest.raises(TryLater):
        Outgoing("world", resolve=_at([])).read("https://nobody.example/")


def test_time_already_over_means_that_nothing_was_sent(serve):
    with pytest.raises(TryLater):
        Outgoing("this machine", timeout_seconds=0.0).write(serve(_hang), content={})


def test_localhost_is_found_by_the_machines_own_resolver(serve):
    assert Outgoing("this machine").read(serve(_send(OK)).replace("127.0.0.1", "localhost")).status == 200
