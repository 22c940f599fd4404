"""The space that placing compares in: the newest row, kept open in this process for as long as it is the newest."""

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from django.db import connection, transaction

from answerable.errors import Failed
from answerable.pure.grouping.embedder import Embedder
from answerable.pure.grouping.space import Space as Geometry
from answerable.pure.grouping.space import starting_space
from answerable.questions.models import Space

SPACE_LOCK = 0x5175_0001
"""PostgreSQL's number of the lock under which a new space is written; any number that nothing else of ours uses."""


@dataclass(frozen=True, slots=True)
class InUse:
    """A row's number, by which stored scales are known to belong to it, and its geometry."""

    id: int
    geometry: Geometry


def space_in_use(*, embedder: Embedder, at: datetime) -> InUse:
    """The newest space of this embedder; the first is made here, and one that no longer fits is replaced."""
    return newest_space(embedder.identifier) or _first_space(embedder, at)


def newest_space(embedder: str | None = None) -> InUse | None:
    """The newest space, or None: there is none, another version wrote it, or it belongs to another embedder."""
    number = Space.objects.order_by("-id").values_list("id", flat=True).first()
    if number is None:
        return None
    try:
        geometry = _open(number)
    except Failed:
        return None
    return InUse(number, geometry) if embedder in {None, geometry.embedder} else None


def keep_space(*, geometry: Geometry, at: datetime, post_count: int) -> InUse:
    """Writes a new space, which is in use from the moment its transaction ends."""
    row = Space.objects.create(version=geometry.version, content=geometry.to_bytes(), made_at=at, post_count=post_count)
    return InUse(row.pk, geometry)


def _first_space(embedder: Embedder, at: datetime) -> InUse:
    geometry = starting_space(embedder)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [SPACE_LOCK])
        return newest_space(embedder.identifier) or keep_space(geometry=geometry, at=at, post_count=0)


@lru_cache(maxsize=2)
def _open(number: int) -> Geometry:
    """A row never changes, so its number is enough to keep it by; 0.3 to 3 MB."""
    return Geometry.from_bytes(bytes(Space.objects.values_list("content", flat=True).get(pk=number)))
