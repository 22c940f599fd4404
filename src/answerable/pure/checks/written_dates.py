"""Dates as people write them, in English, Irish and Welsh."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

_DIGIT: Final = re.compile(r"\d")
_MONTHS: Final = {
    "en": "January February March April May June July August September October November December",
    "short": "Jan Feb Mar Apr May Jun Jul Aug Sept Oct Nov Dec",
    "ga": "Eanáir Feabhra Márta Aibreán Bealtaine Meitheamh Iúil Lúnasa Meán_Fómhair Deireadh_Fómhair Samhain Nollaig",
    "ga genitive": "Eanáir Feabhra Márta Aibreáin Bealtaine Meithimh Iúil Lúnasa Mheán_Fómhair Dheireadh_Fómhair "
    "Samhna Nollag",
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
_DAY_BEFORE: Final = re.compile(rf"\b({_longest_first(_DAY_NUMBER)}),?\s+(?:the\s+|an\s+)?$", re.IGNORECASE)
_LONGEST_DAY_NAME: Final = 24
_ENGLISH: Final = _longest_first(name for key in ("en", "short") for name in _MONTHS[key].split())
_NTH: Final = r"(?P<day>\d{1,2})(?:st|nd|rd|th|af|ail|il|ydd|fed|eg|ú)?"
_YEAR: Final = r"(?:,?\s+(?P<year>(?:19|20)\d\d))?(?!\d)"
_SHAPES: Final = (
    re.compile(rf"(?<![\w.,/£€-]){_NTH}\s+(?:of\s+|o\s+|de\s+)?{_MONTH}\b(?:\.(?=,?\s+(?:19|20)\d\d))?{_YEAR}"),
    re.compile(rf"\b(?P<month>{_ENGLISH})\s+{_NTH}\b{_YEAR}(?!\s?%)"),
    re.compile(
        r"(?<![\w./-])(?P<day>\d{1,2})(?P<sign>[/.-])(?P<month>\d{1,2})(?P=sign)(?P<year>(?:19|20)\d\d)(?![\w/])"
    ),
    re.compile(r"(?<![\w./-])(?P<year>(?:19|20)\d\d)-(?P<month>\d\d)-(?P<day>\d\d)(?!\w)"),
)


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

    @property
    def day_names(self) -> tuple[str, ...]:
        """The seven names in the language and style of `day_name`, Monday first."""
        return tuple(name.replace("_", " ") for name in _DAY_NUMBER[_bare(self.day_name)][1].split())

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
    if not _DIGIT.search(text):
        return ()
    found: list[WrittenDate] = []
    for shape in _SHAPES:
        for seen in shape.finditer(text):
            if not any(one.start < seen.end() and seen.start() < one.end for one in found):
                found.append(_written(text, seen))
    return tuple(sorted(found))


def _written(text: str, seen: re.Match[str]) -> WrittenDate:
    parts = seen.groupdict()
    month = _bare(parts["month"])
    number = int(month) if month.isdigit() else _MONTH_NUMBER[month]
    year = int(parts["year"]) if parts["year"] else None
    named = _DAY_BEFORE.search(text, max(0, seen.start() - _LONGEST_DAY_NAME), seen.start())
    start, name, name_end = (named.start(), named[1], named.end(1)) if named else (seen.start(), "", seen.start())
    return WrittenDate(start, seen.end(), int(parts["day"]), number, year, name, name_end)


def _bare(name: str) -> str:
    return " ".join(name.lower().split())


def in_english(day: date) -> tuple[str, str]:
    """`day` as "5 March 2027", and its day of the week."""
    return f"{day.day} {_MONTHS['en'].split()[day.month - 1]} {day.year}", _DAYS["en"].split()[day.weekday()]
