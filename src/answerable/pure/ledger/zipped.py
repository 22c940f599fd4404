"""A zip file with only one way to write it, so that a changed byte anywhere in it is found.

Stored without compression and without times: most of the record is hashes and salts, which do not compress.
"""

import struct
from collections.abc import Callable
from zlib import crc32

_LOCAL = struct.Struct("<4s5H3I2H")
_CENTRAL = struct.Struct("<4s6H3I5H2I")
_END = struct.Struct("<4s4H2IH")
_VERSION = 20
_MADE_ON_UNIX = 3 << 8
_UTF8_NAMES = 0x800
_FIRST_OF_1980 = 0x21
_PLAIN_FILE = 0o100644 << 16
MOST_FILES = 0xFFFF
MOST_BYTES = 0xFFFFFFFF


class ZipWriter:
    """Writes one file after another; `close` adds the table of contents at the end."""

    def __init__(self, write: Callable[[bytes], object]) -> None:
        self._write = write
        self._offset = 0
        self._central: list[bytes] = []

    def add(self, name: str, content: bytes) -> None:
        """Add a file; ValueError if the zip would grow beyond 65,535 files or 4 GiB."""
        if len(self._central) == MOST_FILES or self._offset + len(content) + (1 << 24) > MOST_BYTES:
            raise ValueError("too large for one zip file")
        self._central.append(_central_header(name, content, self._offset))
        self._put(_local_header(name, content))
        self._put(content)

    def close(self) -> None:
        """Write the table of contents."""
        start, count = self._offset, len(self._central)
        for header in self._central:
            self._put(header)
        self._put(_END.pack(b"PK\x05\x06", 0, 0, count, count, self._offset - start, start, 0))

    def _put(self, piece: bytes) -> None:
        self._write(piece)
        self._offset += len(piece)


def read_layout(read: Callable[[int], bytes]) -> dict[str, tuple[int, int]]:
    """{name: (offset, length)} of the files in a zip, read from its beginning with read(byte count).

    ValueError unless it is byte for byte what `ZipWriter` writes.
    """
    expected: list[bytes] = []
    again = ZipWriter(expected.append)
    layout: dict[str, tuple[int, int]] = {}
    offset = 0
    while (header := read(_LOCAL.size))[:4] == b"PK\x03\x04":
        if len(header) < _LOCAL.size:
            raise ValueError("the zip file ends in the middle")
        length, name_length = _LOCAL.unpack(header)[8:10]
        raw_name = read(name_length)
        content = read(length)
        name = raw_name.decode("ascii")
        again.add(name, content)
        written = b"".join(expected)
        if header + raw_name + content != written or name in layout:
            raise ValueError("the zip file is not as the record writes it")
        layout[name] = (offset + _LOCAL.size + name_length, length)
        offset += len(written)
        expected.clear()
    again.close()
    rest = header
    while piece := read(1 << 16):
        rest += piece
    if rest != b"".join(expected):
        raise ValueError("the table of contents of the zip file is not that of its files")
    return layout


def _local_header(name: str, content: bytes) -> bytes:
    encoded = name.encode("ascii")
    sizes = (crc32(content), len(content), len(content), len(encoded), 0)
    return _LOCAL.pack(b"PK\x03\x04", _VERSION, _UTF8_NAMES, 0, 0, _FIRST_OF_1980, *sizes) + encoded


def _central_header(name: str, content: bytes, offset: int) -> bytes:
    encoded = name.encode("ascii")
    versions = (_MADE_ON_UNIX | _VERSION, _VERSION)
    sizes = (crc32(content), len(content), len(content), len(encoded), 0, 0, 0, 0, _PLAIN_FILE, offset)
    return _CENTRAL.pack(b"PK\x01\x02", *versions, _UTF8_NAMES, 0, 0, _FIRST_OF_1980, *sizes) + encoded
