"""Pictures as people give them: photographs with what a camera writes into them, drawings, and hostile files."""

from io import BytesIO

from PIL import Image


def photograph(width: int = 60, height: int = 40, colour: str = "teal", *, turned: bool = False) -> bytes:
    """A JPEG with the place where it was taken, a comment and the camera's name."""
    exif = Image.Exif()
    exif[0x010F] = "Spycam of Anna Example"
    exif[0x0112] = 6 if turned else 1
    exif.get_ifd(0x8825)[1] = "N"
    exif.get_ifd(0x8825)[2] = (54.0, 3.0, 7.0)
    made = BytesIO()
    Image.new("RGB", (width, height), colour).save(made, "JPEG", exif=exif, comment=b"taken at Anna's house")
    return made.getvalue()


def drawing(width: int = 60, height: int = 40, *, mode: str = "RGB", colour: object = "white") -> bytes:
    """A PNG."""
    made = BytesIO()
    Image.new(mode, (width, height), colour).save(made, "PNG")
    return made.getvalue()
