"""Which language a draft is in, whether everyone gets theirs, and whether the versions say the same."""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Final

from answerable.pure.checks.draft import Draft, Params, Spot, Version
from answerable.pure.checks.links import host_of
from answerable.pure.checks.reading import Reading
from answerable.pure.text.language import detect_language

NAMES: Final = {"en": "English", "ga": "Irish", "cy": "Welsh"}
"""The languages told apart here, and their English names."""


def is_in_language_asked(draft: Draft, params: Params) -> Iterable[Spot]:
    """Who wrote in one of the `official` languages gets the answer in it; the text is in the language it says."""
    told = {draft.language, *(version.language for version in draft.versions if version.text.strip())}
    for language in params["official"]:
        if language in draft.languages_asked and language not in told:
            yield Spot(f"Someone asked in {_name(language)}. Add the answer in {_name(language)}.")
    found = detect_language(draft.text, tuple(NAMES)).code
    if found is not None and found != draft.language and draft.language in NAMES:
        message = (
            f"The text is marked as {_name(draft.language)} but reads as {_name(found)}. Correct the text or the mark."
        )
        yield Spot(message, 0, len(draft.text))


def _name(language: str) -> str:
    return NAMES.get(language, language)


def has_versions(draft: Draft, params: Params) -> Iterable[Spot]:
    """When the same message goes to several people, it goes out in all of `languages` at once."""
    told = {draft.language: draft.text, **{version.language: version.text for version in draft.versions}}
    if draft.asker_count > 1:
        for language in params["languages"]:
            if not told.get(language, "").strip():
                yield Spot(
                    f"This goes to several people. Add the {_name(language)} version, to be sent at the same time."
                )


def versions_agree(draft: Draft, _params: Params) -> Iterable[Spot]:
    """Numbers, dates and links are the same in every language version. Takes no parameters."""
    for version in draft.versions:
        if version.text.strip():
            yield from _differences(Reading(draft.text), version)


def _differences(ours: Reading, version: Version) -> Iterator[Spot]:
    theirs = Reading(version.text)
    for what, here, there in (
        ("number", _figures(ours, dates=False), _figures(theirs, dates=False)),
        ("date", _figures(ours, dates=True), _figures(theirs, dates=True)),
        ("link", _hosts(ours), _hosts(theirs)),
    ):
        odd = sorted((here - there) | (there - here))
        if odd:
            yield Spot(f"The {_name(version.language)} version has another {what}: {', '.join(odd)}. Make them agree.")


def _figures(reading: Reading, *, dates: bool) -> Counter[str]:
    return Counter(one.value for one in reading.figures if (one.unit == "date") is dates)


def _hosts(reading: Reading) -> Counter[str]:
    return Counter(host_of(link.text) for link in reading.links)
