"""Opening a channel: an objective, rules that were read, and nothing unsafe in training; its secrets stay secret."""

import json
import threading
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from answerable.channels.connect import connect, kind_of
from answerable.channels.credentials import lock, unlock
from answerable.channels.models import Channel, Objective, State
from answerable.channels.open import check_training, new_id, open_channel
from answerable.channels.practice import follow_practice, found_beside, open_first_channels
from answerable.errors import Refused
from answerable.networks.contract import Kind
from answerable.networks.kinds import KINDS
from answerable.networks.practice.kind import Practice
from answerable.networks.practice.server.running import running
from answerable.record.models import Entry
from tests.integration import factories as make

pytestmark = pytest.mark.django_db
NOON = make.NOON
GIVEN = {"address": "http://127.0.0.1:8090", "account": "council", "token": "secret-of-the-square"}


def opened(**more: object) -> Channel:
    values: dict[str, object] = {
        "name": "Square",
        "kind": "practice",
        "given": GIVEN,
        "objective": Objective.SERVICE,
        "promised_days": 2,
        "rules_read": True,
        "by": make.amy(),
        "at": NOON,
    }
    return open_channel(**(values | more))


@pytest.fixture(autouse=True)
def _body() -> None:
    make.body()


def outside() -> Kind:
    """A kind of network out in the world."""
    practice = KINDS["practice"]
    return Kind("world", "World", "Out there.", practice.settings, practice.connect, practice.promise)


def test_an_opened_channel_is_kept_by_who_opened_it_and_stands_in_the_record() -> None:
    channel = opened()
    assert (channel.state, channel.keeper, channel.rules_read_at) == (State.OPEN, make.amy(), NOON)
    assert Entry.objects.get(type="channel.opened").on == NOON.date()


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"objective": ""}, "without an objective"),
        ({"objective": "fame"}, "without an objective"),
        ({"rules_read": False}, "Read the rules"),
        ({"kind": "telegraph"}, "not known"),
        ({"name": "   "}, "name"),
        ({"given": {"address": "http://127.0.0.1:1"}}, "missing"),
        ({"given": GIVEN | {"address": "https://example.org"}}, "runs on this machine"),
    ],
)
def test_a_channel_that_is_not_ready_is_not_opened(wrong: dict[str, object], says: str) -> None:
    with pytest.raises(Refused, match=says):
        opened(**wrong)
    assert not Channel.objects.exists()
    assert not Entry.objects.exists()


def test_only_an_administrator_opens_channels() -> None:
    with pytest.raises(Refused, match="Only an administrator"):
        opened(by=make.lin())


def test_the_same_form_sent_twice_opens_one_channel() -> None:
    opened()
    with pytest.raises(Refused, match="already a channel"):
        opened(name=" sQuare")
    assert Channel.objects.count() == 1


def test_nothing_outside_this_machine_is_opened_in_training() -> None:
    check_training(outside())
    make.body(training=True)
    with pytest.raises(Refused, match="training mode"):
        check_training(outside())
    assert opened().state == State.OPEN


def test_secrets_are_encrypted_and_connect_reads_them() -> None:
    channel = opened()
    assert b"secret-of-the-square" not in bytes(channel.credentials)
    assert channel.settings == {"address": GIVEN["address"], "account": "council"}
    network = connect(Channel.objects.get())
    assert isinstance(network, Practice)


def test_credentials_that_were_moved_to_another_channel_do_not_open(tmp_path: Path) -> None:
    locked = lock({"token": "x"}, channel_id="ch_one", keys=tmp_path)
    assert unlock(locked, channel_id="ch_one", keys=tmp_path) == {"token": "x"}
    with pytest.raises(Refused, match="Connect the channel again"):
        unlock(locked, channel_id="ch_two", keys=tmp_path)


def test_credentials_do_not_open_with_another_key_file(tmp_path: Path) -> None:
    locked = lock({"token": "x"}, channel_id="ch_one", keys=tmp_path / "here")
    with pytest.raises(Refused, match="key file"):
        unlock(locked, channel_id="ch_one", keys=tmp_path / "there")


def test_the_same_secret_is_never_locked_alike(tmp_path: Path) -> None:
    locked = {lock({"token": "x"}, channel_id="ch_one", keys=tmp_path) for _ in range(3)}
    assert len(locked) == 3


def test_nothing_to_keep_secret_is_nothing() -> None:
    assert lock({}, channel_id="ch_one", keys=settings.KEYS) == b""
    assert unlock(b"", channel_id="ch_one", keys=settings.KEYS) == {}


def test_a_file_may_be_answered_through_a_channel_that_tells() -> None:
    square = opened()
    files = opened(name="Exports", kind="file", given={}, answers_through=square)
    assert files.answers_through == square


def test_nobody_is_told_through_a_channel_that_cannot() -> None:
    exports = opened(name="Exports", kind="file", given={})
    with pytest.raises(Refused, match="Nobody can be told through that channel"):
        opened(name="More", kind="file", given={}, answers_through=exports)
    with pytest.raises(Refused, match="tells people itself"):
        opened(answers_through=exports)


def test_nobody_is_told_through_a_closed_channel() -> None:
    closed = make.channel(state=State.CLOSED, closed_at=NOON)
    with pytest.raises(Refused, match="Nobody can be told"):
        opened(name="Exports", kind="file", given={}, answers_through=closed)


def test_a_kind_that_this_release_does_not_know_is_said_so() -> None:
    with pytest.raises(Refused, match="does not know"):
        kind_of(Channel(kind="telegraph"))


def test_identifiers_are_random_and_without_letters_that_look_alike() -> None:
    made = {new_id("q") for _ in range(200)}
    assert len(made) == 200
    assert not set("".join(one.removeprefix("q_") for one in made)) & set("01ilo")


def test_the_first_channels_are_opened_once(tmp_path: Path) -> None:
    with running(tmp_path / "network.sqlite") as there:
        (tmp_path / "ready.json").write_text(json.dumps({"address": there.address}))
        for _ in range(2):
            open_first_channels(practise_as="council", folder=tmp_path, by=make.amy(), at=NOON)
        assert sorted(Channel.objects.values_list("kind", flat=True)) == ["practice", "web"]
        assert connect(Channel.objects.get(kind="practice")).limits().text.most == 500


def test_without_a_practice_network_one_begins_with_the_own_page() -> None:
    opened_now = open_first_channels(practise_as="", folder=Path("nowhere"), by=make.amy(), at=NOON)
    assert [one.kind for one in opened_now] == ["web"]


def test_a_practice_network_that_does_not_run_is_said_so_and_nothing_is_opened(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="does not run here"):
        open_first_channels(practise_as="council", folder=tmp_path, by=make.amy(), at=NOON)
    with pytest.raises(Refused, match="does not run here"):
        found_beside(tmp_path, account="council")
    assert not Channel.objects.exists()


def test_a_practice_network_that_moved_is_followed(tmp_path: Path) -> None:
    channel = opened()
    follow_practice(tmp_path)
    (tmp_path / "ready.json").write_text(json.dumps({"address": "http://127.0.0.1:9999"}))
    follow_practice(tmp_path)
    channel.refresh_from_db()
    assert channel.settings == {"address": "http://127.0.0.1:9999", "account": "council"}


@pytest.mark.django_db(transaction=True)
def test_of_two_who_open_the_same_channel_at_once_one_is_told() -> None:
    make.amy()
    ready, outcomes = threading.Barrier(2), []

    def open_it() -> None:
        ready.wait()
        try:
            opened()
            outcomes.append("opened")
        except Refused:
            outcomes.append("told")
        finally:
            connection.close()

    both = [threading.Thread(target=open_it) for _ in range(2)]
    for one in both:
        one.start()
    for one in both:
        one.join()
    assert sorted(outcomes) == ["opened", "told"]
    assert Channel.objects.count() == 1
    assert Entry.objects.filter(type="channel.opened").count() == 1
