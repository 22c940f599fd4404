"""What several pages of questions show in the same way."""

from typing import Any

from django.utils.translation import gettext as _

from answerable.listening.models import Post
from answerable.questions.models import State

MOST_DIGITS = 18
"""Of a number that the database can hold."""

_TONES: dict[str, str] = {
    State.NEW: "open",
    State.ANSWERING: "started",
    State.CLEARING: "half",
    State.TELLING: "nearly",
    State.ANSWERED: "done",
    State.ENDED: "apart",
    State.MERGED: "apart",
}


def tone_of(state: str) -> str:
    """The ring that a state is drawn with."""
    return _TONES[state]


def post_shown(post: Post, *notes: str) -> dict[str, Any]:
    """A post as `post_card` takes it; `notes` are sentences below it, empty ones are left out."""
    marks = [_("It was not addressed to us.") if not post.asks_us else "", *notes]
    return {
        "text": post.text,
        "language": post.language,
        "channel": post.channel.name,
        "posted_at": post.claimed_at or post.heard_at,
        "who": post.author.name or post.author.uid if post.author else "",
        "href": post.url,
        "is_edited": post.edited_at is not None,
        "edited_at": post.edited_at,
        "is_deleted": post.deleted_at is not None,
        "deleted_at": post.deleted_at,
        "note": " ".join(mark for mark in marks if mark),
    }


def number_in(given: str) -> int:
    """A row's number as an address or a form gives it; 0, which no row has, for anything else."""
    return int(given) if given.isascii() and given.isdigit() and len(given) <= MOST_DIGITS else 0
