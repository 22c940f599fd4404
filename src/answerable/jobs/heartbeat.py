"""Beats of the heart: each round says that it began and that it went well; pages ask whether anything still beats."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.utils import timezone
from django.utils.translation import gettext as _

from answerable.jobs import clock
from answerable.jobs.glance import glance
from answerable.jobs.models import Heartbeat

SILENCE = timedelta(seconds=60)


@contextmanager
def beating(name: str) -> Iterator[None]:
    """Notes the beginning and the end of a round. An error is noted by its kind, never by its words, and goes on."""
    began = clock.now()
    Heartbeat.objects.update_or_create(round=name, defaults={"began_at": began})
    try:
        yield
    except Exception as error:
        beat = Heartbeat.objects.get(round=name)
        beat.failing_since, beat.failing_why = beat.failing_since or began, type(error).__name__
        beat.save(update_fields=["failing_since", "failing_why"])
        raise
    Heartbeat.objects.filter(round=name).update(went_well_at=clock.now(), failing_since=None, failing_why="")


@dataclass(frozen=True)
class Health:
    """Whether the background works, in a sentence; `last_beat_at` is None when it never did."""

    well: bool
    words: str
    last_beat_at: datetime | None


BEATS: Final = """
SELECT coalesce(json_agg(json_build_array(round, began_at, failing_since) ORDER BY round), '[]') FROM jobs_heartbeat
"""
"""For `glance`: what `health_by` reads."""


def health(*, at: datetime) -> Health:
    """What to tell staff about the work in the background."""
    return health_by(*glance(BEATS, at=at), at=at)


def health_by(found: Iterable[tuple[str, str, str | None]], *, at: datetime) -> Health:
    """The same from what BEATS found."""
    beats = [(name, _moment(began), _moment(since) if since else None) for name, began, since in found]
    last = max((began for _round, began, _since in beats), default=None)
    if last is None or at - last > SILENCE:
        stopped = _("Posts are not collected and nobody is told. Start Answerable again.")
        return Health(well=False, words=stopped, last_beat_at=last)
    for name, _began, since in beats:
        if since is not None and since < at - SILENCE:
            words = _("“%(round)s” has been failing since %(since)s. The status page says more.")
            told = words % {"round": name, "since": timezone.localtime(since).strftime("%H:%M")}
            return Health(well=False, words=told, last_beat_at=last)
    return Health(well=True, words=_("Everything works."), last_beat_at=last)


def _moment(told: str) -> datetime:
    return datetime.fromisoformat(told)
