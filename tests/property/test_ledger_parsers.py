"""Whatever bytes come in, the ledger's parsers read them or raise ValueError, and nothing false is accepted."""

import io
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from answerable.pure.ledger.audit import Audit
from answerable.pure.ledger.audit_proof import audit_proof
from answerable.pure.ledger.checkpoint import Head, parse_checkpoint, parse_head, signers
from answerable.pure.ledger.disclosure import make_disclosure, parse_disclosure
from answerable.pure.ledger.ed25519 import verify_ed25519
from answerable.pure.ledger.entry import parse_entry
from answerable.pure.ledger.layout import Archive, needed_names, sum_lines, text_names
from answerable.pure.ledger.note import parse_note, parse_vkey
from answerable.pure.ledger.proof_file import ProofFile, entry_extra, parse_extra, parse_proof
from answerable.pure.ledger.signing import WITH_LIBRARY, make_key, parse_skey, sign_note
from answerable.pure.ledger.tiles import join_bundle, parse_tile_path, split_bundle
from answerable.pure.ledger.tree import leaf_hash
from answerable.pure.ledger.trust import Trust, parse_trust, write_trust
from answerable.pure.ledger.writing import write_entry
from answerable.pure.ledger.zipped import ZipWriter, read_layout

KEY = make_key("answers.example", b"\x03" * 32)
TEXT = make_disclosure(b"\1" * 32, "title", "When is bin day?")
ENTRY = write_entry("question.opened", {"question": "q_0001"}, [TEXT], date(2026, 11, 20))
NOTE = sign_note(Head("answers.example", 1, leaf_hash(ENTRY)).text, [KEY]).encoded
EXTRA = entry_extra(ENTRY, [TEXT])
PROOF = ProofFile(0, (), NOTE, EXTRA).encoded
TRUST = write_trust([KEY.public.vkey])


def small_zip():
    pieces = []
    writer = ZipWriter(pieces.append)
    writer.add("name", b"content")
    writer.close()
    return b"".join(pieces)


def as_text(parse):
    return lambda raw: parse(raw.decode("utf-8", "surrogateescape"))


PARSERS = {
    "note": (parse_note, NOTE),
    "checkpoint": (parse_checkpoint, NOTE),
    "head": (as_text(parse_head), NOTE.split(b"\n\n")[0] + b"\n"),
    "vkey": (as_text(parse_vkey), KEY.public.vkey.encode()),
    "skey": (as_text(parse_skey), KEY.skey.encode()),
    "trust": (as_text(parse_trust), TRUST.encode()),
    "proof": (parse_proof, PROOF),
    "extra": (parse_extra, EXTRA),
    "disclosure": (as_text(parse_disclosure), TEXT.encode()),
    "entry": (parse_entry, ENTRY),
    "bundle": (split_bundle, join_bundle([ENTRY, b""])),
    "path": (as_text(parse_tile_path), b"tile/entries/x001/x234/067.p/5"),
    "zip": (lambda raw: read_layout(io.BytesIO(raw).read), small_zip()),
}


@st.composite
def near(draw, good):
    """Bytes at random, or the good ones with a few changes."""
    if draw(st.integers(0, 9)) == 0:
        return draw(st.binary(max_size=300))
    raw = bytearray(good)
    for _ in range(draw(st.integers(1, 3))):
        place = draw(st.integers(0, len(raw)))
        kind = draw(st.integers(0, 2))
        if kind == 0 and place < len(raw):
            raw[place] = draw(st.integers(0, 255))
        elif kind == 1:
            raw[place:place] = draw(st.binary(min_size=1, max_size=4) | st.sampled_from([b"\n", b"\n\n", b" ", b"+"]))
        else:
            del raw[place : place + draw(st.integers(1, 8))]
    return bytes(raw)


@pytest.mark.parametrize("name", sorted(PARSERS))
@given(data=st.data())
@settings(max_examples=150, deadline=None)
def test_a_parser_reads_or_raises_value_error(name, data):
    parse, good = PARSERS[name]
    parse(good)
    try:
        parse(data.draw(near(good)))
    except ValueError:
        return


@given(near(NOTE))
@settings(max_examples=300, deadline=None)
def test_no_changed_checkpoint_is_believed_to_be_signed(raw):
    try:
        head, note = parse_checkpoint(raw)
        signed = signers(note, [KEY.public], WITH_LIBRARY)
    except ValueError:
        return
    assert not signed or head == Head("answers.example", 1, leaf_hash(ENTRY))


@given(near(PROOF))
@settings(max_examples=200, deadline=None)
def test_no_changed_proof_shows_another_entry(raw):
    report = audit_proof(raw, Trust((KEY.public,)), WITH_LIBRARY)
    assert not report.good or parse_extra(parse_proof(raw).extra)[0] == ENTRY


@given(st.binary(max_size=40), st.binary(max_size=40), st.binary(max_size=70))
@settings(max_examples=50, deadline=None)
def test_a_signature_of_any_bytes_is_false_and_not_an_error(key, message, signature):
    assert not verify_ed25519(key, message, signature)


@given(
    st.dictionaries(st.sampled_from(sorted(needed_names(1) | text_names(1) | {"odd"})), st.binary(max_size=60)),
    st.booleans(),
)
@settings(max_examples=100, deadline=None)
def test_an_archive_of_any_bytes_is_wrong_and_not_an_error(files, believable):
    if believable:
        files |= {"trust.txt": TRUST.encode(), "checkpoint": NOTE}
        files = {name: content for name, content in files.items() if name != "SHA256SUMS"}
        files["SHA256SUMS"] = sum_lines(files.items())
    assert not Audit(Archive(frozenset(files), files.__getitem__), verify=WITH_LIBRARY).run().good


@given(st.text(max_size=60).filter(lambda text: text.isprintable()))
@settings(max_examples=100, deadline=None)
def test_any_text_comes_back_out_of_its_disclosure(text):
    assert parse_disclosure(make_disclosure(b"\1" * 16, "name", text)).value == text


@given(st.text(max_size=40))
@settings(max_examples=200, deadline=None)
def test_no_words_get_into_an_entry(text):
    try:
        raw = write_entry("question.triaged", {"question": "q_0001", "outcome": text}, [], date(2026, 11, 20))
    except ValueError:
        return
    assert text.isascii()
    assert " " not in text
    assert parse_entry(raw)["outcome"] == text
