"""Setting up, connecting again: nothing counts before a call has proven it, and nothing that works is ever lost."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from django.test import override_settings

from answerable.channels.change import change_state
from answerable.channels.connect import connect, offered_kinds
from answerable.channels.models import Channel, Connection, State
from answerable.channels.set_up import connect_again, discard_set_up, open_set_up, set_up_channel
from answerable.channels.sign import sign_sheet
from answerable.channels.trouble import lose
from answerable.errors import Refused
from answerable.networks import kinds
from answerable.record.models import Entry
from tests.integration import factories as make

pytestmark = pytest.mark.django_db
NOON = make.NOON
LATER = NOON + timedelta(days=3)


@pytest.fixture(autouse=True)
def _body() -> None:
    make.body()


def set_up(given: dict[str, str], **more: object) -> Channel:
    values: dict[str, object] = {"name": "Square", "kind": "practice", "objective": "service", "promised_days": 2}
    return set_up_channel(**(values | {"given": given, "by": make.amy(), "at": NOON} | more))


def opened(given: dict[str, str]) -> Channel:
    channel = set_up(given)
    sign_sheet(channel=channel, seen_hash=channel.sheet_hash, by=make.amy(), at=NOON)
    return open_set_up(channel=channel, by=make.amy(), at=NOON)


def test_what_is_set_up_is_not_open_and_not_in_the_record(practice) -> None:
    channel = set_up(practice)
    assert channel.state == State.SETTING_UP
    assert channel.limits["text"]["most"] == 500
    assert (channel.connections.get().account_name, channel.connections.get().proven_at) == (
        "Tarnbrook Council (@council)",
        NOON,
    )
    assert practice["token"].encode() not in bytes(channel.credentials)
    assert not Entry.objects.exists()


def test_it_opens_once_its_rules_are_signed(practice) -> None:
    channel = set_up(practice)
    with pytest.raises(Refused, match="sign the rules sheet"):
        open_set_up(channel=channel, by=make.amy(), at=NOON)
    sign_sheet(channel=channel, seen_hash=channel.sheet_hash, by=make.amy(), at=NOON)
    assert open_set_up(channel=channel, by=make.amy(), at=LATER).opened_at == LATER
    assert Entry.objects.filter(type="channel.opened").count() == 1
    with pytest.raises(Refused, match="not being set up"):
        open_set_up(channel=channel, by=make.amy(), at=LATER)


def test_no_other_way_leads_to_an_open_channel(practice) -> None:
    with pytest.raises(Refused, match="cannot be done"):
        change_state(channel=set_up(practice), to=State.OPEN, reason="", by=make.amy(), at=NOON)


def test_credentials_that_do_not_work_open_nothing(practice) -> None:
    with pytest.raises(Refused, match="does not let us in"):
        set_up(practice | {"token": "wrong-token"})
    with pytest.raises(Refused, match="token is that of the account council"):
        set_up(practice | {"account": "department"})
    assert not Channel.objects.exists()


def test_only_an_administrator_sets_up_opens_discards_and_connects(practice) -> None:
    channel = set_up(practice)
    lin = make.lin()
    for refused in (
        lambda: set_up(practice, name="Other", by=lin),
        lambda: open_set_up(channel=channel, by=lin, at=NOON),
        lambda: discard_set_up(channel=channel, by=lin),
        lambda: connect_again(channel=channel, given={}, by=lin, at=NOON),
    ):
        with pytest.raises(Refused, match="Only an administrator"):
            refused()


def test_an_open_channel_is_not_discarded(practice) -> None:
    with pytest.raises(Refused, match="closed and not discarded"):
        discard_set_up(channel=opened(practice), by=make.amy())


def test_new_credentials_count_only_once_a_call_proved_them(practice, there) -> None:
    channel = opened(practice)
    before = bytes(channel.credentials)
    with pytest.raises(Refused, match="does not let us in"):
        connect_again(channel=channel, given={"token": "a-wrong-token"}, by=make.amy(), at=LATER)
    channel.refresh_from_db()
    assert bytes(channel.credentials) == before
    assert connect(channel).prove().name
    connect_again(channel=channel, given={"token": there.token("council")}, by=make.amy(), at=LATER)
    channel.refresh_from_db()
    assert bytes(channel.credentials) != before
    assert [bytes(one.credentials) == before for one in channel.connections.order_by("pk")] == [True, False]


def test_a_blank_secret_never_overwrites(practice) -> None:
    channel = opened(practice)
    connect_again(channel=channel, given={"address": practice["address"], "token": ""}, by=make.amy(), at=LATER)
    channel.refresh_from_db()
    assert connect(channel).calls.settings.token == practice["token"]


def test_connecting_again_lets_what_waited_go_on(practice) -> None:
    channel = opened(practice)
    lose(channel.pk, "the sign-in was revoked", by_proof=False, at=NOON)
    connect_again(channel=channel, given={}, by=make.amy(), at=LATER)
    channel.refresh_from_db()
    assert (channel.needs_keeper, channel.needs_keeper_since) == ("", None)


def test_another_account_is_another_channel(practice) -> None:
    channel = opened(practice)
    Connection.objects.update(account_url="https://elsewhere.example/@council")
    with pytest.raises(Refused, match="another account"):
        connect_again(channel=channel, given={}, by=make.amy(), at=LATER)


def test_a_closed_channel_is_not_connected_again(practice) -> None:
    channel = opened(practice)
    change_state(channel=channel, to=State.CLOSED, reason="Nobody asks there.", by=make.amy(), at=LATER)
    with pytest.raises(Refused, match="closed for good"):
        connect_again(channel=channel, given={}, by=make.amy(), at=LATER)


def test_an_experimental_kind_is_offered_only_where_it_is_switched_on(monkeypatch) -> None:
    trial = replace(kinds.KINDS["web"], name="trial", title="Trial", experimental=True)
    monkeypatch.setitem(kinds.KINDS, "trial", trial)
    assert trial not in offered_kinds()
    with pytest.raises(Refused, match="experimental and switched off"):
        set_up({}, kind="trial")
    with override_settings(EXPERIMENTAL_KINDS=frozenset({"trial"})):
        assert trial in offered_kinds()
        assert set_up({}, kind="trial").kind == "trial"
    with pytest.raises(Refused, match="switched off here"):
        connect(Channel.objects.get())


def test_moments_of_the_account_are_kept(practice) -> None:
    ends = datetime(2027, 1, 1, tzinfo=UTC)
    channel = set_up(practice)
    Connection.objects.update(expires_at=ends)
    assert channel.connections.latest().expires_at == ends
