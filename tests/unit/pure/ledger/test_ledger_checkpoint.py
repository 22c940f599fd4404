"""Checkpoints and cosignatures, after C2SP tlog-checkpoint and tlog-cosignature."""

from base64 import b64encode

import pytest

from answerable.pure.ledger.checkpoint import (
    Head,
    cosigned_message,
    parse_checkpoint,
    parse_head,
    parse_number,
    signers,
)
from answerable.pure.ledger.note import ED25519_COSIGNATURE, ML_DSA_44_COSIGNATURE, Note, Signature
from answerable.pure.ledger.signing import WITH_LIBRARY, cosign, make_key, parse_skey, sign_note

# The text of the specification's example.
TEXT = "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n"
LOG = make_key("example.com/behind-the-sofa", b"\1" * 32)
WITNESS = make_key("witness.example.com/w1", b"\2" * 32, ED25519_COSIGNATURE)
QUANTUM = make_key("witness.example.com/w2", b"\3" * 32, ML_DSA_44_COSIGNATURE)
ROOT = b64encode(bytes(32)).decode()


def test_the_example_of_the_specification_is_read_and_written():
    head = parse_head(TEXT)
    assert (head.origin, head.size) == ("example.com/behind-the-sofa", 20852163)
    assert head.text == TEXT


def test_extension_lines_are_passed_over():
    assert parse_head(TEXT + "more\n") == parse_head(TEXT)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "o\n1\n",
        f"o\n1\n{ROOT}",
        f"\n1\n{ROOT}\n",
        f"o\n01\n{ROOT}\n",
        f"o\n-1\n{ROOT}\n",
        f"o\n1\n{ROOT}\n\n",
        f"o\n١\n{ROOT}\n",
        f"o\n{2**63}\n{ROOT}\n",
        f"o\n{'9' * 5000}\n{ROOT}\n",
        "o\n1\nAAAA\n",
    ],
)
def test_what_is_not_a_checkpoint_is_refused(text):
    with pytest.raises(ValueError, match=r".+"):
        parse_head(text)


def test_numbers_go_up_to_63_bits():
    assert parse_number(str(2**63 - 1)) == 2**63 - 1


def test_what_an_ed25519_witness_signs_is_the_message_of_the_specification():
    assert cosigned_message(TEXT, WITNESS.public, 1679315147) == (b"cosignature/v1\ntime 1679315147\n" + TEXT.encode())


def test_what_a_post_quantum_witness_signs_is_the_structure_of_the_specification():
    head = parse_head(TEXT)
    assert cosigned_message(TEXT, QUANTUM.public, 7) == (
        b"subtree/v1\n\0"
        b"\x16witness.example.com/w2"
        + (7).to_bytes(8, "big")
        + b"\x1bexample.com/behind-the-sofa"
        + bytes(8)
        + (20852163).to_bytes(8, "big")
        + head.root
    )


@pytest.mark.parametrize("timestamp", [-1, 2**63])
def test_a_time_outside_the_format_is_refused(timestamp):
    with pytest.raises(ValueError, match="time"):
        cosigned_message(TEXT, WITNESS.public, timestamp)


def test_a_name_too_long_for_the_format_is_refused():
    with pytest.raises(ValueError, match="255"):
        cosigned_message("o" * 256 + f"\n1\n{ROOT}\n", QUANTUM.public, 1)


def test_log_and_witnesses_of_both_kinds_verify():
    note = cosign(cosign(sign_note(TEXT, [LOG]), WITNESS, 1_700_000_000), QUANTUM, 1_700_000_001)
    known = [LOG.public, WITNESS.public, QUANTUM.public]
    head, read = parse_checkpoint(note.encoded)
    assert head == parse_head(TEXT)
    assert signers(read, known, WITH_LIBRARY) == tuple(known)


def test_without_the_library_a_post_quantum_witness_counts_as_unknown():
    note = cosign(cosign(sign_note(TEXT, [LOG]), WITNESS, 1), QUANTUM, 2)
    assert signers(note, [QUANTUM.public, WITNESS.public]) == (WITNESS.public,)


@pytest.mark.parametrize("key", [WITNESS, QUANTUM])
def test_a_cosignature_moved_to_another_time_is_false(key):
    signature = cosign(sign_note(TEXT, [LOG]), key, 1).signatures[1]
    moved = Signature(signature.name, signature.key_id, (2).to_bytes(8, "big") + signature.signature[8:])
    with pytest.raises(ValueError, match="false"):
        signers(Note(TEXT, (moved,)), [key.public], WITH_LIBRARY)


@pytest.mark.parametrize("signature", [b"x", b"\xff" * 72])
def test_a_cosignature_out_of_shape_is_false(signature):
    note = Note(TEXT, (Signature(WITNESS.public.name, WITNESS.public.key_id, signature),))
    with pytest.raises(ValueError, match="false"):
        signers(note, [WITNESS.public])


@pytest.mark.parametrize("kind", [1, 4, 6])
def test_the_library_calls_nonsense_false_and_not_an_error(kind):
    assert not WITH_LIBRARY[kind](b"", b"message", b"")
    assert not WITH_LIBRARY[kind](make_key("k", b"\1" * 32, kind).public.public_key, b"message", bytes(64))


def test_a_log_key_does_not_cosign():
    with pytest.raises(ValueError, match="witness"):
        cosign(sign_note(TEXT, [LOG]), LOG, 1)


def test_a_witness_key_does_not_sign_plainly():
    with pytest.raises(ValueError, match="plain"):
        sign_note(TEXT, [WITNESS])


def test_a_signing_key_is_written_and_read():
    assert parse_skey(QUANTUM.skey) == QUANTUM
    assert LOG.skey.startswith("PRIVATE+KEY+example.com/behind-the-sofa+")


def test_a_signing_key_does_not_show_its_secret():
    assert "seed" not in repr(LOG)


@pytest.mark.parametrize(
    "skey", ["", "PRIVATE+KEY+a", "PRIVATE+KEY+a+b+", LOG.skey[:-4], LOG.skey.replace("sofa", "door")]
)
def test_what_is_not_a_signing_key_is_refused(skey):
    with pytest.raises(ValueError, match=r".+"):
        parse_skey(skey)


@pytest.mark.parametrize(("seed", "kind"), [(b"short", 1), (b"\1" * 32, 2)])
def test_a_key_is_made_of_32_bytes_for_a_known_kind(seed, kind):
    with pytest.raises(ValueError, match="32"):
        make_key("name", seed, kind)


def test_a_head_with_an_empty_tree_is_a_checkpoint():
    assert parse_head(Head("o", 0, bytes(32)).text).size == 0
