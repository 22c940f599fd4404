"""Pausing, opening again, closing; and what each network says it allows."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from answerable.channels.change import change_state
from answerable.channels.limits import STALE, limits_of, plain, read_limits_due
from answerable.channels.models import MOVES, Channel, State
from answerable.errors import Refused
from answerable.networks.contract import Limits, MediaRule, Pace, TextRule
from answerable.networks.kinds import KINDS
from answerable.networks.practice.server.running import running
from answerable.record.models import Entry
from tests.integration import factories as make

pytestmark = pytest.mark.django_db
NOON = make.NOON


@pytest.fixture(autouse=True)
def _body() -> None:
    make.body()


def change(channel: Channel, to: str, reason: str = "Nobody can keep it in August.") -> Channel:
    return change_state(channel=channel, to=to, reason=reason, by=make.amy(), at=NOON)


def test_a_paused_channel_says_why_and_is_opened_again() -> None:
    channel = change(make.channel(), State.PAUSED)
    assert (channel.state, channel.state_reason) == (State.PAUSED, "Nobody can keep it in August.")
    channel = change(channel, State.OPEN, reason="")
    assert (channel.state, channel.state_reason, channel.closed_at) == (State.OPEN, "", None)


def test_closing_is_for_good_and_stands_in_the_record() -> None:
    channel = change(make.channel(), State.CLOSED)
    assert channel.closed_at == NOON
    assert Entry.objects.filter(type="channel.closed").count() == 1
    for to in State.values:
        with pytest.raises(Refused, match="cannot be done"):
            change(channel, to)


@pytest.mark.parametrize("to", [State.PAUSED, State.CLOSED])
def test_a_reason_is_needed(to: str) -> None:
    with pytest.raises(Refused, match="Give the reason"):
        change(make.channel(), to, reason="  ")


def test_the_same_change_twice_is_refused() -> None:
    channel = change(make.channel(), State.PAUSED)
    with pytest.raises(Refused, match="is paused"):
        change(channel, State.PAUSED)


def test_only_an_administrator_changes_a_channel() -> None:
    with pytest.raises(Refused, match="Only an administrator"):
        change_state(channel=make.channel(), to=State.PAUSED, reason="x", by=make.lin(), at=NOON)


def test_a_kind_that_is_not_known_is_not_opened_again() -> None:
    channel = make.channel(state=State.PAUSED, kind="telegraph")
    with pytest.raises(Refused, match="does not know"):
        change(channel, State.OPEN, reason="")
    assert Channel.objects.get().state == State.PAUSED


def test_every_state_has_its_moves() -> None:
    assert set(MOVES) == set(State)


# limits


def test_limits_are_read_from_the_network_and_kept(tmp_path: Path) -> None:
    with running(tmp_path / "network.sqlite") as there:
        settings = {"address": there.address, "account": "council"}
        channel = make.channel(known=False, settings=settings)
        credentials = make.lock({"token": there.token("council")}, channel_id=channel.public_id, keys=make.in_use.KEYS)
        Channel.objects.filter(pk=channel.pk).update(credentials=credentials)
        assert limits_of(channel) is None
        assert read_limits_due(at=NOON) == 1
        assert read_limits_due(at=NOON + STALE) == 0
        assert read_limits_due(at=NOON + STALE + timedelta(seconds=1)) == 1
    kept = limits_of(Channel.objects.get())
    assert kept is not None
    assert kept.text == TextRule(unit="codepoint", most=500)
    assert kept.paces == (Pace(count=300, window_seconds=60, name="posts", aligned=True),)


def test_a_network_that_does_not_answer_keeps_what_it_said_before() -> None:
    channel = make.channel()
    assert read_limits_due(at=NOON) == 0
    channel.refresh_from_db()
    assert limits_of(channel) is not None
    assert channel.limits_read_at is None


def test_a_closed_channel_is_not_asked() -> None:
    make.channel(kind="web", state=State.CLOSED, closed_at=NOON)
    assert read_limits_due(at=NOON) == 0


@pytest.mark.parametrize("kind", ["web", "file"])
def test_what_limits_say_survives_the_row(kind: str) -> None:
    channel = make.channel(kind=kind, known=False)
    read_limits_due(at=NOON)
    channel.refresh_from_db()
    kept, told = limits_of(channel), KINDS[kind].connect(KINDS[kind].settings()).limits()
    assert kept == told


def test_limits_in_bytes_and_with_a_price_for_links_survive_too() -> None:
    rule = TextRule(unit="grapheme", most=300, most_bytes=3_000, link_cost=23)
    told = Limits(
        text=rule,
        paces=(Pace(5_000, 3600.0, "points an hour", cost=3), Pace(35_000, 86_400.0, "points a day", cost=3)),
        source="test",
        checked_on=date(2026, 11, 1),
        media=MediaRule(4, 2_000_000, 2_000),
        page_most=100,
    )
    row = make.channel(limits=plain(told))
    row.refresh_from_db()
    assert limits_of(row) == told
