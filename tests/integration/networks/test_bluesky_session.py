"""Sessions come and go in the process: renewed before they end, had anew when lost, never asked for too often."""

from contextlib import ExitStack
from dataclasses import replace

import pytest

from answerable.networks.bluesky.kind import KIND
from answerable.networks.bluesky.session import EARLY_SECONDS
from answerable.networks.contract import Closed, TryLater
from tests.integration.networks.bluesky_town import new_town
from tests.servers.atproto import network


@pytest.fixture
def town():
    return new_town()


def _refusal(town):
    try:
        town.network.calls.session()
    except TryLater as failed:
        return failed
    return None


def _nearly_over(town):
    """The session as it is when its end is near."""
    seat = town.network.calls.seat
    seat.session = replace(seat.session, ends_at=seat.clock() + EARLY_SECONDS - 1)
    return seat.session


def test_one_session_serves_every_opening_of_the_channel(town):
    first = town.network.calls.session()
    assert KIND.connect(replace(town.settings)).calls.session() is first


def test_a_session_is_renewed_before_it_ends(town):
    town.network.calls.session()
    before = _nearly_over(town)
    after = town.network.calls.session()
    assert after.refresh != before.refresh
    assert town.network.prove().name == f"@{town.council.handle}"


def test_a_refresh_token_that_was_used_up_is_no_loss(town):
    town.network.calls.session()
    used = _nearly_over(town)
    town.network.calls.session()
    seat = town.network.calls.seat
    seat.session = replace(used, refresh=used.access)
    # Access tokens of one second are alike; each refresh token is one of a kind.
    assert town.network.calls.session().refresh not in {used.access, used.refresh}


def test_a_session_that_the_server_ended_is_had_anew_for_a_question_and_a_write_is_put_off(town):
    reply = town.reply(town.ask())
    broken = replace(town.network.calls.session(), access="not.a.token")
    town.network.calls.seat.session = broken
    assert town.read()[0]
    town.network.calls.seat.labelled = True
    town.network.calls.seat.session = broken
    with pytest.raises(TryLater):
        town.network.calls.tell("com.atproto.repo.putRecord", {})
    assert town.network.publish(reply).how == "created"


def test_a_revoked_app_password_needs_the_keeper(town):
    town.network.calls.session()
    town.council.call("com.atproto.server.revokeAppPassword", name="desk")
    town.network.calls.seat.session = None
    with pytest.raises(Closed):
        town.network.read(None)


def test_too_many_sign_ins_are_not_asked_for_again_until_the_server_allows_it(tmp_path):
    with ExitStack() as stack:
        town = new_town(stack.enter_context(network(tmp_path, database=None, rate_limits=True)))
        seat = town.network.calls.seat
        refused = None
        while refused is None:
            seat.session = None
            refused = _refusal(town)
        assert refused.after_seconds > 1
    # The server is gone, and nobody notices: it is not called.
    with pytest.raises(TryLater, match="not to sign in"):
        town.network.calls.session()
