"""Starting and stopping the practice network inside a program."""

import socket
import struct

import pytest

from answerable.networks.contract import TryLater


def test_a_busy_port_is_an_error_and_leaves_nothing_open(tmp_path, open_practice):
    with (
        socket.create_server(("127.0.0.1", 0)) as other,
        pytest.raises(OSError, match="in use"),
        open_practice(tmp_path, port=other.getsockname()[1]),
    ):
        pytest.fail("it listens on a port that is taken")
    with open_practice(tmp_path) as exercise:
        assert exercise.hear() == []


def test_when_its_usual_port_is_taken_it_finds_another(tmp_path, open_practice):
    with open_practice(tmp_path) as exercise:
        usual = int(exercise.there.address.rpartition(":")[2])
    with socket.create_server(("127.0.0.1", usual)), open_practice(tmp_path) as exercise:
        assert exercise.hear() == []
        assert not exercise.there.address.endswith(f":{usual}")


def test_lost_tokens_are_made_anew(tmp_path, open_practice):
    with open_practice(tmp_path) as exercise:
        before = exercise.there.token()
        exercise.there.tokens_file.unlink()
    with open_practice(tmp_path) as exercise:
        assert exercise.there.token() != before
        assert exercise.hear() == []


def test_faults_and_rates_outlive_a_restart(tmp_path, open_practice):
    with open_practice(tmp_path) as exercise:
        exercise.call("rates", writes={"count": 7, "window_seconds": 9})
        exercise.call("faults", reads={"throttled": 1.0})
    with open_practice(tmp_path) as exercise:
        with pytest.raises(TryLater):
            exercise.network.limits()
        exercise.call("faults")
        assert exercise.network.limits().paces[0].count == 7


def test_a_caller_that_goes_away_in_the_middle_is_nothing_to_report(practice, capfd):
    address = ("127.0.0.1", int(practice.there.address.rpartition(":")[2]))
    with socket.create_connection(address) as caller:
        caller.sendall(b"POST /write HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 100\r\n\r\nhalf")
        caller.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    assert practice.hear() == []
    assert capfd.readouterr().err == ""


def test_a_mistake_of_ours_is_reported_and_costs_one_connection(tmp_path, open_practice, clock, capfd):
    with open_practice(tmp_path, clock=clock) as exercise:
        now, clock.now = clock.now, None
        with pytest.raises(TryLater):
            exercise.network.read(None)
        clock.now = now
        assert exercise.hear() == []
    assert "TypeError" in capfd.readouterr().err
