"""Nightly: the public pages that changed since the last time, as one WARC file for archives."""

import json
import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db.models import Q
from django.urls import reverse

from answerable.accounts.models import Body
from answerable.answers.models import AnswerVersion
from answerable.record.export.warc import Captured, write_warc
from answerable.record.public.pages import FOLDER
from answerable.server.capture import Capture

MOST_PAGES = 20_000
"""Answers' pages in one night: about three minutes of one core. What is left is kept in the nights that follow."""
SETTLED = timedelta(minutes=10)
"""What was published later is left to the next night: transactions do not end in the order of their moments."""
BOOKMARK = "kept.json"
ALWAYS = (
    *("answers:answers", "answers:browse", "measures:public", "measures:not_answered", "measures:responding"),
    *("record:record", "record:downloads", "answers:actor", "answers:robots", "answers:sitemap"),
)
_FILES = re.compile(r'(?:href|src)="(/static/[^"]+)"')


def keep_pages(*, at: datetime, folder: Path | None = None) -> int:
    """How many pages were kept: those that are always there, and each answer that is new or changed; 0 if none is."""
    folder = folder or settings.MEDIA_ROOT / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    mark = folder / BOOKMARK
    changed = _changed(_read(mark), until=at - SETTLED)
    if not changed:
        return 0
    body = Body.objects.first()
    path = folder / f"pages-{at:%Y-%m-%d}.warc.gz"
    draft = path.with_name(path.name + ".new")
    count = write_warc(draft, _captured(changed), by=body.name if body else "Answerable", at=at)
    draft.replace(path)
    last = changed[-1]
    mark.write_text(json.dumps([last.published_at.isoformat(), last.pk]), encoding="utf-8")
    return count


def _changed(after: tuple[datetime, int] | None, *, until: datetime) -> list[AnswerVersion]:
    """Versions that stand and were published since, the oldest first."""
    found = AnswerVersion.objects.filter(replaced_at=None, published_at__lt=until)
    if after is not None:
        moment, number = after
        found = found.filter(Q(published_at__gt=moment) | Q(published_at=moment, pk__gt=number))
    named = found.select_related("answer__question").only("published_at", "answer__question__public_id")
    return list(named.order_by("published_at", "pk")[:MOST_PAGES])


def _captured(changed: list[AnswerVersion]) -> Iterator[Captured]:
    capture = Capture()
    files: set[str] = set()
    for name in ALWAYS:
        page = capture.page(reverse(name))
        files |= set(_FILES.findall(page.body.decode("utf-8", "replace")))
        yield page
    for file in sorted(files):
        yield capture.page(file)
    for form in ("atom", "rss", "json"):
        yield capture.page(reverse("answers:feed", args=[form]))
    for version in changed:
        yield capture.page(reverse("answers:answer", args=[version.answer.question.public_id]))


def _read(mark: Path) -> tuple[datetime, int] | None:
    if not mark.exists():
        return None
    moment, number = json.loads(mark.read_text(encoding="utf-8"))
    return datetime.fromisoformat(moment), number
