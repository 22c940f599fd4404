"""What was never meant to leave the building: protective markings, gaps to be filled, addresses of internal systems."""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from answerable.pure.checks.draft import Draft, Params, Spot, see_each
from answerable.pure.checks.links import is_private
from answerable.pure.checks.phrases import find_phrases
from answerable.pure.checks.reading import Reading

_GAP: Final = re.compile(
    r"\[\s*(?:insert|add|name|date|time|link|number|amount|figure|tbc|tba|tbd|xx+|\?+|place|url|text|check|confirm)\b[^\]\n]{0,80}\]|\[\s*\]"
    r"|<\s*(?:insert|add|name|date|link)\b[^>\n]{0,80}>|\{\{?\s?\w{1,40}\s?\}?\}"
    r"|\b(?-i:TBC|TBA|TBD)\b|\b[Ll]orem ipsum\b|\bX{3,}\b|_{3,}|\?{3,}",
    re.IGNORECASE,
)
_FILE_SHARE: Final = re.compile(r"\\\\[\w.-]{1,60}\\[^\s]{1,120}|\bfile://[^\s]{1,200}|\b[A-Za-z]:\\[^\s]{1,120}")


def nothing_internal(draft: Draft, params: Params) -> Iterable[Spot]:
    """Markings of `markings` in capitals only ("the draft plan" is no marking), gaps to fill in, internal addresses."""

    def look(reading: Reading) -> Iterator[Spot]:
        for place in find_phrases(reading, params["markings"], exact=True):
            yield Spot(
                f"“{place.text}” is a protective marking. Take it out once the text may be published.",
                place.start,
                place.end,
            )
        for seen in _GAP.finditer(reading.text):
            yield Spot("Something still has to be filled in here.", seen.start(), seen.end())
        internal = [(seen.start(), seen.end()) for seen in _FILE_SHARE.finditer(reading.text)]
        internal += [(link.start, link.end) for link in reading.links if is_private(link.text)]
        for start, end in internal:
            yield Spot("This address works only inside your network. Take it out.", start, end)

    return see_each(draft, look)
