"""Sets an edition as a PDF that screen readers can read: tagged, with headings, a language and a title (PDF/UA-1)."""

import json
from datetime import datetime
from functools import lru_cache
from importlib import resources
from typing import Any

from answerable.design.wording import day
from answerable.guidance.edition_shown import edition_shown, plain_edition
from answerable.guidance.models import Edition


def edition_pdf(edition: Edition, *, body_name: str, language: str) -> bytes:
    """The edition in the active language, the same bytes each time. `language` and `body_name` tell copies apart."""
    return _set(edition.pk, edition.published_at, language, json.dumps(_plain(edition, body_name)))


def _plain(edition: Edition, body_name: str) -> dict[str, Any]:
    return json.loads(json.dumps(plain_edition(edition_shown(edition), body_name), default=day))  # type: ignore[no-any-return]


# An edition never changes and takes a tenth of a second to set; whoever asks for it twice waits once.
@lru_cache(maxsize=4)
def _set(_number: int, published_at: datetime, _language: str, told: str) -> bytes:
    # It opens a library of 80 MB: only the process that sets a PDF pays for it.
    import typst

    source = (resources.files("answerable.guidance") / "edition.typ").read_bytes()
    how: dict[str, Any] = {
        "format": "pdf",
        "ignore_system_fonts": True,
        "sys_inputs": {"told": told},
        # Whole seconds: of a part of one it makes an error.
        "timestamp": int(published_at.timestamp()),
    }
    try:
        return bytes(typst.compile(source, pdf_standards="ua-1", **how))
    except typst.TypstError:
        # A sign that none of its own fonts has, such as an emoji in a rule of the body's own, is not let pass as
        # PDF/UA. The tags are there all the same.
        return bytes(typst.compile(source, **how))
