"""Whole addresses of the public lists: where their feeds are, and the head of the body's own."""

from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from answerable.answers.public.selection import Selection

FEEDS = {"atom": "application/atom+xml", "rss": "application/rss+xml", "json": "application/feed+json"}
NAMES = {"atom": "Atom", "rss": "RSS", "json": "JSON Feed"}


@dataclass(frozen=True, slots=True)
class FeedLink:
    """A feed as a page names it: its address, its media type, what it is of, and in which form."""

    href: str
    type: str
    title: str
    form: str


def whole(name: str, *args: str, query: str = "") -> str:
    """The whole address of a page of ours."""
    return f"{settings.PUBLIC_ADDRESS}{reverse(name, args=args)}{query}"


def feed_links(selection: Selection) -> list[FeedLink]:
    """The feeds of a selection, one in each form."""
    title = list_title(selection)
    return [
        FeedLink(reverse("answers:feed", args=[form]) + selection.query, media_type, title, NAMES[form])
        for form, media_type in FEEDS.items()
    ]


def list_title(selection: Selection) -> str:
    """What a list is called."""
    return _("Answers %(which)s") % {"which": selection.label} if selection.label else _("Questions and answers")
