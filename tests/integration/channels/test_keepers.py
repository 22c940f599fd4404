"""The daily proof: a lost or ending sign-in is noticed before a reply fails, and its keeper is told once."""

from dataclasses import dataclass, field
from datetime import timedelta

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.test import override_settings

from answerable.answers.models import Outlet
from answerable.channels.in_need import in_need
from answerable.channels.models import Channel, State
from answerable.channels.prove import ENDED, EVERY, WHEN_AWAY, WHEN_LOST, prove_due
from answerable.channels.tell_keeper import tell_keepers
from answerable.channels.trouble import lose, trust
from answerable.networks.contract import Account, Closed, TryLater
from tests.integration import factories as make

pytestmark = pytest.mark.django_db
NOON = make.NOON
SET_UP = {"MAIL_IS_SET_UP": True, "EMAIL_BACKEND": "django.core.mail.backends.locmem.EmailBackend"}


class NoMail(EmailBackend):
    """A mail server that is away."""

    def send_messages(self, messages: object) -> int:  # noqa: ARG002  Django's
        raise ConnectionRefusedError


@dataclass
class Door:
    """A network that says who we are, or does not let us in."""

    says: list[Account | Exception] = field(default_factory=list)
    count: int = 0

    def prove(self) -> Account:
        self.count += 1
        said = self.says[min(self.count, len(self.says)) - 1]
        if isinstance(said, Exception):
            raise said
        return said


ACCOUNT = Account("Tarnbrook (@tarnbrook)", "https://net.example/@tarnbrook", notes=("It cannot delete.",))


@pytest.fixture
def channel() -> Channel:
    make.body()
    return make.channel("Square")


def proven(*says: Account | Exception, at: object = NOON) -> Channel:
    prove_due(at=at, open_channel=lambda _channel: Door(list(says)))
    return Channel.objects.get()


def test_a_channel_is_proven_once_a_day_and_says_whose_it_is(channel) -> None:
    door = Door([ACCOUNT])
    for hours in (0, 1, 23, 24, 25):
        prove_due(at=NOON + timedelta(hours=hours), open_channel=lambda _channel: door)
    assert door.count == 2
    kept = channel.connections.get()
    assert (kept.account_name, kept.account_url, kept.notes) == (ACCOUNT.name, ACCOUNT.url, ["It cannot delete."])
    assert kept.proven_at == NOON + EVERY


def test_a_lost_sign_in_marks_the_channel_and_a_proof_takes_it_back(channel) -> None:
    lost = proven(Closed("the sign-in was revoked"))
    assert (lost.needs_keeper, lost.needs_keeper_since) == ("the sign-in was revoked", NOON)
    assert lost.prove_at == NOON + WHEN_LOST
    assert [one.name for one in in_need()] == ["Square"]
    assert proven(ACCOUNT, at=NOON + WHEN_LOST).needs_keeper == ""
    assert in_need() == []


def test_a_network_that_is_away_is_no_lost_sign_in(channel) -> None:
    away = proven(TryLater("down", after_seconds=5))
    assert (away.needs_keeper, away.prove_at) == ("", NOON + WHEN_AWAY)


def test_what_a_reply_found_out_is_not_taken_back_by_a_proof(channel) -> None:
    lose(channel.pk, "the account may not write", by_proof=False, at=NOON)
    assert proven(ACCOUNT, at=NOON + WHEN_LOST).needs_keeper == "the account may not write"
    trust(channel.pk)
    assert Channel.objects.get().needs_keeper == ""


def test_a_sign_in_that_ends_is_noticed_at_that_moment(channel) -> None:
    ends = NOON + timedelta(hours=5)
    account = Account("Tarnbrook", "https://net.example/", expires_at=ends)
    assert proven(account).prove_at == ends
    assert proven(account, at=ends).needs_keeper == ENDED


def test_channels_that_cannot_be_read_here_need_their_keeper(channel) -> None:
    Channel.objects.update(credentials=b"x" * 40)
    prove_due(at=NOON)
    assert "cannot be read" in Channel.objects.get().needs_keeper


@pytest.mark.parametrize("state", [State.CLOSED, State.SETTING_UP])
def test_only_channels_that_are_kept_are_proven(channel, state: str) -> None:
    Channel.objects.update(state=state, closed_at=NOON)
    assert prove_due(at=NOON) == 0


def test_its_keeper_is_told_once_by_e_mail_where_that_is_set_up(channel) -> None:
    lose(channel.pk, "the sign-in was revoked", by_proof=True, at=NOON)
    assert tell_keepers(at=NOON) == 0
    with override_settings(**SET_UP):
        assert tell_keepers(at=NOON) == 1
        assert tell_keepers(at=NOON) == 0
    [message] = mail.outbox
    assert message.to == [channel.keeper.email]
    assert "“Square”" in message.subject
    assert "the sign-in was revoked." in message.body
    assert f"/desk/channels/{channel.public_id}/" in message.body


def test_a_second_loss_is_a_second_message(channel) -> None:
    with override_settings(**SET_UP):
        for _ in range(2):
            lose(channel.pk, "the sign-in was revoked", by_proof=True, at=NOON)
            tell_keepers(at=NOON)
            trust(channel.pk)
    assert len(mail.outbox) == 2


def test_a_message_that_could_not_be_sent_is_tried_again(channel) -> None:
    lose(channel.pk, "the sign-in was revoked", by_proof=True, at=NOON)
    with override_settings(**SET_UP | {"EMAIL_BACKEND": f"{__name__}.NoMail"}):
        assert tell_keepers(at=NOON) == 0
    with override_settings(**SET_UP):
        assert tell_keepers(at=NOON) == 1


def test_its_keeper_is_told_two_weeks_before_a_sign_in_ends(channel) -> None:
    proven(Account("Tarnbrook", "https://net.example/", expires_at=NOON + timedelta(days=30)))
    with override_settings(**SET_UP):
        assert tell_keepers(at=NOON + timedelta(days=15)) == 0
        assert tell_keepers(at=NOON + timedelta(days=17)) == 1
        assert tell_keepers(at=NOON + timedelta(days=18)) == 0
    assert "2 July 2025" in mail.outbox[0].body


def test_a_changed_rule_is_told_too(channel) -> None:
    Channel.objects.update(signed_hash="a" * 64, sheet_hash="b" * 64)
    with override_settings(**SET_UP):
        assert tell_keepers(at=NOON) == 1
    assert "signed again" in mail.outbox[0].body
    assert "sign it again" in in_need()[0].words


def test_a_mended_channel_lets_its_outlet_go_on(channel) -> None:
    from answerable.answers.send import send_due

    Outlet.objects.create(channel=channel, needs_keeper="the sign-in was revoked")
    lose(channel.pk, "the sign-in was revoked", by_proof=True, at=NOON)
    send_due(at=NOON, steady=None)
    assert Outlet.objects.get().needs_keeper
    trust(channel.pk)
    send_due(at=NOON, steady=None)
    assert not Outlet.objects.get().needs_keeper
