"""How an archive of the record is laid out: which files there are, and what each is called."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from hashlib import sha256

from answerable.pure.ledger.tiles import (
    ENTRIES,
    TILE_WIDTH,
    TileReader,
    bundle_widths,
    edge_width,
    number_path,
    tile_path,
    widths_of,
)

CHECKPOINT = "checkpoint"
OLDER_CHECKPOINTS = "checkpoints/"
TEXTS = "texts/"
TRUST = "trust.txt"
SUMS = "SHA256SUMS"
EXPLANATION = "README.txt"
VERIFIER = "verify.py"


@dataclass(frozen=True)
class Archive:
    """An archive as a reader sees it: the names of all files, and a way to read one."""

    names: frozenset[str]
    read_file: Callable[[str], bytes]

    def read(self, name: str) -> bytes:
        """The content of a file; ValueError if there is no such file."""
        if name not in self.names:
            raise ValueError(f"{name} is missing")
        return self.read_file(name)


def archive_tiles(archive: Archive, size: int) -> TileReader:
    """Read the tiles of an archive of `size` entries; a tile at the edge is as wide as there are entries."""

    def read(level: int, number: int, _width: int) -> bytes:
        is_edge = number == size >> (8 * (level + 1))
        return archive.read(tile_path(level, number, edge_width(size, level) if is_edge else TILE_WIDTH))

    return read


def text_path(number: int, width: int) -> str:
    """Where the texts beside the entries of a bundle lie; the file is left out where there are none."""
    return TEXTS + number_path(number) + ("" if width == TILE_WIDTH else f".p/{width}")


def needed_names(size: int) -> set[str]:
    """The files that an archive of `size` entries must have, without older checkpoints and texts."""
    names = {CHECKPOINT, TRUST, SUMS, EXPLANATION, VERIFIER}
    names.update(tile_path(*place) for place in widths_of(size))
    names.update(tile_path(ENTRIES, number, width) for number, width in bundle_widths(size))
    return names


def text_names(size: int) -> set[str]:
    """The files of texts that an archive of `size` entries may have."""
    return {text_path(number, width) for number, width in bundle_widths(size)}


def sum_lines(contents: Iterable[tuple[str, bytes]]) -> bytes:
    """The file of checksums, in the form that `sha256sum --check` reads; sorted by name."""
    return b"".join(sum_line(name, sha256(content).hexdigest()) for name, content in sorted(contents))


def sum_line(name: str, hex_digest: str) -> bytes:
    """One line of the file of checksums."""
    return f"{hex_digest}  {name}\n".encode()
