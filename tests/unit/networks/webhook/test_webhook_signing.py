"""Signatures of webhooks, with the specification's own library as the sender."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from standardwebhooks.webhooks import Webhook as Sender

from answerable.networks.webhook.signing import NotSignedError, check_signed, key_of, new_secret

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
SECRET, OTHER = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "whsec_" + "QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVo="
BODY = '{"type": "post.created"}'


def sent(body: str = BODY, *, secret: str = SECRET, at: datetime = NOON, message_id: str = "msg_1") -> dict[str, str]:
    return {
        "webhook-id": message_id,
        "webhook-timestamp": str(int(at.timestamp())),
        "webhook-signature": Sender(secret).sign(message_id, at, body),
    }


def check(
    headers: dict[str, str], body: str = BODY, *, secrets: tuple[str, ...] = (SECRET,), at: datetime = NOON
) -> str:
    return check_signed(body.encode(), headers, secrets=secrets, at=at)


def test_what_the_specifications_library_signs_is_believed():
    assert check(sent()) == "msg_1"


def test_the_example_of_the_specification_is_believed():
    headers = {
        "webhook-id": "msg_p5jXN8AQM9LWM0D4loKWxJek",
        "webhook-timestamp": "1614265330",
        "webhook-signature": "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
    }
    assert check(headers, '{"test": 2432232314}', at=datetime.fromtimestamp(1614265330, UTC))


@given(body=st.text(), message_id=st.from_regex(r"[!-~]{1,200}", fullmatch=True))
def test_any_body_and_id_that_were_signed_are_believed(body, message_id):
    if "." in message_id or not body.isascii():
        return
    assert check(sent(body, message_id=message_id), body) == message_id


def test_both_sides_may_change_their_secret_in_turn():
    both = sent() | {"webhook-signature": f"{sent(secret=OTHER)['webhook-signature']} {sent()['webhook-signature']}"}
    assert check(both, secrets=(SECRET,))
    assert check(sent(secret=OTHER), secrets=(SECRET, OTHER))


@pytest.mark.parametrize("seconds", [-300, 0, 300])
def test_five_minutes_are_forgiven(seconds):
    assert check(sent(), at=NOON + timedelta(seconds=seconds))


@pytest.mark.parametrize("seconds", [-301, 301, 86_400])
def test_more_than_five_minutes_are_not(seconds):
    with pytest.raises(NotSignedError, match="five minutes"):
        check(sent(), at=NOON + timedelta(seconds=seconds))


@pytest.mark.parametrize(
    "changed",
    [
        {"webhook-id": "msg_2"},
        {"webhook-id": ""},
        {"webhook-id": "a b"},
        {"webhook-id": "x" * 201},
        {"webhook-timestamp": "1795262401"},
        {"webhook-timestamp": ""},
        {"webhook-timestamp": "noon"},
        {"webhook-timestamp": "٣"},
        {"webhook-timestamp": "9" * 30},
        {"webhook-signature": ""},
        {"webhook-signature": "v1"},
        {"webhook-signature": "v1,"},
        {"webhook-signature": "v1,!!!"},
        {"webhook-signature": "v1,\ud800"},
        {"webhook-signature": "v1a," + "A" * 44},
        {"webhook-signature": "v2,abc v1,abc"},
    ],
)
def test_anything_that_was_changed_is_not_believed(changed):
    with pytest.raises(NotSignedError):
        check(sent() | changed)


def test_another_body_another_secret_or_none_is_not_believed():
    for headers, body, secrets in [(sent(), BODY + " ", (SECRET,)), (sent(), BODY, (OTHER,)), (sent(), BODY, ())]:
        with pytest.raises(NotSignedError, match="No signature"):
            check(headers, body, secrets=secrets)


def test_a_signature_behind_twenty_others_is_not_looked_at():
    many = " ".join(["v1,AAAA"] * 20 + [sent()["webhook-signature"]])
    with pytest.raises(NotSignedError):
        check(sent() | {"webhook-signature": many})


def test_a_new_secret_is_one_that_senders_take_and_never_the_same():
    made = {new_secret() for _ in range(50)}
    assert len(made) == 50
    assert all(len(key_of(one)) == 32 for one in made)
    assert check(sent(secret=min(made)), secrets=(min(made),))


NO_SECRETS = ["", "whsec_", "whsec_short", SECRET.removeprefix("whsec_"), "whsec_!!!", "whsec_" + "A" * 200]


@pytest.mark.parametrize("secret", NO_SECRETS)
def test_what_is_no_secret_is_refused(secret):
    with pytest.raises(ValueError, match="a secret is"):
        key_of(secret)
