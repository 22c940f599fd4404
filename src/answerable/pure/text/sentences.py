"""Cuts a post into sentences."""

import regex

# Not the end of a sentence: titles and short forms, initials, numbers ("No. 5"), and dots inside numbers and addresses.
_SHORT = regex.compile(
    r"(?:^|[\s(])(?:mr|mrs|ms|dr|prof|st|rev|cllr|sgt|vs|etc|e\.g|i\.e|eg|ie|approx|no|nos|tel|ext|dept|jan|feb|mar|apr|jun"
    r"|jul|aug|sept?|oct|nov|dec|p|pp|para|[a-z])\.$",
    regex.IGNORECASE,
)
_END = regex.compile(r"(?:[.!?…]+|[。！？؟।]+)[\"'”’)\]]*(?=\s|$)|[。！？؟।]+|\s*\n\s*")


def sentences(text: str) -> list[str]:
    """The sentences of `text` in order, trimmed, without empty ones; a line break ends a sentence too."""
    found, start = [], 0
    for end in _END.finditer(text):
        if "\n" not in end.group() and _SHORT.search(text[start : end.end()]) and end.end() < len(text):
            continue
        found.append(text[start : end.end()].strip())
        start = end.end()
    found.append(text[start:].strip())
    return [sentence for sentence in found if sentence]
