"""The stream over a real websocket: followed from a bookmark, and given up in words when it cannot be."""

import socket
import time
from itertools import islice

import pytest

from answerable.networks.bluesky.follow import OVERLAP_SECONDS, follow
from answerable.networks.bluesky.listening import STREAM
from answerable.networks.bluesky.stream import Watch
from answerable.networks.bluesky.topics import Topics
from answerable.networks.bluesky.wire import LONGEST_MESSAGE_BYTES
from answerable.networks.contract import Closed, TryLater
from tests.integration.networks.bluesky_town import new_town
from tests.servers.jetstream import SECOND, jetstream, post_event, say, say_and_break, say_and_close

WATCH = Watch("did:plc:council", "council.test", Topics.of("bins"))
THEN = 1_790_000_000 * SECOND


def _follow(there, bookmark=None, **more):
    return follow(there.address, [WATCH], bookmark, reach="this machine", **more)


def _first_caught(batches):
    return next(batch for batch in batches if batch.caught)


def test_what_is_said_is_caught_and_the_bookmark_is_the_moment_of_the_last_event():
    lines = [post_event(n, text, at=THEN + n) for n, text in enumerate(["bins", "weather", "@council.test!", "sun"])]
    with jetstream(say(*lines)) as there:
        batch = _first_caught(_follow(there))
    assert [one.raw.payload["record"]["text"] for one in batch.caught] == ["bins", "@council.test!"]
    assert batch.bookmark == str(THEN + 3)


def test_it_goes_on_some_seconds_before_its_bookmark():
    with jetstream(say(post_event(1, "bins", at=THEN))) as there:
        _first_caught(_follow(there, str(THEN)))
        assert there.cursors == [THEN - OVERLAP_SECONDS * SECOND]


def test_nothing_caught_still_moves_the_bookmark():
    with jetstream(say(post_event(1, "weather", at=THEN))) as there:
        batches = _follow(there)
        batch = next(batch for batch in batches if batch.bookmark)
        batches.close()
    assert (batch.caught, batch.bookmark) == ((), str(THEN))


def test_an_event_from_the_future_does_not_move_the_bookmark_beyond_now():
    with jetstream(say(post_event(1, "bins", at=THEN + 86_400 * SECOND))) as there:
        batch = _first_caught(_follow(there, now=lambda: THEN / SECOND))
    assert batch.bookmark == str(THEN)


def test_a_stream_that_lost_what_we_asked_for_says_so():
    with jetstream(say(post_event(1, "bins", at=THEN + 600 * SECOND))) as there:
        assert "10 minutes" in _first_caught(_follow(there, str(THEN))).note
    with jetstream(say(post_event(1, "bins", at=THEN + SECOND))) as there:
        assert _first_caught(_follow(there, str(THEN))).note == ""


@pytest.mark.parametrize("ending", [say_and_close, say_and_break])
def test_what_came_before_the_end_is_caught(ending):
    lines = [post_event(n, "bins", at=THEN + n) for n in range(5)]
    batches = []
    with jetstream(ending(*lines)) as there, pytest.raises(TryLater):
        batches.extend(_follow(there))
    assert sum(len(batch.caught) for batch in batches) == 5
    assert batches[-1].bookmark == str(THEN + 4)


def test_a_stream_that_falls_silent_is_given_up():
    with jetstream(say(post_event(1, "bins", at=THEN))) as there, pytest.raises(TryLater, match="silent"):
        list(_follow(there, silent_seconds=0.3))


def test_a_message_in_parts_and_a_ping_between_are_understood():
    line = post_event(1, "bins and " + "x" * 70_000, at=THEN).encode()

    def script(connection):
        connection.send([line[:10], line[10:100], line[100:]])
        connection.ping().wait(5)
        connection.send(post_event(2, "bins", at=THEN + 1))
        connection.recv()

    with jetstream(script) as there:
        caught = []
        for batch in _follow(there):
            caught += batch.caught
            if len(caught) == 2:
                break
    assert len(caught[0].raw.payload["record"]["text"]) > 70_000


def test_many_messages_come_whole_and_in_order():
    lines = [post_event(n, f"bins {n} {'x' * (n % 400)}", at=THEN + n) for n in range(5_000)]
    with jetstream(say(*lines)) as there:
        texts = []
        for batch in _follow(there):
            texts += [int(one.raw.payload["record"]["text"].split()[1]) for one in batch.caught]
            if len(texts) == 5_000:
                break
    assert texts == list(range(5_000))


def test_a_message_beyond_all_measure_ends_the_connection():
    with jetstream(say("x" * (LONGEST_MESSAGE_BYTES + 1))) as there, pytest.raises(TryLater, match="more than we take"):
        list(_follow(there))


def test_what_is_no_stream_is_a_passing_trouble():
    with socket.create_server(("127.0.0.1", 0)) as server:
        address = f"ws://127.0.0.1:{server.getsockname()[1]}/subscribe"
    with pytest.raises(TryLater):
        list(follow(address, [WATCH], None, reach="this machine"))
    town = new_town()
    with pytest.raises(TryLater):
        list(follow(town.net.pds.replace("http", "ws") + "/none", [WATCH], None, reach="this machine"))


def test_a_public_name_that_leads_to_this_machine_is_not_followed():
    with jetstream(say()) as there, pytest.raises(Closed):
        list(follow(there.address, [WATCH], None, reach="world"))


def test_real_events_of_a_real_server_are_caught_as_they_are_written():
    town = new_town()
    settings = type(town.settings)(
        account=town.council.handle, password=town.settings.password, service=town.net.pds,
        stream=town.net.stream, topic_words="biniau",
    )  # fmt: skip
    batches = STREAM.follow([settings], str(int(time.time() * SECOND)))
    for batch in islice(batches, 1):
        assert batch.caught == ()
    asked = town.ask("When are the bins collected?")
    topic = town.say("Ble mae'r biniau?")
    town.say("The weather")
    town.delete(topic)
    caught = []
    for batch in batches:
        caught += batch.caught
        if any(one.only_if_kept for one in caught):
            break
    heard = [town.network.parse(one.raw) for one in caught if one.raw.uid in {asked, topic}]
    assert [(one.uid, one.change, one.asks_us) for one in heard] == [
        (asked, "post", True),
        (topic, "post", False),
        (topic, "deletion", True),
    ]
    [polled] = [raw for raw in town.read()[0] if raw.uid == asked]
    [streamed] = [one.raw for one in caught if one.raw.uid == asked]
    assert polled == streamed
