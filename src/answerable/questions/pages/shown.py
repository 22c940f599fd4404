"""What several pages of questions show in the same way."""

from typing import Any

from django.db import connection
from django.urls import reverse
from django.utils.translation import gettext as _

from answerable.listening.models import Post
from answerable.listening.words import account_in_list
from answerable.questions.models import Question, State
from answerable.questions.strays import SetApart
from answerable.questions.together import CLEAREST_FIRST

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
    """A post of a list as `post_card` takes it, personal data masked; `notes` are sentences below it."""
    return post_whole(post, *notes) | {
        "text": post.masked_text,
        "who": account_in_list(who_wrote(post), post.channel.kind),
        "whole_href": reverse("listening:post", args=[post.pk]),
    }


def post_whole(post: Post, *notes: str) -> dict[str, Any]:
    """A post by itself, as it was written: for whoever works on it. Empty notes are left out."""
    said = {
        "text": post.text,
        "language": post.language,
        "channel": post.channel.name,
        "posted_at": post.claimed_at or post.heard_at,
        "who": who_wrote(post),
        "href": post.url,
        "edited_at": post.edited_at,
        "deleted_at": post.deleted_at,
        "asks_us": post.asks_us,
        "is_private": post.is_private,
    }
    return _card(said, *notes)


def who_wrote(post: Post) -> str:
    """What the account calls itself, or its name on the network; empty where nobody is known."""
    return post.author.name or post.author.uid if post.author else ""


# Plain SQL for the page that is opened most: posts with their channels and authors as objects took six times as long.
_CLEAREST = f"""
SELECT post.id, post.masked_text AS text, post.language, channel.name AS channel, channel.kind,
  coalesce(post.claimed_at, post.heard_at) AS posted_at,
  coalesce(nullif(author.name, ''), author.uid, '') AS who, post.url AS href, post.edited_at, post.deleted_at,
  post.asks_us, post.is_private
FROM (
  SELECT * FROM questions_placing AS place WHERE question_id = %s ORDER BY {CLEAREST_FIRST} LIMIT %s
) AS place
JOIN listening_post AS post ON post.id = place.post_id
JOIN channels_channel AS channel ON channel.id = post.channel_id
LEFT JOIN listening_author AS author ON author.id = post.author_id
ORDER BY {CLEAREST_FIRST}
"""  # noqa: S608  our own words


def clearest_posts(question: Question, count: int) -> list[dict[str, Any]]:
    """The posts that put the question best, the earlier first where they do so alike, as `post_card` takes them."""
    with connection.cursor() as cursor:
        cursor.execute(_CLEAREST, [question.pk, count])
        names = [column.name for column in cursor.description]
        rows = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
    return [
        _card(row)
        | {
            "who": account_in_list(row["who"], row["kind"]),
            "whole_href": reverse("listening:post", args=[row["id"]]),
        }
        for row in rows
    ]


def _card(said: dict[str, Any], *notes: str) -> dict[str, Any]:
    marks = [
        "" if said["asks_us"] else _("It was not addressed to us."),
        _("It was sent to us alone.") if said["is_private"] else "",
        *notes,
    ]
    return said | {
        "is_edited": said["edited_at"] is not None,
        "is_deleted": said["deleted_at"] is not None,
        "note": " ".join(mark for mark in marks if mark),
    }


def apart_words(one: SetApart) -> list[str]:
    """Why a post needs a look of its own, in sentences."""
    words, added = ", ".join(one.apart), " ".join(one.added)
    return [
        _("It speaks of danger or distress. Read it first.") if one.is_distressed else "",
        _("It may not belong here.") if one.is_stray else "",
        _("Only here: %(words)s.") % {"words": words} if words else "",
        _("It may ask several things.") if one.asks_several else "",
        _("Most of it was sent by others too; this one adds: %(words)s") % {"words": added} if added else "",
    ]


def number_in(given: str) -> int:
    """A row's number as an address or a form gives it; 0, which no row has, for anything else."""
    return int(given) if given.isascii() and given.isdigit() and len(given) <= MOST_DIGITS else 0
