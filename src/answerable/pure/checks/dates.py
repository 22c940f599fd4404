"""Whether the dates in a text exist, agree with their day of the week, and are still to come."""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final

from answerable.pure.checks.draft import Draft, Params, Spot, see_each
from answerable.pure.checks.reading import Reading
from answerable.pure.checks.written_dates import WrittenDate, in_english

_DEADLINE: Final = re.compile(
    r"\b(?:by|before|until|till|deadline(?: is)?|closes?(?: on)?|closing date(?: is)?|ends? on"
    r"|no later than|up to)\s+(?:\w+\s+)?$",
    re.IGNORECASE,
)
_TOLD_AS_PAST: Final = re.compile(r"\b(?:had|was|were|received|closed|ended|opened|did)\b", re.IGNORECASE)


def days_agree(draft: Draft, _params: Params) -> Iterable[Spot]:
    """Dates that do not exist, have another day of the week, or are a deadline gone by. Takes no parameters."""

    def look(reading: Reading) -> Iterator[Spot]:
        for written in reading.dates:
            yield from _trouble(reading.text, written, draft.today)

    return see_each(draft, look)


def _trouble(text: str, written: WrittenDate, today: date) -> Iterator[Spot]:
    day = written.on(today)
    if day is None:
        message = f"There is no {text[written.start : written.end]}. Check the date."
        yield Spot(message, written.start, written.end)
        return
    plainly, day_name = in_english(day)
    right = written.day_names[day.weekday()] if written.day_name else ""
    if right.lower() != " ".join(written.day_name.lower().split()):
        message = f"{plainly} is a {day_name}, not a {written.day_name}. Correct one of them."
        yield Spot(message, written.start, written.day_name_end, right)
    if day < today and _is_deadline(text, written) and not _told_as_past(text, written):
        message = f"{plainly} has passed. Give the new date, or say that it is over."
        yield Spot(message, written.start, written.end)


def _is_deadline(text: str, written: WrittenDate) -> bool:
    return _DEADLINE.search(text, max(0, written.start - 40), written.start) is not None


def _told_as_past(text: str, written: WrittenDate) -> bool:
    sentence_start = max(text.rfind(sign, 0, written.start) for sign in ".!?\n") + 1
    return _TOLD_AS_PAST.search(text, sentence_start, written.end + 80) is not None
