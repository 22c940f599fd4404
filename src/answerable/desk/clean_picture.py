"""A picture that somebody gave, made anew: only what is seen stays, in a form and size that every network takes."""

import hashlib
from dataclasses import dataclass
from io import BytesIO
from typing import Final

from django.utils.translation import gettext as _
from PIL import Image, ImageOps

from answerable.errors import Refused

MOST_BYTES_GIVEN: Final = 15_000_000
"""A photograph as phones take them has 3 to 12 MB."""

MOST_PIXELS: Final = 50_000_000
"""Decoding takes four bytes of memory for each: 200 MB. The largest cameras of phones make 48 to 50 million."""

LONGEST_SIDE: Final = 2_000
"""Pixels. Bluesky shows 2,000 at most (its app's own limit), Mastodon makes larger ones smaller by itself."""

MOST_BYTES: Final = 1_900_000
"""Below 2,000,000, the least that any network in the table takes (Bluesky, lexicon of the app view 0.0.280)."""

_FORMATS: Final = ("JPEG", "PNG", "WEBP")
_QUALITIES: Final = (90, 80, 65, 45)


@dataclass(frozen=True)
class CleanPicture:
    """The bytes as they are kept and sent, with their SHA-256 in hexadecimal and their size in pixels."""

    content: bytes
    media_type: str
    width: int
    height: int

    @property
    def hash(self) -> str:
        """The name of the picture: the same picture given twice is one."""
        return hashlib.sha256(self.content).hexdigest()


def clean_picture(given: bytes) -> CleanPicture:
    """Decodes the picture and writes it anew. Raises `Refused` for what is no such picture, moves, or is too large.

    Where and with what it was taken, thumbnails, names, profiles of colours, whatever else hides in a file: all gone.

    It is decoded in this process: Pillow's decoders are fuzzed by their makers, and the pixels are counted before any
    is decoded, so that a small file cannot unfold into gigabytes.
    """
    if len(given) > MOST_BYTES_GIVEN:
        raise Refused(_("The picture has more than 15 MB. Save it smaller."))
    picture = _decoded(given)
    if picture.mode == "RGBA":
        if (content := _as_png(picture)) is not None:
            return CleanPicture(content, "image/png", *picture.size)
        picture = _on_white(picture)
    elif given.startswith(b"\x89PNG") and (content := _as_png(picture)) is not None:
        # Drawings and tables are sharp in PNG and blurred in JPEG.
        return CleanPicture(content, "image/png", *picture.size)
    return CleanPicture(_as_jpeg(picture), "image/jpeg", *picture.size)


def _decoded(given: bytes) -> Image.Image:
    """The picture upright, no longer than we send, on a canvas of its own that carries nothing but pixels."""
    try:
        with Image.open(BytesIO(given), formats=_FORMATS) as opened:
            _check(opened)
            opened.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
            upright = ImageOps.exif_transpose(opened)
            mode = "RGBA" if upright.has_transparency_data else "RGB"
            canvas = Image.new(mode, upright.size)
            canvas.paste(upright.convert(mode))
            return canvas
    except Refused:
        raise
    except Exception as error:  # what decoders raise for a broken file is no closed list; nothing of ours is in there
        raise Refused(_("This file cannot be read as a picture. Save it as JPEG or PNG and try again.")) from error


def _check(opened: Image.Image) -> None:
    if opened.width * opened.height > MOST_PIXELS:
        raise Refused(_("The picture has more than 50 million pixels. Save it smaller."))
    if getattr(opened, "n_frames", 1) > 1:
        raise Refused(_("The picture moves. Pictures that move cannot go with an answer: save one that stands still."))


def _on_white(picture: Image.Image) -> Image.Image:
    canvas = Image.new("RGB", picture.size, "white")
    canvas.paste(picture, mask=picture.getchannel("A"))
    return canvas


def _as_png(picture: Image.Image) -> bytes | None:
    """None where it would be too large for some network."""
    made = BytesIO()
    picture.save(made, "PNG")
    return made.getvalue() if made.tell() <= MOST_BYTES else None


def _as_jpeg(picture: Image.Image) -> bytes:
    """The best quality that fits. 2,000 by 2,000 pixels of pure noise have 1.4 MB at the lowest."""
    for quality in _QUALITIES:
        made = BytesIO()
        picture.save(made, "JPEG", quality=quality, optimize=True)
        if made.tell() <= MOST_BYTES:
            break
    return made.getvalue()
