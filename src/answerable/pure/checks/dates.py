"""Dates in a text, in English, Irish and Welsh: whether they exist, and whether the day of the week agrees."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from answerable.pure.checks.draft import Draft, Params, Spot, see_each
from answerable.pure.checks.reading import Reading

_MONTHS: Final = {
    "en": "January February March April May June July August September October November December",
    "short": "Jan Feb Mar Apr May Jun Jul Aug Sept Oct Nov Dec",
    "ga": "Eanáir Feabhra Márta Aibreán Bealtaine Meitheamh Iúil Lúnasa Meán_Fómhair Deireadh_Fómhair Samhain Nollaig",
    "ga genitive": "Eanáir Feabhra Márta Aibreáin Bealtaine Meithimh Iúil Lúnasa Mheán_Fómhair Dheireadh_Fómhair Samhna Nollag",
    "cy": "Ionawr Chwefror Mawrth Ebrill Mai Mehefin Gorffennaf Awst Medi Hydref Tachwedd Rhagfyr",
}
_DAYS: Final = {
    "en": "Monday Tuesday Wednesday Thursday Friday Saturday Sunday",
    "short": "Mon Tue Wed Thu Fri Sat Sun",
    "ga": "Dé_Luain Dé_Máirt Dé_Céadaoin Déardaoin Dé_hAoine Dé_Sathairn Dé_Domhnaigh",
    "cy": "Dydd_Llun Dydd_Mawrth Dydd_Mercher Dydd_Iau Dydd_Gwener Dydd_Sadwrn Dydd_Sul",
}
_MONTH_NUMBER: Final = {
    name.replace("_", " ").lower(): number for names in _MONTHS.values() for number, name in enumerate(names.split(), 1)
} | {"sep": 9}
_DAY_NUMBER: Final = {
    name.replace("_", " ").lower(): (number, names)
    for names in _DAYS.values()
    for number, name in enumerate(names.split())
}


def _longest_first(names: Iterable[str]) -> str:
    return "|".join(sorted(names, key=lambda name: (-len(name), name)))


# Months of one word begin with a capital: "up to 5 may apply" is no date.
_MONTH: Final = (
    rf"(?P<month>(?i:{_longest_first(name for name in _MONTH_NUMBER if ' ' in name)})"
    rf"|{_longest_first(name.capitalize() for name in _MONTH_NUMBER if ' ' not in name)})"
)
_DAY: Final = rf"(?:(?P<day_name>(?i:{_longest_first(_DAY_NUMBER)})),?\s+(?:the\s+|an\s+)?)?"
_NTH: Final = r"(?P<day>\d{1,2})(?:st|nd|rd|th|af|ail|il|ydd|fed|eg|ú)?"
_YEAR: Final = r"(?:,?\s+(?P<year>(?:19|20)\d\d))?(?![\d])"
_SHAPES: Final = (
    re.compile(rf"(?<![\w.,/£€-]){_DAY}{_NTH}\s+(?:of\s+|o\s+|de\s+)?{_MONTH}\b(?:\.(?=,?\s+(?:19|20)\d\d))?{_YEAR}"),
    re.compile(rf"(?<![\w]){_DAY}{_MONTH}\s+{_NTH}\b{_YEAR}(?!\s?%)"),
    re.compile(
        r"(?<![\w./-])(?P<day>\d{1,2})(?P<sign>[/.-])(?P<month>\d{1,2})(?P=sign)(?P<year>(?:19|20)\d\d)(?![\w/])"
    ),
    re.compile(r"(?<![\w./-])(?P<year>(?:19|20)\d\d)-(?P<month>\d\d)-(?P<day>\d\d)(?!\w)"),
)
_DEADLINE: Final = re.compile(
    r"\b(?:by|before|until|till|deadline(?: is)?|closes?(?: on)?|closing date(?: is)?|ends? on|no later than|up to)\s+(?:\w+\s+)?$",
    re.IGNORECASE,
)
_TOLD_AS_PAST: Final = re.compile(r"\b(?:had|was|were|received|closed|ended|opened|did)\b", re.IGNORECASE)


@dataclass(frozen=True, order=True)
class WrittenDate:
    """A date as it stands in a text. `year` None: not written. `day_name` as written, with its place."""

    start: int
    end: int
    day: int
    month: int
    year: int | None = None
    day_name: str = ""
    day_name_end: int = 0

    def on(self, today: date) -> date | None:
        """The day meant: without a year, the one nearest to `today`; None if there is no such day."""
        years = (self.year,) if self.year is not None else (today.year - 1, today.year, today.year + 1)
        days = [day for year in years if (day := _day_of(year, self.month, self.day)) is not None]
        return min(days, key=lambda day: abs(day - today), default=None)


def _day_of(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def find_dates(text: str) -> tuple[WrittenDate, ...]:
    """The dates written in `text`, in order, existing or not."""
    found: list[WrittenDate] = []
    for shape in _SHAPES:
        for seen in shape.finditer(text):
            if not any(one.start < seen.end() and seen.start() < one.end for one in found):
                found.append(_written(seen))
    return tuple(sorted(found))


def _written(seen: re.Match[str]) -> WrittenDate:
    parts = seen.groupdict()
    month = " ".join(parts["month"].lower().split())
    number = int(month) if month.isdigit() else _MONTH_NUMBER[month]
    name = parts.get("day_name") or ""
    year = int(parts["year"]) if parts["year"] else None
    return WrittenDate(seen.start(), seen.end(), int(parts["day"]), number, year, name, seen.start() + len(name))


def days_agree(draft: Draft, _params: Params) -> Iterable[Spot]:
    """Dates that do not exist, have another day of the week, or are a deadline gone by. Takes no parameters."""

    def look(reading: Reading) -> Iterator[Spot]:
        for written in find_dates(reading.text):
            yield from _trouble(reading.text, written, draft.today)

    return see_each(draft, look)


def _trouble(text: str, written: WrittenDate, today: date) -> Iterator[Spot]:
    day = written.on(today)
    if day is None:
        yield Spot(f"There is no {text[written.start : written.end]}. Check the date.", written.start, written.end)
        return
    if written.day_name:
        number, names = _DAY_NUMBER[" ".join(written.day_name.lower().split())]
        right = names.split()[day.weekday()].replace("_", " ")
        if number != day.weekday():
            message = f"{_plainly(day)} is a {_DAYS['en'].split()[day.weekday()]}, not a {written.day_name}. Correct one of them."
            yield Spot(message, written.start, written.day_name_end, right)
    if (
        day < today
        and _DEADLINE.search(text, max(0, written.start - 40), written.start)
        and not _told_as_past(text, written)
    ):
        yield Spot(
            f"{_plainly(day)} has passed. Give the new date, or say that it is over.", written.start, written.end
        )


def _plainly(day: date) -> str:
    return f"{day.day} {_MONTHS['en'].split()[day.month - 1]} {day.year}"


def _told_as_past(text: str, written: WrittenDate) -> bool:
    sentence_start = max(text.rfind(sign, 0, written.start) for sign in ".!?\n") + 1
    return _TOLD_AS_PAST.search(text, sentence_start, written.end + 80) is not None
