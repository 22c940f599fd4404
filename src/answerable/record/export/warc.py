"""Public pages as a WARC file (ISO 28500): what web archives keep, exactly as a browser was given it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

_SHOWN = "%Y-%m-%dT%H:%M:%SZ"


@dataclass(frozen=True)
class Captured:
    """One answer to one request: whole address, status as in "200 OK", headers in order, body."""

    address: str
    status: str
    headers: Sequence[tuple[str, str]]
    body: bytes


def write_warc(path: Path, pages: Iterable[Captured], *, by: str, at: datetime) -> int:
    """Write the pages, each compressed by itself as the format wants it; how many. Memory holds one page."""
    count, moment = 0, at.astimezone(UTC).strftime(_SHOWN)
    with path.open("wb") as file:
        writer = WARCWriter(file, gzip=True)
        told = {"software": "Answerable", "format": "WARC File Format 1.1", "operator": by}
        writer.write_record(writer.create_warcinfo_record(path.name, told))
        for page in pages:
            shown = StatusAndHeaders(page.status, list(page.headers), protocol="HTTP/1.1")
            record = writer.create_warc_record(
                page.address,
                "response",
                payload=BytesIO(page.body),
                length=len(page.body),
                http_headers=shown,
                warc_headers_dict={"WARC-Date": moment},
            )
            writer.write_record(record)
            count += 1
    return count
