"""Record keys are TIDs made from our own reference; addresses of records are read strictly."""

import hashlib
from datetime import UTC, datetime, timedelta

import pytest

from answerable.networks.bluesky.names import AtUri, moment_of, record_key
from answerable.networks.contract import Rejected

FROZEN = datetime(2026, 11, 28, 11, tzinfo=UTC)


def _key(number):
    return hashlib.sha1(f"{number}".encode(), usedforsecurity=False).hexdigest()


def test_a_key_is_a_tid_of_the_hours_before_the_reply_was_made():
    made = moment_of(record_key(_key(1), frozen_at=FROZEN))
    assert timedelta(0) <= FROZEN - datetime.fromtimestamp(made / 1e6, UTC) <= timedelta(hours=2.4)


def test_a_tid_is_written_and_read_as_the_network_does():
    # @atproto/common-web: TID.fromTime(1700000000123456, 5)
    assert moment_of("3ke6kg42cm227") == 1_700_000_000_123_456


def test_the_same_reply_has_the_same_key_and_others_have_others():
    keys = {record_key(_key(number), frozen_at=FROZEN) for number in range(10_000)}
    assert len(keys) == 10_000
    assert record_key(_key(7), frozen_at=FROZEN) == record_key(_key(7), frozen_at=FROZEN)


def test_a_known_tid_is_read_as_its_moment():
    # An example of the specification (atproto.com/specs/tid), read by the network's own library (@atproto/common-web).
    assert datetime.fromtimestamp(moment_of("3jzfcijpj2z2a") / 1e6, UTC).date().isoformat() == "2023-06-30"


@pytest.mark.parametrize("key", ["", "z" * 40, "3jzfcijpj2z2a"])
def test_a_reference_that_is_not_ours_is_refused(key):
    with pytest.raises(Rejected):
        record_key(key, frozen_at=FROZEN)


@pytest.mark.parametrize(
    "uri", [None, 7, "", "https://a.example/b/c", "at://anna.test/c/d", "at://did:plc:a/b", "at://did:plc:a/b/c d"]
)
def test_what_is_no_address_of_a_record_is_none(uri):
    assert AtUri.read(uri) is None


def test_an_address_reads_back_as_it_was_written():
    uri = "at://did:plc:abc/app.bsky.feed.post/3jzfcijpj2z2a"
    assert str(AtUri.read(uri)) == uri
    assert AtUri.read(uri).link == "https://bsky.app/profile/did:plc:abc/post/3jzfcijpj2z2a"
