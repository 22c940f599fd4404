"""Pictures on Bluesky: blobs that are uploaded once, named by what they hold, and embedded in each reply."""

from collections.abc import Mapping
from typing import Any

from answerable.networks.attached import Attachment
from answerable.networks.bluesky.calls import Calls
from answerable.networks.contract import Rejected, Reply, TooLong, TryLater, Uncertain
from answerable.networks.outgoing import WAIT_SECONDS

EMBED = "app.bsky.embed.images"


def embed_of(calls: Calls, reply: Reply) -> dict[str, Any]:
    """The pictures as a post carries them. Raises `TryLater`, `Rejected`, `Closed`; nothing that anyone sees was done.

    A blob that no post holds yet is seen by nobody, and the server throws it away after a while.
    """
    images = [
        {
            "image": _blob(calls, one),
            "alt": one.alt,
            "aspectRatio": {"width": one.width, "height": one.height},
        }
        for one in reply.pictures
    ]
    return {"$type": EMBED, "images": images}


def _blob(calls: Calls, picture: Attachment) -> Mapping[str, Any]:
    """What the server calls the picture: asked once a process, since the same bytes have the same name there."""
    known = calls.seat.blobs.get(picture.hash)
    if known is None:
        known = calls.seat.blobs[picture.hash] = _uploaded(calls, picture)
    return known


def _uploaded(calls: Calls, picture: Attachment) -> Mapping[str, Any]:
    try:
        told = calls.tell("com.atproto.repo.uploadBlob", picture.content, media_type=picture.media_type)
        return dict(told["blob"])
    except TooLong as refused:
        raise Rejected("Bluesky does not take one of the pictures") from refused
    except Uncertain as unclear:
        raise TryLater(unclear.why, after_seconds=WAIT_SECONDS) from unclear
    except (KeyError, TypeError, ValueError) as error:
        raise TryLater("Bluesky did not say what it made of a picture", after_seconds=WAIT_SECONDS) from error
