"""The 196 vectors of transparency-dev/merkle: proofs that must be taken, and mangled ones that must not.

They are data of others (see `vectors/`). One differs: its two equal "roots" of 12 bytes are no hashes, so we refuse it.
"""

import json
from base64 import b64decode
from pathlib import Path
from typing import Any

import pytest

from answerable.pure.ledger.tree import verify_consistency, verify_inclusion

VECTORS = json.loads((Path(__file__).parent / "vectors" / "transparency_dev_merkle.json").read_text())


def _bytes(encoded: str | None) -> bytes:
    return b64decode(encoded or "")


def _proof(vector: dict[str, Any]) -> list[bytes]:
    return [_bytes(one) for one in vector["proof"] or []]


def _are_hashes(vector: dict[str, Any], *names: str) -> bool:
    return all(len(_bytes(vector[name])) == 32 for name in names)


def test_all_of_them_are_here() -> None:
    assert [len(VECTORS[kind]) for kind in ("inclusion", "consistency")] == [98, 98]


@pytest.mark.parametrize("name", VECTORS["inclusion"])
def test_a_leaf_in_a_tree(name: str) -> None:
    one = VECTORS["inclusion"][name]
    leaf, root = _bytes(one["leafHash"]), _bytes(one["root"])
    assert verify_inclusion(leaf, one["leafIdx"], one["treeSize"], _proof(one), root) is not one["wantErr"]


@pytest.mark.parametrize("name", VECTORS["consistency"])
def test_a_tree_that_another_grew_from(name: str) -> None:
    one = VECTORS["consistency"][name]
    taken = verify_consistency(one["size1"], one["size2"], _proof(one), _bytes(one["root1"]), _bytes(one["root2"]))
    assert taken is (not one["wantErr"] and _are_hashes(one, "root1", "root2"))


def test_one_alone_differs_because_its_roots_are_no_hashes() -> None:
    odd = [
        name
        for name, one in VECTORS["consistency"].items()
        if not one["wantErr"] and not _are_hashes(one, "root1", "root2")
    ]
    assert len(odd) == 1, odd
