"""The zip file with one spelling: other programs read it, and no byte of it can change unseen."""

import io
import random
import zipfile

import pytest

from answerable.pure.ledger.zipped import MOST_FILES, ZipWriter, read_layout

FILES = {"a.txt": b"first", "folder/b": b"", "tile/0/000": bytes(range(256))}


def zipped(files=FILES):
    pieces = []
    writer = ZipWriter(pieces.append)
    for name, content in files.items():
        writer.add(name, content)
    writer.close()
    return b"".join(pieces)


def layout_of(raw):
    return read_layout(io.BytesIO(raw).read)


def test_other_programs_read_it():
    with zipfile.ZipFile(io.BytesIO(zipped())) as archive:
        assert archive.testzip() is None
        assert {name: archive.read(name) for name in archive.namelist()} == FILES


def test_the_layout_says_where_each_file_lies():
    raw = zipped()
    assert {name: raw[start : start + length] for name, (start, length) in layout_of(raw).items()} == FILES


def test_an_empty_zip_has_no_files():
    assert layout_of(zipped({})) == {}


def test_every_changed_bit_is_found():
    raw = zipped()
    for place in range(len(raw)):
        for bit in range(8):
            changed = bytearray(raw)
            changed[place] ^= 1 << bit
            with pytest.raises(ValueError, match=r".+"):
                layout_of(bytes(changed))


def test_every_cut_and_every_addition_is_found():
    raw = zipped()
    rng = random.Random(1)  # noqa: S311 - a seed, so that a failure comes again
    for place in range(len(raw)):
        for changed in (raw[:place], raw[:place] + bytes([rng.randrange(256)]) + raw[place:], raw[place + 1 :]):
            if changed != raw:
                with pytest.raises(ValueError, match=r".+"):
                    layout_of(changed)


def test_a_name_that_comes_twice_is_refused():
    pieces = []
    writer = ZipWriter(pieces.append)
    writer.add("a", b"1")
    writer.add("a", b"2")
    writer.close()
    with pytest.raises(ValueError, match="not as the record writes it"):
        layout_of(b"".join(pieces))


def test_a_zip_made_by_another_program_is_refused():
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("a.txt", b"first")
    with pytest.raises(ValueError, match="not as the record writes it"):
        layout_of(made.getvalue())


def test_it_does_not_grow_beyond_what_a_zip_can_count():
    writer = ZipWriter(lambda _piece: None)
    for number in range(MOST_FILES):
        writer.add(str(number), b"")
    with pytest.raises(ValueError, match="too large"):
        writer.add("one more", b"")
