"""Finds posts by words, channel and time, newest first, page by page without counting them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import reduce
from operator import or_

from django.contrib.postgres.search import SearchQuery
from django.db.models import Q, QuerySet
from django.utils import timezone

from answerable.channels.models import Channel
from answerable.listening.models import Post

PAGE = 20

CONFIGURATIONS = ("english", "irish", "simple")
"""How words are reduced to stems: as the trigger of the posts does it, one for each language that PostgreSQL knows and
whole words for the others, Welsh among them."""


@dataclass(frozen=True, slots=True)
class Found:
    """One page, newest first; `newer` and `older` are where the next pages begin, empty where there is none."""

    posts: Sequence[Post]
    newer: str
    older: str


def find_posts(
    *,
    words: str = "",
    channel: Channel | None = None,
    since: date | None = None,
    until: date | None = None,
    before: str = "",
    after: str = "",
) -> Found:
    """Posts that match everything given, on the page that ends before or begins after a bookmark found earlier."""
    posts = Post.objects.select_related("channel", "author").defer("search", "masked_text")
    if words.strip():
        posts = posts.filter(search=query_for(words))
    if channel:
        posts = posts.filter(channel=channel)
    if since:
        posts = posts.filter(heard_at__gte=_midnight(since))
    if until:
        posts = posts.filter(heard_at__lt=_midnight(until + timedelta(days=1)))
    return _page(posts, _read_bookmark(before), _read_bookmark(after))


def query_for(words: str) -> SearchQuery:
    """A query as people type one ("quoted words", -not, or) that meets texts of every language."""
    forms = [SearchQuery(words, search_type="websearch", config=name) for name in CONFIGURATIONS]
    combined: SearchQuery = reduce(or_, forms)
    return combined


def _page(posts: QuerySet[Post], before: tuple[datetime, int] | None, after: tuple[datetime, int] | None) -> Found:
    """One row more than is shown is asked for: it says whether there is another page."""
    if before:
        moment, number = before
        above = posts.filter(Q(heard_at__gt=moment) | Q(heard_at=moment, pk__gt=number), heard_at__gte=moment)
        rows = list(above.order_by("heard_at", "id")[: PAGE + 1])
        shown = rows[:PAGE][::-1]
        return Found(shown, _bookmark(shown[0]) if len(rows) > PAGE else "", _bookmark(shown[-1]) if shown else "")
    if after:
        moment, number = after
        posts = posts.filter(Q(heard_at__lt=moment) | Q(heard_at=moment, pk__lt=number), heard_at__lte=moment)
    rows = list(posts.order_by("-heard_at", "-id")[: PAGE + 1])
    shown = rows[:PAGE]
    newer = _bookmark(shown[0]) if after and shown else ""
    return Found(shown, newer, _bookmark(shown[-1]) if len(rows) > PAGE else "")


def _bookmark(post: Post) -> str:
    return f"{post.heard_at.isoformat()}_{post.pk}"


def _read_bookmark(written: str) -> tuple[datetime, int] | None:
    """None for what is no bookmark of ours: the list then begins at the newest."""
    moment, _sign, number = written.partition("_")
    try:
        read = datetime.fromisoformat(moment), int(number)
    except ValueError:
        return None
    return read if read[0].tzinfo and read[1] < 2**63 else None


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, datetime.min.time()))
