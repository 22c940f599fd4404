"""Three bodies on three real servers cosign one another's records, and a body that shows two records is found out."""

import os
import secrets
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

import psycopg
import pytest
from psycopg import sql
from psycopg.conninfo import make_conninfo

from answerable.pure.ledger.checkpoint import PLAIN_PYTHON, parse_checkpoint, signers
from answerable.pure.ledger.note import parse_vkey
from tests.integration.server.test_command import free_port

START_SECONDS = 90
GROW = """
import sys
import django
django.setup()
from django.conf import settings
from answerable.jobs import clock
from answerable.record.ask_witnesses import ask_witnesses
from answerable.record.seal import seal
from tests.integration.record.record_story import tell
for number in range(int(sys.argv[1]), int(sys.argv[2])):
    tell(number, clock.now().date())
seal(clock.now(), keys=settings.KEYS, origin=settings.PUBLIC_ADDRESS.split("//")[-1] + "/record")
print(ask_witnesses(at=clock.now()))
"""


@dataclass
class Body:
    """One public body: a database, keys and a server of its own."""

    data: Path
    database: str
    port: int = field(default_factory=free_port)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def run(self, *arguments: str) -> str:
        command, around = [sys.executable, *arguments], self.surroundings()
        said = subprocess.run(command, env=around, capture_output=True, text=True, timeout=120, check=False)
        assert said.returncode == 0, said.stdout + said.stderr
        return said.stdout.strip()

    def command(self, *arguments: str) -> str:
        return self.run("-m", "answerable.server.command", *arguments)

    def surroundings(self) -> dict[str, str]:
        own = {"ANSWERABLE_DATA": str(self.data), "DATABASE_URL": self.database, "ANSWERABLE_PORT": str(self.port)}
        more = {"PYTHONPATH": str(Path(__file__).parents[3]), "ANSWERABLE_WEB_WORKERS": "1"}
        return {**os.environ, **own, **more, "ANSWERABLE_ADDRESS": self.address}

    def serve(self) -> subprocess.Popen[bytes]:
        started = subprocess.Popen([sys.executable, "-m", "answerable.server.command", "web"], env=self.surroundings())
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline:
            try:
                self.get("/record/")
            except OSError:
                time.sleep(0.2)
            else:
                return started
        pytest.fail("the server does not start")

    def get(self, path: str) -> bytes:
        with urllib.request.urlopen(self.address + path, timeout=10) as answer:
            return bytes(answer.read())

    def grow(self, first: int, end: int) -> str:
        """Add stories, seal, ask the witnesses; how many cosigned."""
        return self.run("-c", GROW, str(first), str(end))

    def witness_line(self) -> list[str]:
        """Its witness's address and its Ed25519 key."""
        return self.command("witness", "show").splitlines()[1].split()[3:]


@pytest.fixture
def database() -> Iterator[str]:
    """A database of its own on the server of this run."""
    name = sql.Identifier(f"ring_{secrets.token_hex(4)}")
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as connection:
        connection.execute(sql.SQL("CREATE DATABASE {}").format(name))
        yield make_conninfo(os.environ["DATABASE_URL"], dbname=name.as_string().strip('"'))
        connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(name))


second_database = third_database = database


@pytest.fixture
def ring(database: str, second_database: str, third_database: str) -> Iterator[list[Body]]:
    """Three bodies, each with its server running."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder, ExitStack() as stack:
        bodies = []
        for number, address in enumerate((database, second_database, third_database)):
            body = Body(Path(folder, str(number)), address)
            body.data.mkdir()
            body.command("migrate")
            server = stack.enter_context(body.serve())
            stack.callback(server.terminate)
            bodies.append(body)
        yield bodies


@pytest.mark.slow
def test_three_bodies_cosign_one_another_and_find_out_who_shows_two_records(ring: list[Body]) -> None:
    assert [body.grow(1, 2 + number) for number, body in enumerate(ring)] == ["0", "0", "0"]
    pairs = [(body, other) for body in ring for other in ring if other is not body]
    for body, other in pairs:
        other.command("witness", "watch", body.command("keys", "show").partition(": ")[2])
    for body, other in pairs:
        body.command("witness", "ask", *other.witness_line())

    assert [body.grow(10, 13 + number) for number, body in enumerate(ring)] == ["2", "2", "2"]
    for number, body in enumerate(ring):
        head, note = parse_checkpoint(body.get("/record/checkpoint"))
        others = [parse_vkey(other.witness_line()[1]) for other in ring if other is not body]
        assert head.size == 5 * (1 + number) + 5 * (3 + number)
        assert set(signers(note, others, PLAIN_PYTHON)) == set(others)

    check_with_a_quorum(ring)
    find_out_the_split_view(ring)


def check_with_a_quorum(ring: list[Body]) -> None:
    """A reader who trusts the two others, and not the body, checks its archive."""
    archive = ring[0].data / "archive"
    ring[0].command("export", str(archive))
    asked = [argument for other in ring[1:] for argument in ("--witness", other.witness_line()[1])]
    assert "signed by" in ring[0].command("verify", str(archive), *asked)
    stranger = ["--witness", ring[0].witness_line()[1]]
    said = subprocess.run(
        [sys.executable, str(archive / "verify.py"), *asked, *stranger], capture_output=True, text=True, check=False
    )
    assert said.returncode == 1
    assert "2 of the 3 witnesses needed" in said.stdout


def find_out_the_split_view(ring: list[Body]) -> None:
    """The first body begins anew with its key and other entries, as if nothing had been: nobody cosigns that."""
    liar = ring[0]
    with psycopg.connect(liar.database, autocommit=True) as connection:
        connection.execute("TRUNCATE record_entry, record_disclosure, record_tile, record_checkpoint")
    (liar.data / "keys" / "record.checkpoint").unlink()
    assert liar.grow(50, 70) == "0"
    listed = liar.command("witness", "list")
    assert listed.count("does not follow from") == 2, listed
    assert b"/witness" not in liar.get("/record/checkpoint")
