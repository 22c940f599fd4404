"""The tree against the vectors of RFC 6962's reference tests and against the standard's own definition."""

import pytest

from answerable.pure.ledger.tree import (
    EMPTY_ROOT,
    consistency_proof,
    edge_of,
    inclusion_proof,
    leaf_hash,
    root_at,
    root_of,
    verify_consistency,
    verify_inclusion,
)

# The eight leaves and the roots of the Certificate Transparency reference tests.
CT_LEAVES = [
    bytes.fromhex(each)
    for each in (
        "",
        "00",
        "10",
        "2021",
        "3031",
        "40414243",
        "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    )
]
CT_ROOTS = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
LEAVES = [leaf_hash(b"entry %d" % n) for n in range(70)]


def by_definition(leaves):
    """MTH of RFC 6962 section 2.1, word for word."""
    from hashlib import sha256

    if not leaves:
        return sha256(b"").digest()
    if len(leaves) == 1:
        return leaves[0]
    k = 1
    while k * 2 < len(leaves):
        k *= 2
    return sha256(b"\x01" + by_definition(leaves[:k]) + by_definition(leaves[k:])).digest()


def path_by_definition(m, leaves):
    """PATH of RFC 6962 section 2.1.1."""
    if len(leaves) == 1:
        return []
    k = 1 << ((len(leaves) - 1).bit_length() - 1)
    if m < k:
        return [*path_by_definition(m, leaves[:k]), by_definition(leaves[k:])]
    return [*path_by_definition(m - k, leaves[k:]), by_definition(leaves[:k])]


def proof_by_definition(m, leaves, *, whole=True):
    """SUBPROOF of RFC 6962 section 2.1.2."""
    n = len(leaves)
    if m == n:
        return [] if whole else [by_definition(leaves)]
    k = 1 << ((n - 1).bit_length() - 1)
    if m <= k:
        return [*proof_by_definition(m, leaves[:k], whole=whole), by_definition(leaves[k:])]
    return [*proof_by_definition(m - k, leaves[k:], whole=False), by_definition(leaves[:k])]


def read_node(height, index):
    return by_definition(LEAVES[index << height : (index + 1) << height])


@pytest.mark.parametrize("size", range(9))
def test_the_root_is_that_of_the_reference_tests(size):
    assert root_of([leaf_hash(each) for each in CT_LEAVES[:size]]).hex() == CT_ROOTS[size]


def test_the_root_of_an_empty_tree_is_the_hash_of_nothing():
    assert root_at(0, read_node) == EMPTY_ROOT


@pytest.mark.parametrize("size", range(1, 71))
def test_roots_and_inclusion_proofs_are_those_of_the_definition(size):
    root = by_definition(LEAVES[:size])
    assert root_of(LEAVES[:size]) == root_at(size, read_node) == root
    for index in range(size):
        proof = inclusion_proof(index, size, read_node)
        assert proof == path_by_definition(index, LEAVES[:size])
        assert verify_inclusion(LEAVES[index], index, size, proof, root)


@pytest.mark.parametrize("new", range(1, 71))
def test_consistency_proofs_are_those_of_the_definition(new):
    new_root = by_definition(LEAVES[:new])
    for old in range(1, new + 1):
        proof = consistency_proof(old, new, read_node)
        assert proof == proof_by_definition(old, LEAVES[:new])
        assert verify_consistency(old, new, proof, by_definition(LEAVES[:old]), new_root)


@pytest.mark.parametrize("size", [1, 2, 5, 8, 33, 70])
def test_a_false_inclusion_proof_is_refused(size):
    root = by_definition(LEAVES[:size])
    for index in range(size):
        proof = inclusion_proof(index, size, read_node)
        assert not verify_inclusion(LEAVES[index], index, size, [*proof, root], root)
        assert not verify_inclusion(LEAVES[index], index, size, [b"short", *proof], root)
        assert not verify_inclusion(LEAVES[index - 1] + b"x", index, size, proof, root)
        assert not verify_inclusion(root_of([b"\0" * 32, LEAVES[0]]), index, size, proof, root)
        assert all(not verify_inclusion(LEAVES[index], index, size, proof[:cut], root) for cut in range(len(proof)))
        assert all(
            not verify_inclusion(LEAVES[index], other, size, proof, root)
            for other in (-1, *range(size))
            if other != index
        )


@pytest.mark.parametrize(("old", "new"), [(1, 2), (3, 7), (4, 8), (6, 7), (32, 70), (69, 70)])
def test_a_false_consistency_proof_is_refused(old, new):
    proof = consistency_proof(old, new, read_node)
    old_root, new_root = by_definition(LEAVES[:old]), by_definition(LEAVES[:new])
    assert not verify_consistency(old, new, [*proof, new_root], old_root, new_root)
    assert not verify_consistency(old, new, proof[:-1], old_root, new_root)
    assert not verify_consistency(old, new, [], old_root, new_root)
    assert not verify_consistency(old, new, proof, new_root, old_root)
    assert not verify_consistency(new, old, proof, old_root, new_root)
    assert not verify_consistency(old, new, proof, old_root[:-1], new_root)


def test_trees_of_one_size_agree_only_with_one_root_and_no_proof():
    assert verify_consistency(3, 3, [], LEAVES[0], LEAVES[0])
    assert not verify_consistency(3, 3, [], LEAVES[0], LEAVES[1])
    assert not verify_consistency(3, 3, [LEAVES[0]], LEAVES[0], LEAVES[0])


def test_nothing_is_shown_by_agreeing_with_an_empty_tree():
    assert not verify_consistency(0, 3, [], EMPTY_ROOT, by_definition(LEAVES[:3]))


@pytest.mark.parametrize(("index", "size"), [(0, 0), (3, 3), (-1, 3)])
def test_no_inclusion_proof_is_made_of_a_leaf_outside_the_tree(index, size):
    with pytest.raises(ValueError, match="inside"):
        inclusion_proof(index, size, read_node)


@pytest.mark.parametrize(("old", "new"), [(0, 3), (4, 3)])
def test_no_consistency_proof_is_made_of_what_is_not_a_beginning(old, new):
    with pytest.raises(ValueError, match="older"):
        consistency_proof(old, new, read_node)


def test_the_edge_of_a_tree_is_its_complete_subtrees():
    assert edge_of(0b1011) == [(3, 0), (1, 4), (0, 10)]
