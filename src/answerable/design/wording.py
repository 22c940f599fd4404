"""Days, times, numbers and citizens' words as they are read on a page, in the reader's language."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from functools import lru_cache
from typing import Any

from babel import Locale, UnknownLocaleError, dates, numbers
from django.utils import timezone, translation
from django.utils.translation import gettext
from markupsafe import Markup, escape

# Plain "en" means American dates to CLDR; the bodies we serve write the day first.
_LOCALES = {"en": "en_GB"}

# Characters that turn, hide or glue text: overrides and isolates of direction, zero-width spaces and joiners of words,
# the byte order mark, and control characters other than tab and line ends. Zero-width joiners stay: emoji need them.
_UNSEEN = re.compile(
    "[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]"
)


def locale() -> Locale:
    """The active language as a locale of CLDR; British English where CLDR does not know it."""
    return _locale(translation.get_language() or "en")


@lru_cache(maxsize=64)
def _locale(language: str) -> Locale:
    try:
        return Locale.parse(_LOCALES.get(language, language.replace("-", "_")))
    except (UnknownLocaleError, ValueError):
        return Locale("en", "GB")


# Rows of a list repeat the same days and counts, and CLDR's patterns cost more than the rest of the row.
@lru_cache(maxsize=4096)
def _day_in(when: date, skeleton: str, where: Locale) -> str:
    if skeleton:
        return dates.format_skeleton(skeleton, when, locale=where)
    return dates.format_date(when, format="long", locale=where)


@lru_cache(maxsize=4096)
def _number_in(value: float, where: Locale) -> str:
    return numbers.format_decimal(value, format="#,##0.#", locale=where)


def day(when: date | datetime | None) -> str:
    """21 November 2026."""
    return "" if when is None else _day_in(_day_of(when), "", locale())


@dataclass(frozen=True, slots=True)
class Reader:
    """Who reads: language and time zone, asked once for a whole list because asking costs more than a row."""

    locale: Locale
    zone: tzinfo


def reader() -> Reader:
    """The active language and time zone."""
    return Reader(locale(), timezone.get_current_timezone())


def brief(when: date | datetime | None, by: Reader | None = None) -> str:
    """21 Nov 2026, 14:05: for rows of a list."""
    if when is None:
        return ""
    by = by or reader()
    if not isinstance(when, datetime):
        return _day_in(when, "yMMMd", by.locale)
    here = when.astimezone(by.zone) if timezone.is_aware(when) else when
    return f"{_day_in(here.date(), 'yMMMd', by.locale)}, {here.hour:02}:{here.minute:02}"


def short_day(when: date | datetime | None) -> str:
    """21 Nov: for tables and charts."""
    return "" if when is None else _day_in(_day_of(when), "dMMM", locale())


def month(when: date | datetime) -> str:
    """November 2026."""
    return _day_in(_day_of(when), "yMMMM", locale())


def clock(when: datetime | None) -> str:
    """14:05."""
    return "" if when is None else f"{_here(when):%H:%M}"


def moment(when: datetime | None) -> str:
    """21 November 2026 at 14:05, in the active time zone."""
    if when is None:
        return ""
    return gettext("%(day)s at %(clock)s") % {"day": day(when), "clock": clock(when)}


def since(when: datetime, now: datetime) -> str:
    """How long before (or after) `now` it was: 3 hours ago."""
    return dates.format_timedelta(when - now, add_direction=True, locale=locale(), threshold=1)


def length_of_time(length: timedelta | float) -> str:
    """About how long: 90 seconds are 2 minutes; what nobody would wait for is less than a second."""
    delta = length if isinstance(length, timedelta) else timedelta(seconds=length)
    if delta < timedelta(seconds=1):
        return gettext("less than a second")
    return dates.format_timedelta(delta, locale=locale(), threshold=1)


def number(value: float, by: Reader | None = None) -> str:
    """12,345 with the separators of the language; at most one decimal."""
    return _number_in(value, by.locale if by else locale())


def share(value: float) -> str:
    """0.42 as 42%."""
    return numbers.format_percent(value, format="#,##0%", locale=locale())


def citizen(text: str) -> Markup:
    """A citizen's words as text: escaped, and characters that turn or hide text shown by their number."""
    return Markup(_UNSEEN.sub(_named, str(escape(text))))  # noqa: S704  # escaped in the same expression


def code_point(letter: str) -> str:
    """U+043E: how a character is told from another that looks the same."""
    return " ".join(f"U+{ord(one):04X}" for one in letter)


def _named(match: re.Match[str]) -> str:
    label = f"U+{ord(match.group()):04X}"
    return f'<span class="unseen">{label}</span>'


def iso(when: date | datetime) -> str:
    """The value of a time element's `datetime` attribute."""
    return when.isoformat(timespec="seconds") if isinstance(when, datetime) else when.isoformat()


def is_moment(value: object) -> bool:
    """Whether a value has a time of day."""
    return isinstance(value, datetime)


def _day_of(when: date | datetime) -> date:
    here = _here(when)
    return here.date() if isinstance(here, datetime) else here


def _here(when: Any) -> Any:
    return timezone.localtime(when) if isinstance(when, datetime) and timezone.is_aware(when) else when


FILTERS: dict[str, Callable[..., Any]] = {
    "day": day,
    "brief": brief,
    "short_day": short_day,
    "month": month,
    "clock": clock,
    "moment": moment,
    "since": since,
    "length_of_time": length_of_time,
    "number": number,
    "share": share,
    "citizen": citizen,
    "code_point": code_point,
}
