"""A witness cosigns only what follows from the last that it cosigned (C2SP tlog-witness)."""

import pytest
from made_archive import KEY, OTHER_KEY, checkpoint_of

from answerable.pure.ledger.checkpoint import Head, parse_checkpoint
from answerable.pure.ledger.note import ED25519_COSIGNATURE, ML_DSA_44_COSIGNATURE
from answerable.pure.ledger.signing import WITH_LIBRARY, cosign, make_key
from answerable.pure.ledger.tree import EMPTY_ROOT, consistency_proof, leaf_hash, root_of
from answerable.pure.ledger.witnessing import (
    MOST_BYTES,
    NotCosignedError,
    Submission,
    cosignature_lines,
    judge,
    origin_of,
    parse_submission,
    with_cosignatures,
)

LEAVES = [leaf_hash(b"%d" % number) for number in range(20)]
FORKED = [*LEAVES[:5], leaf_hash(b"another"), *LEAVES[6:]]
WITNESS = make_key("w.example/witness", b"w" * 32, ED25519_COSIGNATURE)
QUANTUM = make_key("w.example/witness", b"q" * 32, ML_DSA_44_COSIGNATURE)


def head_of(leaves):
    return Head(KEY.public.name, len(leaves), root_of(leaves))


def submission(old, leaves, *, key=KEY, proof=None):
    if proof is None:
        read = lambda height, at: root_of(leaves[at << height : (at + 1) << height])  # noqa: E731
        proof = consistency_proof(old, len(leaves), read) if 0 < old < len(leaves) else []
    return Submission(old, tuple(proof), checkpoint_of(leaves, key))


def judged(asked, stands_at=None):
    return judge(asked, [KEY.public], stands_at, WITH_LIBRARY)[0]


def refusal(asked, stands_at=None):
    with pytest.raises(NotCosignedError) as refused:
        judged(asked, stands_at)
    return refused.value.status, refused.value.size


def test_a_request_is_read_as_it_was_written():
    asked = submission(7, LEAVES)
    assert parse_submission(asked.encoded) == asked
    assert asked.encoded.startswith(b"old 7\n")
    assert origin_of(asked) == KEY.public.name


def test_the_example_of_the_specification_is_read():
    body = (
        b"old 20852014\nPlRNCrwHpqhGrupue0L7gxbjbMiKA9temvuZZDDpkaw=\n"
        b"jrJZDmY8Y7SyJE0MWLpLozkIVMSMZcD5kvuKxPC3swk=\n5+pKlUdi2LeF/BcMHBn+Ku6yhPGNCswZZD1X/6QgPd8=\n"
        b"/6WVhPs2CwSsb5rYBH5cjHV/wSmA79abXAwhXw3Kj/0=\n\n"
        b"example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n\n"
        b"\xe2\x80\x94 example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1g"
        b"GzGku9nTo+zyWE+xeMcTOAYQ8=\n"
    )
    asked = parse_submission(body)
    assert (asked.old, len(asked.proof), origin_of(asked)) == (20852014, 4, "example.com/behind-the-sofa")
    assert asked.encoded == body


@pytest.mark.parametrize("old", range(1, 20))
def test_what_follows_from_the_last_is_cosigned(old):
    assert judged(submission(old, LEAVES), head_of(LEAVES[:old])) == head_of(LEAVES)


def test_the_first_checkpoint_of_a_record_needs_no_way():
    assert judged(submission(0, LEAVES)) == head_of(LEAVES)
    assert judged(submission(0, [])) == Head(KEY.public.name, 0, EMPTY_ROOT)


def test_the_same_checkpoint_again_is_cosigned_again():
    assert judged(submission(20, LEAVES), head_of(LEAVES)) == head_of(LEAVES)


def test_a_split_view_is_refused():
    assert refusal(submission(8, FORKED), head_of(LEAVES[:8])) == (422, None)
    assert refusal(submission(20, FORKED), head_of(LEAVES)) == (409, 20)


def test_another_old_size_is_answered_with_the_true_one():
    assert refusal(submission(0, LEAVES), head_of(LEAVES[:8])) == (409, 8)
    assert refusal(submission(8, LEAVES)) == (409, 0)


@pytest.mark.parametrize(
    ("asked", "status"),
    [
        (submission(21, LEAVES, proof=[]), 400),
        (submission(0, LEAVES, key=OTHER_KEY), 403),
        (submission(0, LEAVES, proof=[LEAVES[0]]), 422),
        (Submission(0, (), b"nonsense"), 400),
        (Submission(0, (), checkpoint_of(LEAVES).replace(b"\n20\n", b"\n19\n")), 403),
    ],
)
def test_each_fault_has_the_status_of_the_specification(asked, status):
    assert refusal(asked)[0] == status


@pytest.mark.parametrize("proof", [[], [LEAVES[0]], [bytes(32)] * 5])
def test_a_way_that_leads_elsewhere_is_refused(proof):
    assert refusal(submission(8, LEAVES, proof=proof), head_of(LEAVES[:8])) == (422, None)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"\n\n",
        b"old 1",
        b"old 01\n\nx",
        b"old -1\n\nx",
        b"new 1\n\nx",
        b"old 1\nAAAA\n\nx",
        b"old 1\n" + b"A" * 43 + b"=\n" + (b"A" * 43 + b"=\n") * 63 + b"\nx",
        b"old 1\n\xff\n\nx",
        b"old 1\n\n" + b"x" * MOST_BYTES,
    ],
)
def test_what_is_not_a_request_is_refused(body):
    with pytest.raises(NotCosignedError) as refused:
        parse_submission(body)
    assert refused.value.status == 400


def answered(leaves, *keys):
    note = parse_checkpoint(checkpoint_of(leaves))[1]
    for key in keys:
        note = cosign(note, key, 1_790_000_000)
    return cosignature_lines(note, len(keys))


def test_the_witness_s_lines_are_added_to_the_checkpoint():
    lines = answered(LEAVES, WITNESS, QUANTUM)
    note = with_cosignatures(checkpoint_of(LEAVES), lines, [WITNESS.public, QUANTUM.public], WITH_LIBRARY)
    assert [each.name for each in note.signatures] == [KEY.public.name, "w.example/witness", "w.example/witness"]
    again = with_cosignatures(note.encoded, lines, [WITNESS.public, QUANTUM.public], WITH_LIBRARY)
    assert again.encoded == note.encoded


def test_lines_of_strangers_are_passed_over():
    stranger = make_key("s.example/witness", b"s" * 32, ED25519_COSIGNATURE)
    note = with_cosignatures(checkpoint_of(LEAVES), answered(LEAVES, stranger, WITNESS), [WITNESS.public], WITH_LIBRARY)
    assert [each.name for each in note.signatures] == [KEY.public.name, "w.example/witness"]
    with pytest.raises(ValueError, match="no signature of the witness"):
        with_cosignatures(checkpoint_of(LEAVES), answered(LEAVES, stranger), [WITNESS.public], WITH_LIBRARY)


@pytest.mark.parametrize("lines", [b"", b"nonsense\n", answered(LEAVES[:3], WITNESS), answered(LEAVES, WITNESS)[:-1]])
def test_an_answer_that_is_no_cosignature_of_this_checkpoint_is_refused(lines):
    with pytest.raises(ValueError, match=r".+"):
        with_cosignatures(checkpoint_of(LEAVES), lines, [WITNESS.public], WITH_LIBRARY)
