"""The tree as the database holds it: its size, its tiles and its nodes."""

from django.db import connection

from answerable.pure.ledger.tiles import TileGrowth, edge_width, node_reader, tiles_of_proof
from answerable.pure.ledger.tree import NodeReader
from answerable.record.models import Entry, Tile

_TILES_AT = """
SELECT tile.level, tile.number, tile.hashes
FROM record_tile tile JOIN unnest(%s::smallint[], %s::bigint[]) AS wanted(level, number) USING (level, number)
"""


def stored_size() -> int:
    """How many entries have an index."""
    last = Entry.objects.filter(index__isnull=False).order_by("-index").values_list("index", flat=True).first()
    return 0 if last is None else last + 1


def read_tile(level: int, number: int, width: int) -> bytes:
    """The bytes of a tile, as wide as it is now; ValueError if it is missing or narrower than `width` hashes."""
    tile = Tile.objects.filter(level=level, number=number).values_list("hashes", flat=True).first()
    if tile is None or len(tile) < width * 32:
        raise ValueError("a tile of the record is missing or too narrow")
    return bytes(tile)


def stored_nodes() -> NodeReader:
    """Read nodes of the tree from stored tiles; keeps the tiles it has read, so make one for each piece of work."""
    return node_reader(read_tile)


def nodes_of_proof(index: int, size: int) -> NodeReader:
    """The nodes that the inclusion proof of one leaf needs, in one query: a round trip a tile would double its time."""
    levels, numbers = zip(*tiles_of_proof(index, size), strict=True)
    with connection.cursor() as cursor:
        cursor.execute(_TILES_AT, [list(levels), list(numbers)])
        kept = {(level, number): bytes(hashes) for level, number, hashes in cursor.fetchall()}

    def read(level: int, number: int, width: int) -> bytes:
        tile = kept.get((level, number), b"")
        if len(tile) < width * 32:
            raise ValueError("a tile of the record is missing or too narrow")
        return tile

    return node_reader(read)


def stored_edge(size: int) -> TileGrowth:
    """The right edge of the stored tree, ready to grow."""
    edge = []
    level = 0
    while size >> (8 * level):
        width = edge_width(size, level)
        number = size >> (8 * (level + 1))
        edge.append(read_tile(level, number, width)[: width * 32] if width else b"")
        level += 1
    return TileGrowth(size, edge)


def store_tiles(tree: TileGrowth) -> None:
    """Write the tiles that have changed since the last time."""
    Tile.objects.bulk_create(
        [Tile(level=level, number=number, hashes=tile) for (level, number), tile in tree.take_changed().items()],
        update_conflicts=True,
        unique_fields=["level", "number"],
        update_fields=["hashes"],
    )
