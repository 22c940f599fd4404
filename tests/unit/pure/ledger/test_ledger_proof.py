"""Proof files (C2SP tlog-proof) and their check."""

from base64 import b64encode

import pytest
from made_archive import KEY, OTHER_KEY, checkpoint_of, told_story

from answerable.pure.ledger.audit_proof import audit_proof
from answerable.pure.ledger.proof_file import ProofFile, entry_extra, parse_extra, parse_proof
from answerable.pure.ledger.tree import inclusion_proof, leaf_hash, root_of
from answerable.pure.ledger.trust import Trust

STORY = told_story(3)
LEAVES = [leaf_hash(entry) for entry in STORY.entries]
TRUST = Trust((KEY.public,))
INDEX = 5


def made(index=INDEX, raw=None, texts=None, key=KEY, extra=None):
    hashes = inclusion_proof(INDEX, len(LEAVES), lambda height, at: root_of(LEAVES[at << height : (at + 1) << height]))
    whole = entry_extra(raw or STORY.entries[INDEX], STORY.texts[INDEX] if texts is None else texts)
    return ProofFile(index, tuple(hashes), checkpoint_of(LEAVES, key), extra or whole)


def wrong_steps(proof, trust=TRUST):
    return [step.title for step in audit_proof(proof.encoded, trust).steps if step.problem_count]


def test_a_proof_file_is_read_as_it_was_written():
    assert parse_proof(made().encoded) == made()


def test_a_proof_without_extra_is_read_as_it_was_written():
    proof = ProofFile(0, (), checkpoint_of(LEAVES[:1]))
    assert parse_proof(proof.encoded) == proof
    assert proof.encoded.startswith(b"c2sp.org/tlog-proof@v1\nindex 0\n\nanswers.example/record\n1\n")


def test_a_true_proof_passes_every_step():
    report = audit_proof(made().encoded, TRUST)
    assert report.good
    assert "it is entry 5" in report.text
    assert "1 texts; 0 were taken away" in report.text


def test_a_proof_whose_text_was_taken_away_passes_and_says_so():
    assert "0 texts; 1 were taken away" in audit_proof(made(texts=[]).encoded, TRUST).text


@pytest.mark.parametrize(
    ("proof", "steps"),
    [
        (made(index=4), ["Place in the record"]),
        (made(index=99), ["Place in the record"]),
        (made(raw=STORY.entries[4]), ["Place in the record", "Texts"]),
        (made(key=OTHER_KEY), ["Checkpoint"]),
        (made(texts=STORY.texts[2]), ["Texts"]),
        (made(raw=b'{"words":"anything"}', texts=[]), ["Place in the record", "Entry"]),
        (made(extra=b"nonsense"), ["Proof file"]),
        (ProofFile(0, (), b"nonsense", made().extra), ["Checkpoint", "Place in the record"]),
        (ProofFile(0, (), checkpoint_of(LEAVES[:1])), ["Proof file"]),
    ],
)
def test_each_lie_is_found_by_its_step(proof, steps):
    assert wrong_steps(proof) == steps


LINES = made().encoded.split(b"\n")


@pytest.mark.parametrize(
    "encoded",
    [
        b"",
        b"\n\n",
        b"c2sp.org/tlog-proof@v1\n\n",
        b"c2sp.org/tlog-proof@v2\nindex 0\n\n",
        b"c2sp.org/tlog-proof@v1\nextra !\nindex 0\n\n",
        b"c2sp.org/tlog-proof@v1\nextra AAAA\n\n",
        b"c2sp.org/tlog-proof@v1\nindex 00\n\n",
        b"c2sp.org/tlog-proof@v1\nindex 0\nAAAA\n\n",
        b"c2sp.org/tlog-proof@v1\nindex 0\n" + b"\n".join([b64encode(bytes(32))] * 64) + b"\n\n",
        b"c2sp.org/tlog-proof@v1\xff\nindex 0\n\n",
        b"x" * 2_000_001,
    ],
)
def test_what_is_not_a_proof_file_is_refused(encoded):
    with pytest.raises(ValueError, match=r".+"):
        parse_proof(encoded)
    assert not audit_proof(encoded, TRUST).good


@pytest.mark.parametrize(
    "extra",
    [
        b"",
        b"[]",
        b"{}",
        b'{"entry":1,"disclosures":[]}',
        b'{"entry":"x","disclosures":"y"}',
        b'{"entry":"x","disclosures":[1]}',
        b'{"entry":"\\ud800","disclosures":[]}',
        b"[" * 100_000,
    ],
)
def test_an_extra_part_out_of_shape_is_refused(extra):
    with pytest.raises(ValueError, match=r".+"):
        parse_extra(extra)


def test_the_extra_part_may_speak_any_language():
    assert parse_extra(entry_extra(b"{}", ["abc"])) == (b"{}", ["abc"])
