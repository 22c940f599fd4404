"""Pictures on a Mastodon server: uploaded with their descriptions before the post that carries them.

An upload belongs to one post and is seen by nobody before; servers throw away what no post took. So a picture that was
uploaded twice, because an answer was lost, never shows twice.
"""

import functools
from collections.abc import Callable
from dataclasses import dataclass

import httpx

from answerable.networks.attached import Attachment
from answerable.networks.contract import Rejected, Reply, TooLong, TryLater, Uncertain
from answerable.networks.mastodon.calls import Calls, SlowDown
from answerable.networks.mastodon.settings import MastodonSettings
from answerable.networks.outgoing import WAIT_SECONDS

SOON_SECONDS = 5.0
"""How long to leave a server that is still at work on a picture."""

MOST_REMEMBERED = 400


@dataclass
class Upload:
    """A picture on the server: its id there, and whether a post may take it."""

    media_id: str
    is_ready: bool


@functools.lru_cache(maxsize=64)
def _uploads_of(settings: MastodonSettings) -> dict[tuple[str, str], Upload]:
    """What this process uploaded and no post took yet: by the reply's key and the picture's hash."""
    del settings
    return {}


def media_ids(calls: Calls, reply: Reply, *, in_time: Callable[[], bool]) -> list[str]:
    """The server's ids of the reply's pictures, uploaded where they are not yet. Nothing that anyone sees was done.

    Raises `TryLater` where the server needs more time or `in_time` says that there is none: what was uploaded by then
    is known to the next try. Raises `Rejected` and `Closed` as `Calls.write`.
    """
    uploads = _uploads_of(calls.settings)
    for picture in reply.pictures:
        if not in_time():
            raise TryLater("the server was slow to take the pictures", after_seconds=SOON_SECONDS, only_this=True)
        place = (reply.key, picture.hash)
        if place not in uploads or not _is_known(calls, uploads[place]):
            while len(uploads) >= MOST_REMEMBERED:
                del uploads[next(iter(uploads))]
            uploads[place] = _upload(calls, picture)
    mine = [uploads[reply.key, picture.hash] for picture in reply.pictures]
    if not all(one.is_ready for one in mine):
        raise TryLater("the server is at work on a picture", after_seconds=SOON_SECONDS, only_this=True)
    return [one.media_id for one in mine]


def forget_uploads(calls: Calls, reply: Reply) -> None:
    """Once a post took them, or may have: they hang on no other."""
    for picture in reply.pictures:
        _uploads_of(calls.settings).pop((reply.key, picture.hash), None)


def _is_known(calls: Calls, upload: Upload) -> bool:
    """Whether the server still has it, asked where it was at work on it: 206 until it is ready (docs, `media`)."""
    if upload.is_ready:
        return True
    try:
        calls.read("v1", "media", upload.media_id)
    except Rejected:
        return False
    except SlowDown:
        raise
    except TryLater:
        return True
    upload.is_ready = True
    return True


def _upload(calls: Calls, picture: Attachment) -> Upload:
    """Sends it once, by the second version of this call: the first is deprecated since Mastodon 3.1.3."""
    form = httpx.Request(
        "POST",
        "http://form.invalid/",
        files={"file": (picture.file_name, picture.content, picture.media_type)},
        data={"description": picture.alt} if picture.alt else {},
    )
    try:
        told, is_ready = calls.upload("v2", "media", content=form.read(), media_type=form.headers["Content-Type"])
        return Upload(str(told["id"]), is_ready)
    except TooLong as refused:
        # Here it is the picture that is refused, not the words.
        raise Rejected("the server does not take one of the pictures") from refused
    except Uncertain as unclear:
        raise TryLater(unclear.why, after_seconds=WAIT_SECONDS, only_this=True) from unclear
    except (KeyError, TypeError) as error:
        raise TryLater("the server did not say what it made of a picture", after_seconds=WAIT_SECONDS) from error
