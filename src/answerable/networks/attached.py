"""What goes along with a reply beside its words."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Attachment:
    """A picture that goes with a reply: its bytes, their SHA-256 in hexadecimal, its size in pixels, its description.

    `media_type` is image/jpeg or image/png; `alt` is empty only for decoration.
    """

    hash: str
    media_type: str
    width: int
    height: int
    alt: str
    content: bytes = field(repr=False)

    @property
    def file_name(self) -> str:
        """A name that says nothing about whoever made the picture."""
        return f"{self.hash[:12]}.{'png' if self.media_type == 'image/png' else 'jpg'}"
