"""What a signed message says: a post, its new words, or that it was taken down; checked before anything is kept."""

import re
from typing import Annotated, Literal

from pydantic import AfterValidator, AwareDatetime, BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints

LONGEST_UID = 280
LONGEST_TEXT = 20_000


def _printable(text: str) -> str:
    """An id that can be stored and shown: no control characters, no halves of letters."""
    if not text.isprintable():
        raise ValueError("an id holds printable characters only")
    return text


def _web(address: str) -> str:
    if not address.startswith(("https://", "http://")):
        raise ValueError("a link begins with https://")
    return address


def _with_zone(written: object) -> object:
    """Only as RFC 3339 writes it: a bare number would be taken for seconds since 1970."""
    if not isinstance(written, str) or not re.match(r"[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt ]", written):
        raise ValueError("a moment is written such as 2026-11-21T08:00:00Z")
    return written


Uid = Annotated[
    str, StringConstraints(min_length=1, max_length=LONGEST_UID, strip_whitespace=True), AfterValidator(_printable)
]
Link = Annotated[str, StringConstraints(max_length=500), AfterValidator(_web)]


class _Strict(BaseModel):
    """Names that are not known are left alone: a sender may say more than we read."""

    model_config = ConfigDict(strict=True, extra="ignore", frozen=True)


class Sender(_Strict):
    """Who wrote it. Without an id, each post is an asker of its own."""

    id: Uid | None = Field(default=None, description="The account, the same for all posts of one person.")
    name: Annotated[str, StringConstraints(max_length=200)] = Field(default="", description="How they are called.")


class Written(_Strict):
    """One post."""

    id: Uid = Field(description="The post's own name where it comes from; the same id again is the same post.")
    text: Annotated[str, StringConstraints(min_length=1, max_length=LONGEST_TEXT)] = Field(
        description="The words, as plain text."
    )
    author: Sender = Field(default_factory=Sender, description="Who wrote it.")
    url: Link | None = Field(default=None, description="Where it can be read.")
    created_at: Annotated[AwareDatetime, Field(strict=False), BeforeValidator(_with_zone)] | None = Field(
        default=None, description="When it was written, with a zone (RFC 3339)."
    )
    language: Annotated[str, StringConstraints(max_length=35)] | None = Field(
        default=None, description="A language tag, such as en or cy."
    )
    parent_id: Uid | None = Field(default=None, description="The id of the post that it replies to.")
    thread_id: Uid | None = Field(default=None, description="The id of the first post of the thread.")
    asks_us: bool = Field(default=True, description="Whether it was written to the body; false is only listened to.")


class Named(_Strict):
    """The name of a post, and nothing of its words."""

    id: Uid = Field(description="The post that was taken down.")


class Post(_Strict):
    """A post, or its new words after an edit."""

    type: Literal["post.created", "post.updated"] = Field(description="Both are read alike.")
    data: Written


class Deletion(_Strict):
    """A post was taken down: its words go here too."""

    type: Literal["post.deleted"]
    data: Named


Message = Annotated[Post | Deletion, Field(discriminator="type")]
