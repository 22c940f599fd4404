"""However a tree grows, its tiles, roots and proofs are those of the definition."""

from hypothesis import given, settings
from hypothesis import strategies as st

from answerable.pure.ledger.tiles import TileGrowth, edge_width, node_reader, widths_of
from answerable.pure.ledger.tree import (
    consistency_proof,
    inclusion_proof,
    leaf_hash,
    root_at,
    root_of,
    verify_consistency,
    verify_inclusion,
)

LEAVES = [leaf_hash(b"%d" % n) for n in range(2_000)]


def by_definition(leaves):
    """MTH of RFC 6962 section 2.1."""
    if len(leaves) == 1:
        return leaves[0]
    k = 1 << ((len(leaves) - 1).bit_length() - 1)
    return root_of([by_definition(leaves[:k]), by_definition(leaves[k:])])


def edge_tiles(tiles, size):
    edge = []
    while size >> (8 * len(edge)):
        level = len(edge)
        width = edge_width(size, level)
        edge.append(tiles[level, size >> (8 * (level + 1))][: width * 32] if width else b"")
    return edge


@given(st.lists(st.integers(0, 400), min_size=1, max_size=5))
@settings(max_examples=40, deadline=None)
def test_tiles_grown_in_any_steps_with_restarts_between_are_those_of_the_definition(steps):
    tiles, size = {}, 0
    for step in steps:
        growth = TileGrowth(size, edge_tiles(tiles, size))
        growth.add(LEAVES[size : size + step])
        size += step
        tiles |= growth.take_changed()
    assert {(*place, len(tile) // 32) for place, tile in tiles.items()} == set(widths_of(size))
    assert not size or root_at(size, node_reader(lambda level, number, _: tiles[level, number])) == by_definition(
        LEAVES[:size]
    )


@given(st.data())
@settings(max_examples=60, deadline=None)
def test_proofs_verify_for_their_own_leaf_and_size_only(data):
    size = data.draw(st.integers(1, 2_000))
    index = data.draw(st.integers(0, size - 1))
    old = data.draw(st.integers(1, size))
    read = READ
    root, old_root = root_at(size, read), root_at(old, read)
    proof = inclusion_proof(index, size, read)
    assert verify_inclusion(LEAVES[index], index, size, proof, root)
    other = data.draw(st.integers(0, 1_999))
    assert verify_inclusion(LEAVES[other], index, size, proof, root) == (other == index)
    between = consistency_proof(old, size, read)
    assert verify_consistency(old, size, between, old_root, root)
    assert not verify_consistency(old, size, between, leaf_hash(old_root), root)


def grown():
    growth = TileGrowth(0, [])
    growth.add(LEAVES)
    return growth.take_changed()


TILES = grown()
READ = node_reader(lambda level, number, _: TILES[level, number])
