"""The WebSub hub is told of each feed that changed, once, and only where there is one."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from urllib.parse import parse_qs

import pytest
from django.test import override_settings

from answerable.accounts.models import Body
from answerable.answers.tell_hub import tell_hub
from tests.integration.answers.public_answers import NOON, again, answered

pytestmark = pytest.mark.django_db


class Hub:
    """A hub on loopback that keeps what it was told, and answers `status`."""

    def __init__(self) -> None:
        self.told: list[str] = []
        self.status = 202
        hub = self

        class Door(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                form = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
                if hub.status < 500:
                    assert form["hub.mode"] == ["publish"]
                    hub.told += form["hub.url"]
                self.send_response(hub.status)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *_about: object) -> None:
                """Quiet."""

        self.server = HTTPServer(("127.0.0.1", 0), Door)
        self.address = f"http://127.0.0.1:{self.server.server_port}/"


@pytest.fixture
def hub() -> Iterator[Hub]:
    made = Hub()
    thread = threading.Thread(target=made.server.serve_forever, args=(0.05,))
    thread.start()
    with override_settings(WEBSUB_HUB=made.address):
        yield made
    made.server.shutdown()
    made.server.server_close()
    thread.join()


def test_without_a_hub_nobody_is_told() -> None:
    answered()
    assert tell_hub(at=NOON) == 0


def test_the_hub_is_told_once_of_every_form_and_of_the_channel(hub: Hub) -> None:
    answered()
    assert tell_hub(at=NOON) == 6
    assert tell_hub(at=NOON) == 0
    assert {told.rsplit("/", 1)[-1].split("?")[0] for told in hub.told} == {"feed.atom", "feed.rss", "feed.json"}
    assert len([told for told in hub.told if "?channel=" in told]) == 3


def test_a_correction_is_a_change(hub: Hub) -> None:
    about = answered()
    tell_hub(at=NOON)
    again(about, "On Wednesdays.")
    assert tell_hub(at=NOON) == 6


def test_a_hub_that_is_away_is_told_by_a_later_round(hub: Hub) -> None:
    answered()
    hub.status = 503
    assert tell_hub(at=NOON) == 0
    hub.status = 202
    assert tell_hub(at=NOON) == 6


def test_a_hub_that_refuses_is_not_told_again_and_again(hub: Hub) -> None:
    answered()
    hub.status = 403
    tell_hub(at=NOON)
    assert tell_hub(at=NOON) == 0


def test_in_training_nothing_leaves_the_machine(hub: Hub) -> None:
    answered()
    Body.objects.update(training=True)
    assert tell_hub(at=NOON) == 0
    assert hub.told == []
