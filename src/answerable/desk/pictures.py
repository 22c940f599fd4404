"""The pictures of a draft: kept once under their hash, described beside each version, loaded when they go out.

A version keeps a list of values: `hash`, `name` (the file's, for colleagues), `alt` (what it shows, for everyone who
cannot see it), `decorative_because` (why it needs no such words) and `size_bytes`.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any, Final

from django.db import connection
from django.db.models.functions import Length
from django.utils.translation import gettext as _

from answerable.desk.clean_picture import clean_picture
from answerable.desk.models import Picture
from answerable.desk.words import Described
from answerable.errors import Refused
from answerable.networks.attached import Attachment

MOST_PICTURES: Final = 4
"""What Bluesky and Mastodon show under one post."""

MOST_ALT, MOST_NAME = 5_000, 100
UNUSED_FOR: Final = timedelta(days=1)

_FORGET: Final = """
DELETE FROM desk_picture WHERE given_at < %s AND NOT EXISTS (
  SELECT 1 FROM desk_draftversion WHERE pictures @> jsonb_build_array(jsonb_build_object('hash', desk_picture.hash)))
"""


def keep_picture(*, given: bytes, at: datetime) -> Picture:
    """Cleans the picture and keeps it; the same one twice is one row. Raises `Refused` for what is no picture."""
    clean = clean_picture(given)
    made = {"content": clean.content, "media_type": clean.media_type, "width": clean.width, "height": clean.height}
    kept, _new = Picture.objects.update_or_create(hash=clean.hash, defaults={"given_at": at, **made})
    return kept


def described(pictures: Iterable[Described]) -> list[dict[str, Any]]:
    """What a version keeps of its pictures, within the caller's transaction, so that none of them goes meanwhile.

    Raises `Refused` for too many, twice the same, or one that is gone.
    """
    given = list(pictures)
    if len(given) > MOST_PICTURES:
        raise Refused(_("An answer carries four pictures at most. Leave some out."))
    hashes = [one["hash"] for one in given]
    if len(set(hashes)) < len(given):
        raise Refused(_("The same picture is there twice. Leave one out."))
    if Picture.objects.select_for_update().filter(hash__in=hashes).count() < len(given):
        raise Refused(_("A picture is not here any more. Choose its file again."))
    return with_sizes(given)


def with_sizes(given: Sequence[Described]) -> list[dict[str, Any]]:
    """The same, as a version keeps them; those that are not here are left out."""
    kept = Picture.objects.filter(hash__in=[one["hash"] for one in given])
    sizes = dict(kept.annotate(size=Length("content")).values_list("hash", "size"))
    return [
        {
            "hash": one["hash"],
            "name": " ".join(one["name"].split())[:MOST_NAME] or _("picture"),
            "alt": one["alt"].strip()[:MOST_ALT],
            "decorative_because": one["decorative_because"].strip()[:MOST_ALT],
            "size_bytes": sizes[one["hash"]],
        }
        for one in given
        if one["hash"] in sizes
    ]


def attachments_of(pictures: Sequence[Described]) -> tuple[Attachment, ...]:
    """The pictures of a version with their bytes, in order; a description that excuses decoration is not sent."""
    kept = Picture.objects.in_bulk([one["hash"] for one in pictures])
    return tuple(attachment_of(kept[one["hash"]], one["alt"]) for one in pictures)


def attachment_of(picture: Picture, alt: str = "") -> Attachment:
    """One picture with its bytes and what it shows."""
    return Attachment(
        picture.hash, picture.media_type, picture.width, picture.height, alt, content=bytes(picture.content)
    )


def forget_unused(*, at: datetime) -> int:
    """Removes pictures that somebody chose and then saved no version with."""
    with connection.cursor() as cursor:
        cursor.execute(_FORGET, [at - UNUSED_FOR])
        return int(cursor.rowcount)
