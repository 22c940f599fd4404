"""Tiles and bundles as C2SP tlog-tiles lays them out."""

import pytest

from answerable.pure.ledger.tiles import (
    ENTRIES,
    TileGrowth,
    bundle_widths,
    join_bundle,
    node_reader,
    number_path,
    parse_tile_path,
    split_bundle,
    tile_path,
    tiles_of_proof,
    widths_of,
)
from answerable.pure.ledger.tree import inclusion_proof, leaf_hash, root_at, root_of, verify_inclusion

LEAVES = [leaf_hash(b"%d" % n) for n in range(70_000)]


def grown(size, batch=1000):
    growth = TileGrowth(0, [])
    tiles = {}
    for start in range(0, size, batch):
        growth.add(LEAVES[start : min(start + batch, size)])
        tiles |= growth.take_changed()
    return tiles


def test_the_path_is_the_example_of_the_specification():
    assert number_path(1234067) == "x001/x234/067"


@pytest.mark.parametrize(
    ("place", "path"),
    [
        ((0, 0, 256), "tile/0/000"),
        ((1, 17, 5), "tile/1/017.p/5"),
        ((63, 1000, 255), "tile/63/x001/000.p/255"),
        ((ENTRIES, 1234067, 256), "tile/entries/x001/x234/067"),
    ],
)
def test_a_path_is_written_and_read(place, path):
    assert tile_path(*place) == path
    assert parse_tile_path(path) == place


@pytest.mark.parametrize(
    "path",
    [
        "tile/0/0",
        "tile/64/000",
        "tile/00/000",
        "tile/0/x000/000",
        "tile/0/000.p/0",
        "tile/0/000.p/256",
        "tile/0/000.p/01",
        "tile/0/001/000",
        "tile/-1/000",
        "tile/data/000",
        "tile/0/000\n",
        "",
        "tile/0/٠٠٠",
    ],
)
def test_another_spelling_of_a_path_is_refused(path):
    with pytest.raises(ValueError, match="path"):
        parse_tile_path(path)


def test_a_tree_of_70_000_has_the_tiles_of_the_specification():
    tiles = list(widths_of(70_000))
    assert [sum(1 for level, _, width in tiles if (level, width) == each) for each in [(0, 256), (1, 256)]] == [273, 1]
    assert [(level, width) for level, _, width in tiles if width < 256] == [(0, 112), (1, 17), (2, 1)]


def test_a_tree_of_256_has_a_full_tile_and_one_hash_above_it():
    assert list(widths_of(256)) == [(0, 0, 256), (1, 0, 1)]
    assert list(bundle_widths(256)) == [(0, 256)]


def test_an_empty_tree_has_no_tiles():
    assert list(widths_of(0)) == list(bundle_widths(0)) == []


def test_bundles_are_the_lowest_tiles():
    assert list(bundle_widths(600)) == [(0, 256), (1, 256), (2, 88)]


@pytest.mark.parametrize("batch", [1, 255, 256, 257, 1000])
def test_tiles_do_not_depend_on_how_the_leaves_came(batch):
    assert grown(1500, batch) == grown(1500, 1500)


def test_grown_tiles_hold_the_hashes_of_the_definition():
    tiles = grown(70_000)
    assert {(level, number): len(tile) // 32 for (level, number), tile in tiles.items()} == {
        (level, number): width for level, number, width in widths_of(70_000)
    }
    assert tiles[1, 0][32:64] == root_of(LEAVES[256:512])
    assert tiles[2, 0] == root_of(LEAVES[:65536])


def test_growth_goes_on_from_the_edge():
    whole = grown(1500)
    before = grown(700)
    growth = TileGrowth(700, [before[0, 2], before[1, 0]])
    growth.add(LEAVES[700:1500])
    assert before | growth.take_changed() == whole


@pytest.mark.parametrize(("size", "edge"), [(1, []), (1, [b""]), (256, [b"", b""]), (300, [LEAVES[0] * 44])])
def test_growth_from_an_edge_that_does_not_fit_is_refused(size, edge):
    with pytest.raises(ValueError, match="edge"):
        TileGrowth(size, edge)


@pytest.mark.parametrize("size", [1, 255, 256, 257, 65_536, 70_000])
def test_proofs_come_out_of_tiles(size):
    tiles = grown(size)
    read = node_reader(lambda level, number, _width: tiles[level, number])
    root = root_at(size, read)
    assert root == root_of(LEAVES[:size])
    for index in {0, size // 2, size - 1}:
        assert verify_inclusion(LEAVES[index], index, size, inclusion_proof(index, size, read), root)


def test_a_narrower_tile_than_the_tree_needs_is_refused():
    read = node_reader(lambda *_place: LEAVES[0])
    with pytest.raises(ValueError, match="narrower"):
        read(1, 0)


def test_a_tile_that_was_kept_is_read_again_when_it_has_to_be_wider():
    asked = []

    def read_tile(level, number, width):
        asked.append(width)
        return b"".join(LEAVES[:width])

    read = node_reader(read_tile)
    assert [read(0, 0), read(1, 0), read(0, 1)] == [LEAVES[0], root_of(LEAVES[:2]), LEAVES[1]]
    assert asked == [1, 2]


def test_a_bundle_is_split_as_it_was_joined():
    entries = [b"", b"one", b"\xff" * 65_535]
    assert split_bundle(join_bundle(entries)) == entries


def test_an_entry_too_long_for_a_bundle_is_refused():
    with pytest.raises(ValueError, match="65,535"):
        join_bundle([b"x" * 65_536])


@pytest.mark.parametrize("bundle", [b"\x00", b"\x00\x02x", b"\x00\x00" * 257])
def test_a_bundle_that_does_not_add_up_is_refused(bundle):
    with pytest.raises(ValueError, match="bundle"):
        split_bundle(bundle)


@pytest.mark.parametrize("size", [1, 2, 255, 256, 257, 511, 65_536, 65_537, 69_999])
def test_a_proof_reads_no_tile_but_those_named_for_it(size):
    tiles = grown(size)
    root = root_at(size, node_reader(lambda level, number, _width: tiles[level, number]))
    for index in {0, size // 3, size - 1}:
        named = {place: tiles[place] for place in tiles_of_proof(index, size) if place in tiles}
        proof = inclusion_proof(
            index, size, node_reader(lambda level, number, _width, named=named: named[level, number])
        )
        assert verify_inclusion(LEAVES[index], index, size, proof, root)
