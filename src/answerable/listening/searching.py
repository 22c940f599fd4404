"""Finds posts by words, channel and time, newest first, page by page without counting them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.contrib.postgres.search import SearchQuery
from django.db import connection
from django.db.models import Q, QuerySet
from django.utils import timezone

from answerable.channels.models import Channel
from answerable.listening.models import Post

PAGE = 20

STEMS = {"en": "english", "ga": "irish"}
WHOLE_WORDS = "simple"
"""How words are reduced to stems, as the trigger of the posts does it: PostgreSQL knows no Welsh."""

WINDOW = 5_000
"""Posts that are looked through one by one before the index of words is asked."""


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
    posts = Post.objects.all()
    if channel:
        posts = posts.filter(channel=channel)
    if since:
        posts = posts.filter(heard_at__gte=_midnight(since))
    if until:
        posts = posts.filter(heard_at__lt=_midnight(until + timedelta(days=1)))
    return _page(posts, words.strip(), _read_bookmark(before), _read_bookmark(after))


def with_words(words: str) -> Q:
    """Rows with `language` and `search` that match words as people type them, each in its own language.

    People type "quoted words", -not, or.
    """
    known = {code: SearchQuery(words, search_type="websearch", config=name) for code, name in STEMS.items()}
    whole = SearchQuery(words, search_type="websearch", config=WHOLE_WORDS)
    matches = ~Q(language__in=known) & Q(search=whole)
    for code, query in known.items():
        matches |= Q(language=code, search=query)
    return matches


def _page(
    posts: QuerySet[Post], words: str, before: tuple[datetime, int] | None, after: tuple[datetime, int] | None
) -> Found:
    """One row more than is shown is asked for: it says whether there is another page."""
    if before:
        moment, number = before
        above = posts.filter(Q(heard_at__gt=moment) | Q(heard_at=moment, pk__gt=number), heard_at__gte=moment)
        rows = _first(above, words, newest=False)
        shown = rows[:PAGE][::-1]
        return Found(shown, _bookmark(shown[0]) if len(rows) > PAGE else "", _bookmark(shown[-1]) if shown else "")
    if after:
        moment, number = after
        posts = posts.filter(Q(heard_at__lt=moment) | Q(heard_at=moment, pk__lt=number), heard_at__lte=moment)
    rows = _first(posts, words, newest=True)
    shown = rows[:PAGE]
    newer = _bookmark(shown[0]) if after and shown else ""
    return Found(shown, newer, _bookmark(shown[-1]) if len(rows) > PAGE else "")


def _first(posts: QuerySet[Post], words: str, *, newest: bool) -> list[Post]:
    """The first page and one post more, from the newest or from the oldest on.

    Words that come often are found soon by walking through the posts; for the others the index of words is asked for
    all its posts. PostgreSQL takes rare words for frequent ones and walks through everything: 500 ms of a million.
    """
    order = ("-heard_at", "-id") if newest else ("heard_at", "id")
    ordered = posts.order_by(*order)
    if not words:
        return _whole(ordered[: PAGE + 1])
    end = ordered.values_list("heard_at", flat=True)[WINDOW : WINDOW + 1].first()
    near = ordered.filter(with_words(words))
    if end is not None:
        near = near.filter(heard_at__gte=end) if newest else near.filter(heard_at__lte=end)
    rows = _whole(near[: PAGE + 1])
    if end is None or len(rows) > PAGE:
        return rows
    numbers = _numbers_by_words(posts.filter(with_words(words)), newest=newest)
    return _whole(Post.objects.filter(pk__in=numbers).order_by(*order))


def _numbers_by_words(matching: QuerySet[Post], *, newest: bool) -> list[int]:
    """The keys of the first of all matching posts; what is materialised cannot be walked in the order of time."""
    query, values = matching.order_by().values_list("heard_at", "id").query.sql_with_params()
    way = "DESC" if newest else "ASC"
    with connection.cursor() as cursor:
        cursor.execute(
            f"WITH found (heard_at, id) AS MATERIALIZED ({query})"  # noqa: S608  Django wrote it, values stand apart
            f" SELECT id FROM found ORDER BY heard_at {way}, id {way} LIMIT {PAGE + 1}",
            values,
        )
        return [row[0] for row in cursor.fetchall()]


def _whole(posts: QuerySet[Post]) -> list[Post]:
    return list(posts.select_related("channel", "author").defer("search", "masked_text"))


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
