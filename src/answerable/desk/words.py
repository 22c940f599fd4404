"""All that people read and see of a draft, by the names of its fields."""

from collections.abc import Mapping, Sequence
from typing import Any, NotRequired, TypedDict

from answerable.desk.models import DraftVersion

Described = Mapping[str, Any]
"""A picture as a version keeps it: `hash`, `name`, `alt`, `decorative_because`, `size_bytes`; see `desk.pictures`."""


class Words(TypedDict):
    """The answer, its short form, its sources, their language; a warning before it; the pictures that go with it."""

    text: str
    short_text: str
    sources: str
    language: str
    content_warning: NotRequired[str]
    pictures: NotRequired[Sequence[Described]]


def words_of(version: DraftVersion) -> Words:
    """What a version says."""
    return Words(
        text=version.text,
        short_text=version.short_text,
        sources=version.sources,
        language=version.language,
        content_warning=version.content_warning,
        pictures=version.pictures,
    )
