"""OAuth 1.0a signatures, by the example that X publishes in its documents on creating a signature."""

import pytest

from answerable.errors import Refused
from answerable.networks.x.settings import XSettings
from answerable.networks.x.signing import signed

KEYS = {
    "account": "tarnbrook",
    "consumer_key": "xvz1evFS4wEEPTGEFPHBog",
    "consumer_secret": "kAcSOqF21Fu85e7zjz7ZN2U4ZRhfV3WpwPAoE3Z7kBw",
    "token": "370773112-GmHxMAgYyLbNEtIKZeRNFsMKPR9EyMZeS9weJAEb",
    "token_secret": "LswwdoUaIvS8ltyTt5jkRh4J50vUPVVHtR2YPi5kE",
}


def test_the_published_example_has_the_published_signature():
    header = signed(
        XSettings(**KEYS),
        "POST",
        "https://api.twitter.com/1.1/statuses/update.json",
        {"include_entities": "true", "status": "Hello Ladies + Gentlemen, a signed OAuth request!"},
        nonce="kYjzVBB8Y0ZFabxSWbWovY3uYSQ2pTgmZeNu2VS4cg",
        timestamp="1318622958",
    )
    assert 'oauth_signature="hCtSmYh%2BiHYCEqBWrE7C7hYmtUk%3D"' in header


@pytest.mark.parametrize(
    "wrong",
    [{"account": "@tarnbrook"}, {"token": "short"}, {"address": "http://example.org"}, {"token": "with spaces in"}],
)
def test_settings_that_cannot_be_right_are_refused(wrong):
    with pytest.raises(Refused):
        XSettings(**KEYS | wrong)


def test_no_secret_is_printed():
    printed = repr(XSettings(**KEYS))
    assert not [value for name, value in KEYS.items() if name != "account" and value in printed]
