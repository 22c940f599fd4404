"""Pictures of a draft: nothing of the camera stays, hostile files are refused, and a clearance is bound to them."""

import struct
import zlib
from datetime import timedelta
from io import BytesIO

import pytest
from django.db import DatabaseError, transaction
from PIL import Image

from answerable.desk.clean_picture import LONGEST_SIDE, MOST_BYTES, clean_picture
from answerable.desk.clear import bind
from answerable.desk.models import Picture
from answerable.desk.pictures import attachments_of, forget_unused, keep_picture
from answerable.desk.preview import previews
from answerable.errors import Refused
from tests.integration import factories as make
from tests.integration.desk.made_pictures import drawing, photograph

pytestmark = pytest.mark.django_db
MEDIA = {"images": 4, "image_bytes": 2_000_000, "alt_most": 1_000, "uploads": None}


def seen(content: bytes) -> Image.Image:
    return Image.open(BytesIO(content))


def given(picture: Picture, alt: str = "A green bin", **more: str) -> dict[str, str]:
    return {"hash": picture.hash, "name": "bin.jpg", "alt": alt, "decorative_because": ""} | more


def kept(content: bytes | None = None) -> Picture:
    return keep_picture(given=content or photograph(), at=make.NOON)


def test_nothing_that_the_camera_wrote_stays() -> None:
    clean = clean_picture(photograph())
    assert not any(trace in clean.content for trace in (b"Exif", b"Spycam", b"Anna", b"GPS"))
    assert (len(seen(clean.content).getexif()), clean.media_type) == (0, "image/jpeg")


def test_a_picture_that_the_camera_held_sideways_stands_upright() -> None:
    clean = clean_picture(photograph(60, 40, turned=True))
    assert (clean.width, clean.height) == (40, 60)


def test_a_large_picture_is_made_small_enough_for_every_network() -> None:
    noise = Image.effect_noise((3_000, 3_000), 100)
    made = BytesIO()
    noise.convert("RGB").save(made, "JPEG", quality=70)
    clean = clean_picture(made.getvalue())
    assert max(clean.width, clean.height) == LONGEST_SIDE
    assert len(clean.content) <= MOST_BYTES


def test_a_drawing_stays_sharp_and_what_shows_through_stays_so() -> None:
    clean = clean_picture(drawing(mode="RGBA", colour=(200, 0, 0, 100)))
    assert (clean.media_type, seen(clean.content).getpixel((3, 3))) == ("image/png", (200, 0, 0, 100))


def _unfolds_into(width: int, height: int) -> bytes:
    """A PNG of a few bytes that says that it is so large."""

    def chunk(name: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(b"\0" * 9_000))
        + chunk(b"IEND", b"")
    )


def _moving() -> bytes:
    made = BytesIO()
    frames = [Image.new("RGB", (9, 9), colour) for colour in ("red", "blue")]
    frames[0].save(made, "PNG", save_all=True, append_images=frames[1:])
    return made.getvalue()


@pytest.mark.parametrize(
    "hostile",
    [
        b"",
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
        b"GIF89a" + b"\0" * 50,
        photograph()[:200],
        b"\xff\xd8\xff" + b"\0" * 5_000,
        _unfolds_into(8_000, 8_000),
        _unfolds_into(10_000, 10_000),
        _unfolds_into(60_000, 60_000),
        _unfolds_into(2**31 - 1, 2**31 - 1),
        _moving(),
        b"%!PS-Adobe-3.0 EPSF-3.0\n(/etc/passwd) run",
        drawing() * 1 + b"x" * 15_000_000,
    ],
    ids=["empty", "svg", "gif", "cut off", "zeros", "64 MP", "100 MP", "3,600 MP", "endless", "moving", "eps", "16 MB"],
)
def test_what_is_no_picture_is_refused_with_a_sentence(hostile: bytes) -> None:
    with pytest.raises(Refused):
        clean_picture(hostile)


def test_a_picture_without_a_description_blocks_handing_in() -> None:
    version = make.saved(pictures=[given(kept(), alt=" ")])
    with pytest.raises(Refused):
        make.handed_in(version)


def test_decoration_needs_a_reason_and_no_description() -> None:
    version = make.saved(pictures=[given(kept(), alt="", decorative_because="a coloured line")])
    assert make.cleared(make.handed_in(version)).decision == "cleared"


def test_another_description_is_another_version_and_another_bond() -> None:
    about, picture = make.answering(), kept()
    first = make.saved(about, pictures=[given(picture)])
    second = make.saved(about, pictures=[given(picture, alt="A brown bin")])
    bonds = {bind(version, cutoff=make.NOON)[2] for version in (first, second, make.saved(about))}
    assert (second.number, len(bonds)) == (2, 3)


def test_a_saved_version_keeps_its_pictures_whatever_anyone_says_to_the_database() -> None:
    version = make.saved(pictures=[given(kept())])
    with pytest.raises(DatabaseError), transaction.atomic():
        type(version).objects.filter(pk=version.pk).update(pictures=[])


def test_a_picture_that_is_not_here_is_no_picture_of_a_draft() -> None:
    with pytest.raises(Refused, match="not here"):
        make.saved(pictures=[given(Picture(hash="0" * 64))])


def test_five_pictures_are_too_many() -> None:
    five = [given(kept(photograph(colour=colour))) for colour in ("red", "blue", "green", "black", "white")]
    with pytest.raises(Refused, match="four"):
        make.saved(pictures=five)


def test_the_preview_says_where_pictures_go_along_and_where_the_link_leads_to_them() -> None:
    takes = make.channel("Takes", limits=make.LIMITS | {"media": MEDIA})
    about = make.answering(make.post(takes), make.post(make.channel("Takes none")))
    shown = {one.channel: one for one in previews(about, make.saved(about, pictures=[given(kept())]))}
    assert (shown["Takes"].picture_count, shown["Takes"].left_out) == (1, 0)
    assert (shown["Takes none"].picture_count, shown["Takes none"].left_out) == (0, 1)


def test_a_warning_takes_room_where_the_network_shows_it() -> None:
    settings = {"address": "http://127.0.0.1:9"}
    about = make.answering(make.post(make.channel("Mastodon", kind="mastodon", settings=settings)))
    [shown] = previews(about, make.saved(about, content_warning="flooding"))
    assert (shown.most, shown.warning) == (500 - 8, "flooding")


def test_pictures_that_no_version_uses_are_removed_after_a_day() -> None:
    used, unused = kept(), kept(drawing())
    make.saved(pictures=[given(used)])
    assert forget_unused(at=make.NOON + timedelta(hours=23)) == 0
    assert forget_unused(at=make.NOON + timedelta(hours=25)) == 1
    assert not Picture.objects.filter(hash=unused.hash).exists()


def test_what_goes_out_are_the_bytes_and_the_description() -> None:
    picture = kept()
    [sent] = attachments_of(make.saved(pictures=[given(picture)]).pictures)
    assert (sent.content, sent.alt) == (bytes(picture.content), "A green bin")
