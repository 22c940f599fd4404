"""Parts of the record that stand alone: pseudonyms, the one-file verifier, a table of names."""

import ast
import subprocess
import sys
from collections import Counter

import pytest

from answerable.errors import Refused
from answerable.pure.ledger.zipped import ZipWriter
from answerable.record.export import archive
from answerable.record.export.standalone import standalone_verifier
from answerable.record.models import Checkpoint, Disclosure, Entry, Tile
from answerable.record.pseudonym import pseudonym
from answerable.record.stored_tree import read_tile, stored_nodes

SECRET = b"s" * 32


def test_a_person_has_one_name_for_a_year():
    assert pseudonym("person-1", 2026, SECRET) == pseudonym("person-1", 2026, SECRET)
    assert len({pseudonym(person, year, SECRET) for person in ("1", "2") for year in (2026, 2027)}) == 4
    assert pseudonym("1", 2026, SECRET) != pseudonym("1", 2026, b"t" * 32)


def test_a_pseudonym_is_a_token_that_an_entry_takes():
    name = pseudonym("person-1", 2026, SECRET)
    assert name.startswith("p_")
    assert len(name) == 28
    assert set(name[2:]) <= set("abcdefghijklmnopqrstuvwxyz234567")


def test_a_short_secret_is_refused():
    with pytest.raises(ValueError, match="32 bytes"):
        pseudonym("person-1", 2026, b"short")


def test_the_one_file_verifier_defines_no_name_twice():
    names = Counter()
    for node in ast.parse(standalone_verifier()).body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            names[node.name] += 1
        targets = (
            node.targets if isinstance(node, ast.Assign) else [node.target] if isinstance(node, ast.AnnAssign) else []
        )
        names.update(target.id for target in targets)
    assert [name for name, count in names.items() if count > 1] == []


def test_the_one_file_verifier_needs_the_standard_library_only():
    modules = set()
    for node in ast.walk(ast.parse(standalone_verifier())):
        if isinstance(node, ast.Import):
            modules |= {each.name.split(".")[0] for each in node.names}
        if isinstance(node, ast.ImportFrom):
            modules.add(node.module.split(".")[0])
    assert modules <= sys.stdlib_module_names


def test_the_one_file_verifier_says_what_it_takes(tmp_path):
    (tmp_path / "verify.py").write_text(standalone_verifier(), encoding="utf-8")
    (tmp_path / "x.tlog-proof").write_text("nonsense")
    run = [sys.executable, "-I", "-S", "verify.py"]
    told = subprocess.run([*run, "--help"], capture_output=True, text=True, cwd=tmp_path, check=True)
    lost = subprocess.run([*run, "x.tlog-proof"], capture_output=True, text=True, cwd=tmp_path, check=False)
    assert "without a network" in told.stdout
    assert (lost.returncode, "--trust" in lost.stdout) == (2, True)


@pytest.mark.parametrize(
    ("row", "name"),
    [
        (Entry(type="body.named"), "body.named pending"),
        (Entry(type="body.named", index=3), "body.named 3"),
        (Disclosure(entry_id=3, name="text"), "text of entry 3"),
        (Tile(level=1, number=2), "tile 1/2"),
        (Checkpoint(size=5), "checkpoint 5"),
    ],
)
def test_rows_have_names_for_people(row, name):
    assert str(row) == name


@pytest.mark.django_db
def test_a_tile_that_is_missing_or_too_narrow_is_an_error():
    Tile.objects.create(level=0, number=0, hashes=bytes(32))
    assert read_tile(0, 0, 1) == bytes(32)
    with pytest.raises(ValueError, match="missing or too narrow"):
        stored_nodes()(1, 0)
    with pytest.raises(ValueError, match="missing or too narrow"):
        read_tile(0, 1, 1)


def test_a_record_too_large_for_a_zip_is_refused_and_leaves_nothing(tmp_path):
    def too_large(writer: ZipWriter) -> int:
        writer.add("x", b"")
        raise ValueError("too large for one zip file")

    with pytest.raises(Refused, match="as a folder"):
        archive.write_zip(tmp_path / "a.zip", too_large)
    assert list(tmp_path.iterdir()) == []
