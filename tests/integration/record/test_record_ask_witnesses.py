"""Asking one's own witnesses: what is kept of their answers, and how trouble is said."""

import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from answerable.pure.ledger.checkpoint import parse_checkpoint
from answerable.pure.ledger.note import ED25519_COSIGNATURE
from answerable.pure.ledger.signing import cosign, make_key
from answerable.pure.ledger.witnessing import cosignature_lines, parse_submission
from answerable.record.ask_witnesses import add_witness, ask_witnesses
from answerable.record.models import Checkpoint, Witness
from tests.integration.record.record_story import NOW, sealed, tell

pytestmark = pytest.mark.django_db
KEY = make_key("w.example/witness", b"w" * 32, ED25519_COSIGNATURE)


class Answering(BaseHTTPRequestHandler):
    """Gives the answers that the test has laid ready, and keeps what it was sent."""

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.asked.append(parse_submission(body))
        status, content = self.server.answers.pop(0)
        content = content(self.server.asked[-1]) if callable(content) else content
        self.send_response(status)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_words):
        pass


def signs(submission):
    return cosignature_lines(cosign(parse_checkpoint(submission.checkpoint)[1], KEY, 1_790_000_000), 1)


@pytest.fixture
def witness():
    server = HTTPServer(("127.0.0.1", 0), Answering)
    server.asked, server.answers = [], []
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def asked(keys, witness):
    tell()
    sealed(keys)
    add_witness(f"http://127.0.0.1:{witness.server_port}/witness", [KEY.public.vkey])
    return witness


def trouble_after(server, *answers):
    server.answers += answers
    ask_witnesses(at=NOW)
    return Witness.objects.get().trouble


def test_a_cosignature_is_kept_on_the_checkpoint_and_asked_for_once(asked):
    assert trouble_after(asked, (200, signs)) == ""
    checkpoint = Checkpoint.objects.get()
    assert b"w.example/witness" in bytes(checkpoint.note)
    assert checkpoint.witness_count == 1
    assert ask_witnesses(at=NOW) == 0
    assert len(asked.asked) == 1


def test_a_witness_that_stands_elsewhere_is_met_there(asked, keys):
    tell(2)
    sealed(keys)
    assert trouble_after(asked, (409, b"5\n"), (200, signs)) == ""
    assert [(each.old, bool(each.proof)) for each in asked.asked] == [(0, False), (5, True)]
    assert Witness.objects.get().size == 10


@pytest.mark.parametrize(
    ("status", "content", "said"),
    [
        (403, b"", "does not trust the key"),
        (404, b"", "does not know this record"),
        (409, b"99\n", "a longer record"),
        (409, b"nonsense", "a longer record"),
        (409, b"0\n", "another of the same length"),
        (422, b"", "does not follow from"),
        (418, b"", "it answered 418"),
        (503, b"", "answered 503"),
        (200, b"nonsense\n", "not a cosignature"),
        (200, b"x" * 200_000, "more than we take"),
    ],
)
def test_trouble_is_said_in_words_and_asked_again(asked, status, content, said):
    assert said in trouble_after(asked, (status, content))
    assert trouble_after(asked, (200, signs)) == ""


def test_a_witness_that_is_away_is_asked_again(asked):
    Witness.objects.update(address="http://127.0.0.1:9/witness")
    assert "not reached" in trouble_after(asked)
