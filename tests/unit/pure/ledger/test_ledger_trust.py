"""Whom to trust, and when a checkpoint is believed."""

import pytest
from made_archive import KEY, OTHER_KEY, checkpoint_of

from answerable.pure.ledger.note import ED25519_COSIGNATURE, ML_DSA_44_COSIGNATURE
from answerable.pure.ledger.signing import WITH_LIBRARY, make_key
from answerable.pure.ledger.trust import Trust, names_of, parse_demand, parse_trust, trusted_head, write_trust

WITNESSES = [make_key(f"w{n}.example", bytes([n]) * 32, ED25519_COSIGNATURE) for n in (1, 2)]
LOG_LINE = f"log {KEY.public.vkey}"
WITNESS_LINE = f"witness {WITNESSES[0].public.vkey}"
LEAVES = [bytes([n]) * 32 for n in range(3)]
TRUST = Trust((KEY.public,), tuple(each.public for each in WITNESSES), 1)


def test_trust_is_read_as_it_was_written():
    text = write_trust([KEY.public.vkey], [each.public.vkey for each in WITNESSES], 1)
    assert parse_trust(text) == TRUST


def test_remarks_and_empty_lines_are_passed_over():
    assert parse_trust(f"# ours\n\n  {LOG_LINE}\n") == Trust((KEY.public,))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "quorum 0",
        f"{LOG_LINE}\nquorum 1",
        f"{LOG_LINE}\nquorum x",
        f"{LOG_LINE}\nfriend {KEY.public.vkey}",
        f"{LOG_LINE}\nlog {make_key('another.example', b'1' * 32).public.vkey}",
        f"log {WITNESSES[0].public.vkey}",
        f"{LOG_LINE}\nwitness {OTHER_KEY.public.vkey}",
        f"{LOG_LINE}\n{WITNESS_LINE}\n{WITNESS_LINE}\nquorum 2",
        "log nonsense",
    ],
)
def test_trust_that_makes_no_sense_is_refused(text):
    with pytest.raises(ValueError, match=r".+"):
        parse_trust(text)


def test_a_checkpoint_signed_by_record_and_witnesses_is_believed():
    head, keys = trusted_head(checkpoint_of(LEAVES, witnesses=WITNESSES), TRUST, quorum=2)
    assert head.size == 3
    assert [key.name for key in keys] == ["answers.example/record", "w1.example", "w2.example"]


def test_a_record_that_signs_with_two_keys_is_named_once():
    assert names_of((KEY.public, OTHER_KEY.public, WITNESSES[0].public)) == "answers.example/record, w1.example"


def test_too_few_witnesses_are_not_enough():
    with pytest.raises(ValueError, match="1 of the 2 witnesses"):
        trusted_head(checkpoint_of(LEAVES, witnesses=WITNESSES[:1]), TRUST, quorum=2)


def test_witnesses_without_the_record_are_not_enough():
    encoded = checkpoint_of(LEAVES, OTHER_KEY, WITNESSES)
    with pytest.raises(ValueError, match="own signature is missing"):
        trusted_head(encoded, TRUST, quorum=1)


def test_a_checkpoint_of_another_record_is_refused():
    with pytest.raises(ValueError, match="another record"):
        trusted_head(checkpoint_of(LEAVES, make_key("another.example", b"1" * 32)), TRUST, quorum=0)


def test_a_witness_with_two_keys_counts_once():
    twice = (WITNESSES[0], make_key("w1.example", b"q" * 32, ML_DSA_44_COSIGNATURE))
    trust = Trust((KEY.public,), tuple(each.public for each in (*twice, WITNESSES[1])), 2)
    with pytest.raises(ValueError, match="1 of the 2 witnesses"):
        trusted_head(checkpoint_of(LEAVES, witnesses=twice), trust, quorum=2, verify=WITH_LIBRARY)
    with pytest.raises(ValueError, match="no more than there are"):
        parse_trust(write_trust([KEY.public.vkey], [each.public.vkey for each in twice], 2))


def test_a_reader_may_ask_for_witnesses_of_their_own():
    vkeys = [each.public.vkey for each in WITNESSES]
    assert parse_demand([], None) is None
    assert parse_demand(vkeys, None).of(TRUST) == Trust((KEY.public,), TRUST.witnesses, 2)
    assert parse_demand(vkeys, 1).quorum == 1


@pytest.mark.parametrize(("vkeys", "quorum"), [([], 1), ([KEY.public.vkey], None), ([WITNESSES[0].public.vkey], 2)])
def test_a_demand_that_makes_no_sense_is_refused(vkeys, quorum):
    with pytest.raises(ValueError, match="cosigning key"):
        parse_demand(vkeys, quorum)
