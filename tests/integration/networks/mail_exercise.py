"""A mailbox of its own for each test on real mail servers, and what a citizen and a keeper of the mailbox do there."""

import atexit
import functools
import hashlib
import itertools
import os
import socket
import ssl
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from email.message import EmailMessage
from typing import Any

from answerable.networks.contract import Heard, Page, Raw, Reply
from answerable.networks.email.door import Door
from answerable.networks.email.kind import KIND, Email
from answerable.networks.email.mailbox import Portions
from answerable.networks.email.settings import EmailSettings
from tests.servers.mail import PASSWORD, MailServers, running_mail

_numbers = itertools.count(1)


@functools.cache
def mail_servers() -> MailServers:
    """One pair of servers for the whole run: they take two seconds to start, and every name is a mailbox."""
    stack = ExitStack()
    atexit.register(stack.close)
    return stack.enter_context(running_mail())


@dataclass
class Exercise:
    """The servers, a mailbox of the body's, and the network opened on it."""

    servers: MailServers
    network: Email

    @property
    def address(self) -> str:
        return self.network.settings.address

    def ask(self, text: str = "When are the bins collected?", *, subject: str = "", **headers: str) -> str:
        """A mail in the mailbox at once; its name."""
        name = headers.pop("message_id", f"<{time.time_ns()}.{next(_numbers)}@cit.test>")
        mail = EmailMessage()
        usual = {"from": "Anna Example <anna@cit.test>", "to": self.address, "message_id": name}
        for key, value in (usual | headers).items():
            mail[key.replace("_", "-")] = value
        if subject:
            mail["Subject"] = subject
        mail.set_content(text)
        self.servers.deliver(self.address, mail.as_bytes())
        return name

    def ask_many(self, count: int) -> None:
        self.ask_many_from(0, count)

    def ask_many_from(self, first: int, end: int) -> None:
        mails = [
            f"From: a{n}@cit.test\r\nMessage-ID: <{n}@many.test>\r\n\r\nQuestion {n}?\r\n".encode()
            for n in range(first, end)
        ]
        self.servers.deliver(self.address, *mails)

    def reply(self, target: str | None, text: str = "On Tuesday.", **more: Any) -> Reply:
        key = hashlib.sha1(f"{target} {text} {self.address}".encode(), usedforsecurity=False).hexdigest()
        return Reply(key=key, text=text, frozen_at=datetime(2026, 11, 28, tzinfo=UTC), target_uid=target, **more)

    def hear(self, bookmark: str | None = None) -> list[Heard]:
        return [self.network.parse(raw) for raw in self.read_on(bookmark)[0]]

    def read_on(self, bookmark: str | None = None) -> tuple[list[Raw], str]:
        """Everything since the bookmark, and where that ends."""
        items: list[Raw] = []
        page = Page((), bookmark or "", more=True)
        while page.more:
            page = self.network.read(page.bookmark or None)
            items += page.items
        return items, page.bookmark

    def wait_for(self, count: int, *, seconds: float = 20.0) -> list[Heard]:
        """What others wrote, once there are `count` of them."""
        ends = time.monotonic() + seconds
        while len(heard := [one for one in self.hear() if not one.ours]) < count:
            assert time.monotonic() < ends, self.servers.words()
            time.sleep(0.1)
        return heard

    def mailbox_folder(self) -> str:
        return str(self.servers.folder / "mail" / self.address.partition("@")[0])

    def count_uids_anew(self) -> None:
        """What happens when a mailbox is restored from a backup: every mail gets another UID."""
        for folder in ("", "/.Sent Items"):
            for name in ("dovecot-uidlist", "dovecot.index", "dovecot.index.log", "dovecot.index.cache"):
                path = self.mailbox_folder() + folder + "/" + name
                if os.path.exists(path):  # noqa: PTH110
                    os.unlink(path)  # noqa: PTH108
        # UIDVALIDITY is a time in seconds here.
        time.sleep(1.1)

    def with_settings(self, **changes: str) -> Email:
        return KIND.connect(replace(self.network.settings, **changes))

    def taking(self, **portions: int) -> "Exercise":
        """The same mailbox, read in other portions."""
        return replace(self, network=replace(self.network, portions=Portions(**portions)))

    def trusting(self, *, security: str, trust: bool = True) -> Email:
        """The network over encrypted lines; `trust` is whether the servers' authority is known."""
        context = ssl.create_default_context(cafile=str(self.servers.authority) if trust else None)
        settings = self.network.settings
        ports = {"tls": (self.servers.imaps, self.servers.smtps), "starttls": (self.servers.imap, self.servers.smtp)}
        doors = [
            Door(replace(server, port=port, security=security), certificates=lambda: context)
            for server, port in zip((settings.incoming, settings.outgoing), ports[security], strict=True)
        ]
        return replace(self.network, incoming=doors[0], outgoing=doors[1])


def opened(name: str = "council") -> Exercise:
    """An exercise with a mailbox that nobody used before."""
    servers = mail_servers()
    address = f"{name}-{os.getpid()}-{next(_numbers)}@gov.test"
    settings = EmailSettings(
        address=address,
        imap=f"127.0.0.1:{servers.imap}",
        smtp=f"127.0.0.1:{servers.smtp}",
        password=PASSWORD,
    )
    return Exercise(servers, KIND.connect(settings))


@dataclass
class Wire:
    """A line between us and a server that is cut at a chosen moment; what went over it is kept."""

    port: int
    said: bytes = b""


@contextmanager
def cut_wire(port: int, *, at: bytes, answered: bool = False, passed_on: bool = True) -> Iterator[Wire]:
    """Cuts the line once we have said `at`.

    `passed_on`: the server gets to hear it. `answered`: its answer is waited for, and then lost.
    """
    listener = socket.create_server(("127.0.0.1", 0))
    wire = Wire(listener.getsockname()[1])

    def serve() -> None:
        try:
            near, _ = listener.accept()
        except OSError:
            return
        with near, socket.create_connection(("127.0.0.1", port)) as far:
            back = threading.Thread(target=_pump, args=(far, near))
            back.start()
            while chunk := _received(near):
                wire.said += chunk
                if at in wire.said:
                    _end(near, far, wire.said[-len(chunk) :] if passed_on else b"", answered=answered)
                    break
                far.sendall(chunk)
            else:
                far.shutdown(socket.SHUT_WR)
            back.join(5)

    thread = threading.Thread(target=serve)
    thread.start()
    try:
        yield wire
    finally:
        listener.shutdown(socket.SHUT_RDWR)
        listener.close()
        thread.join(10)


def _end(near: socket.socket, far: socket.socket, last: bytes, *, answered: bool) -> None:
    near.shutdown(socket.SHUT_RDWR)
    if last:
        far.sendall(last)
        if answered:
            time.sleep(0.5)
    far.shutdown(socket.SHUT_RDWR)


def _pump(far: socket.socket, near: socket.socket) -> None:
    while chunk := _received(far):
        try:
            near.sendall(chunk)
        except OSError:
            continue


def _received(line: socket.socket) -> bytes:
    try:
        return line.recv(65536)
    except OSError:
        return b""
