"""The record as static files (C2SP tlog-tiles): paths, hash tiles, partial tiles and entry bundles."""

import re
from collections.abc import Callable, Iterator, Sequence
from hashlib import sha256

from answerable.pure.ledger.tree import HASH_BYTES

TILE_HEIGHT = 8
TILE_WIDTH = 1 << TILE_HEIGHT
MOST_ENTRY_BYTES = 0xFFFF
MOST_LEVEL = 63
ENTRIES = -1
"""The level that stands for entry bundles, which lie beside the tiles of hashes."""

TileReader = Callable[[int, int, int], bytes]
"""(level, number, least width) to the bytes of the tile, which may be wider than asked for."""

_TILE_PATH = re.compile(r"tile/(entries|0|[1-9][0-9]?)/((?:x[0-9]{3}/){0,5}[0-9]{3})(?:\.p/([1-9][0-9]{0,2}))?")


def number_path(number: int) -> str:
    """The number in groups of three digits, all but the last with an x: 1234067 becomes x001/x234/067."""
    groups = [f"{number % 1000:03d}"]
    while number >= 1000:  # noqa: PLR2004 - groups of three digits
        number //= 1000
        groups.insert(0, f"x{number % 1000:03d}")
    return "/".join(groups)


def tile_path(level: int, number: int, width: int = TILE_WIDTH) -> str:
    """Where a tile lies under the record's address; level ENTRIES for an entry bundle."""
    name = "entries" if level == ENTRIES else str(level)
    partial = "" if width == TILE_WIDTH else f".p/{width}"
    return f"tile/{name}/{number_path(number)}{partial}"


def parse_tile_path(path: str) -> tuple[int, int, int]:
    """(level, number, width) of a tile's path; ValueError if it is not the one true spelling of a tile's path."""
    match = _TILE_PATH.fullmatch(path)
    if match is None:
        raise ValueError("not the path of a tile")
    level = ENTRIES if match[1] == "entries" else int(match[1])
    number = int(match[2].replace("/", "").replace("x", ""))
    width = int(match[3]) if match[3] else TILE_WIDTH
    if level > MOST_LEVEL or tile_path(level, number, width) != path:
        raise ValueError("not the path of a tile")
    return level, number, width


def widths_of(size: int) -> Iterator[tuple[int, int, int]]:
    """Each hash tile (level, number, width) of a tree of `size` leaves, without the empty ones."""
    level = 0
    count = size
    while count:
        for number in range(count >> TILE_HEIGHT):
            yield level, number, TILE_WIDTH
        if count % TILE_WIDTH:
            yield level, count >> TILE_HEIGHT, count % TILE_WIDTH
        count >>= TILE_HEIGHT
        level += 1


def bundle_widths(size: int) -> Iterator[tuple[int, int]]:
    """Each entry bundle (number, width) of a record of `size` entries."""
    for level, number, width in widths_of(size):
        if level:
            return
        yield number, width


def join_bundle(entries: Sequence[bytes]) -> bytes:
    """An entry bundle: each entry after its length as two bytes, the greater first."""
    if any(len(entry) > MOST_ENTRY_BYTES for entry in entries):
        raise ValueError("an entry is at most 65,535 bytes")
    return b"".join(len(entry).to_bytes(2, "big") + entry for entry in entries)


def split_bundle(bundle: bytes) -> list[bytes]:
    """The entries in a bundle; ValueError if a length does not fit or there are more than 256."""
    entries: list[bytes] = []
    position, end = 0, len(bundle)
    while position < end:
        start = position + 2
        position = start + int.from_bytes(bundle[position:start], "big")
        if start > end or position > end:
            raise ValueError("an entry bundle ends in the middle of an entry")
        entries.append(bundle[start:position])
    if len(entries) > TILE_WIDTH:
        raise ValueError("an entry bundle has at most 256 entries")
    return entries


def node_reader(read_tile: TileReader) -> Callable[[int, int], bytes]:
    """Read single nodes of the tree out of tiles; each tile is asked for once and then kept.

    Costs one or two tiles a level: an inclusion proof at 1,000,000 entries reads 3 tiles.
    """
    kept: dict[tuple[int, int], bytes] = {}

    def read(height: int, index: int) -> bytes:
        level, rise = divmod(height, TILE_HEIGHT)
        first = index << rise
        number, place = divmod(first, TILE_WIDTH)
        end = (place + (1 << rise)) * HASH_BYTES
        tile = kept.get((level, number), b"")
        if len(tile) < end:
            tile = kept[level, number] = read_tile(level, number, end // HASH_BYTES)
        if len(tile) < end:
            raise ValueError("a tile is narrower than the tree needs")
        return _root_of_whole(tile[place * HASH_BYTES : end])

    return read


def _root_of_whole(hashes: bytes) -> bytes:
    """The root over 2**n hashes side by side. Most of the work of a proof: so they are not taken apart first."""
    while len(hashes) > HASH_BYTES:
        pairs = range(0, len(hashes), 2 * HASH_BYTES)
        hashes = b"".join([sha256(b"\x01" + hashes[at : at + 2 * HASH_BYTES]).digest() for at in pairs])
    return hashes


class TileGrowth:
    """Adds leaf hashes to a tree kept as tiles, and says which tiles are new or wider.

    Give it the last, partial tile of each level; memory holds one tile a level plus what changed since `take_changed`.
    """

    def __init__(self, size: int, edge_tiles: Sequence[bytes]) -> None:
        self.size = size
        self._levels = [bytearray(tile) for tile in edge_tiles]
        self._changed: dict[tuple[int, int], bytes] = {}
        for level, tile in enumerate(self._levels):
            if len(tile) != edge_width(size, level) * HASH_BYTES:
                raise ValueError("the tiles at the edge do not fit the size of the tree")
        if size >> (TILE_HEIGHT * len(self._levels)):
            raise ValueError("a tile at the edge is missing")

    def add(self, leaves: Sequence[bytes]) -> None:
        """Append leaf hashes in order."""
        position = 0
        while position < len(leaves):
            room = TILE_WIDTH - self.size % TILE_WIDTH
            part = leaves[position : position + room]
            self._extend(0, self.size, b"".join(part))
            self.size += len(part)
            position += len(part)

    def _extend(self, level: int, count: int, hashes: bytes) -> None:
        if level == len(self._levels):
            self._levels.append(bytearray())
        tile = self._levels[level]
        tile += hashes
        self._changed[level, count // TILE_WIDTH] = bytes(tile)
        if len(tile) == TILE_WIDTH * HASH_BYTES:
            whole = _root_of_whole(bytes(tile))
            tile.clear()
            self._extend(level + 1, count // TILE_WIDTH, whole)

    def take_changed(self) -> dict[tuple[int, int], bytes]:
        """{(level, number): tile} of every tile that is new or wider than at the last call."""
        changed, self._changed = self._changed, {}
        return changed


def tiles_of_proof(index: int, size: int) -> set[tuple[int, int]]:
    """The (level, number) of every tile that `inclusion_proof` reads: the leaf's own and the edge's, on each level."""
    places = set()
    level = 0
    while size >> (TILE_HEIGHT * level):
        rise = TILE_HEIGHT * (level + 1)
        places.add((level, index >> rise))
        if edge_width(size, level):
            places.add((level, size >> rise))
        level += 1
    return places


def edge_width(size: int, level: int) -> int:
    """How many hashes the partial tile at the right edge of a level has; 0 if there is none."""
    return (size >> (TILE_HEIGHT * level)) % TILE_WIDTH
