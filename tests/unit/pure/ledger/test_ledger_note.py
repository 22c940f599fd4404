"""Signed notes and verifier keys, after C2SP signed-note."""

import pytest

from answerable.pure.ledger.checkpoint import signers
from answerable.pure.ledger.note import check_key_name, parse_note, parse_vkey, strict_base64
from answerable.pure.ledger.signing import ML_DSA_44_COSIGNATURE, make_key, sign_note

# The example of the specification.
VKEY = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k"
NOTE = (
    "This is an example message.\n"
    "\n"
    "— example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n"
).encode()


def test_the_example_of_the_specification_verifies():
    key = parse_vkey(VKEY)
    assert signers(parse_note(NOTE), [key]) == (key,)


def test_a_note_is_written_as_it_was_read():
    assert parse_note(NOTE).encoded == NOTE


def test_a_verifier_key_is_written_as_it_was_read():
    assert parse_vkey(VKEY).vkey == VKEY


def test_a_note_of_other_words_does_not_verify():
    changed = parse_note(NOTE.replace(b"example message", b"another message"))
    with pytest.raises(ValueError, match="false"):
        signers(changed, [parse_vkey(VKEY)])


def test_unknown_signatures_are_passed_over():
    ours, theirs = make_key("ours", b"\1" * 32), make_key("theirs", b"\2" * 32)
    note = sign_note("text\n", [theirs, ours, theirs])
    assert signers(parse_note(note.encoded), [ours.public]) == (ours.public,)
    assert signers(note, [make_key("ours", b"\3" * 32).public]) == ()


def test_several_signatures_are_named_in_the_order_of_the_known_keys():
    keys = [make_key(f"key{n}", bytes([n]) * 32) for n in range(16)]
    note = sign_note("text\n", keys)
    assert signers(note, [each.public for each in reversed(keys)]) == tuple(each.public for each in reversed(keys))


def test_one_false_signature_of_a_known_key_spoils_the_note():
    ours, theirs = make_key("ours", b"\1" * 32), make_key("theirs", b"\2" * 32)
    good, bad = sign_note("text\n", [ours, theirs]), sign_note("other\n", [theirs])
    mixed = type(good)("text\n", (good.signatures[0], bad.signatures[0]))
    with pytest.raises(ValueError, match="theirs is false"):
        signers(mixed, [ours.public, theirs.public])


def test_a_text_with_an_empty_line_is_split_at_the_last_one():
    note = sign_note("one\n\ntwo\n", [make_key("k", b"\1" * 32)])
    assert parse_note(note.encoded).text == "one\n\ntwo\n"


@pytest.mark.parametrize(
    "encoded",
    [
        b"",
        b"text\n",
        b"text\n\n",
        b"text\n\nk AAAAAAAA\n",
        "text\n\n— k AAAAAAAA".encode(),
        "text\n\n— k AAAAAAAA\n\n".encode(),
        "text\n\n— k AAAAAA==\n".encode(),
        "text\n\n— k AAAAAAB=\n".encode(),
        "text\n\n— k AAAA AAAA\n".encode(),
        "text\n\n— k+x AAAAAAAA\n".encode(),
        "text\n\n— k\u2003x AAAAAAAA\n".encode(),
        "te\txt\n\n— k AAAAAAAA\n".encode(),
        b"\xff\n\n",
        ("text\n\n" + "— k AAAAAAAA\n" * 101).encode(),
        ("x" * 1_000_001).encode(),
    ],
)
def test_what_is_not_a_note_is_refused(encoded):
    with pytest.raises(ValueError, match=r".+"):
        parse_note(encoded)


@pytest.mark.parametrize("name", ["", "a b", "a+b", " a", "a\u00a0b", "a\x00b", "\ud800"])
def test_a_name_that_cannot_stand_in_a_line_is_refused(name):
    with pytest.raises(ValueError, match="name"):
        check_key_name(name)


@pytest.mark.parametrize(
    "vkey",
    [
        "",
        "name+530d903a",
        VKEY.replace("530d903a", "530d903b"),
        VKEY.replace("530d903a", "530D903A"),
        VKEY.replace("example.com/foo", "example.com/fop"),
        VKEY.replace("example.com/foo", "example.com foo"),
        VKEY[:-1],
        VKEY[:-4],
        "name+00000000+",
        "name+00000000+/w==",
    ],
)
def test_what_is_not_a_verifier_key_is_refused(vkey):
    with pytest.raises(ValueError, match=r".+"):
        parse_vkey(vkey)


def test_a_post_quantum_verifier_key_is_written_and_read():
    key = make_key("witness.example", b"\5" * 32, ML_DSA_44_COSIGNATURE).public
    assert parse_vkey(key.vkey) == key


@pytest.mark.parametrize("text", ["QQ=", "QR==", "Q Q==", "QQ==\n", "é", "Q-=="])
def test_base64_has_one_spelling(text):
    with pytest.raises(ValueError, match="base64"):
        strict_base64(text)
