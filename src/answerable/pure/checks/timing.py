"""What may not be said yet: embargoed subjects, statistics before their release, and politics before an election."""

from collections.abc import Iterable, Iterator

from answerable.pure.checks.draft import Draft, Embargo, Params, Spot, see_each
from answerable.pure.checks.phrases import find_phrases
from answerable.pure.checks.reading import Place, Reading


def not_embargoed(draft: Draft, _params: Params) -> Iterable[Spot]:
    """Subjects on the embargo list whose moment has not come. Takes no parameters."""
    return _early(draft, draft.keeps.embargoes, "“{title}” is embargoed until {until}. Hold this until then.")


def not_before_release(draft: Draft, _params: Params) -> Iterable[Spot]:
    """Official statistics of the calendar that are not released yet. Takes no parameters."""
    message = "“{title}” is released on {until}. Give no sign of it before then."
    return _early(draft, draft.keeps.statistics, message)


def _early(draft: Draft, held: tuple[Embargo, ...], message: str) -> Iterable[Spot]:
    live = [one for one in held if draft.now < one.until]

    def look(reading: Reading) -> Iterator[Spot]:
        for one in live:
            places = _all_of(reading, one.words)
            if places:
                until = one.until.strftime("%-d %B %Y, %H:%M")
                yield Spot(message.format(title=one.title, until=until), places[0].start, places[0].end)

    return see_each(draft, look) if live else ()


def touches(text: str, words: tuple[str, ...]) -> bool:
    """Whether the text holds all of an embargo's `words`, and so touches its subject."""
    return bool(_all_of(Reading(text), words))


def _all_of(reading: Reading, words: tuple[str, ...]) -> list[Place]:
    """The first place of each of `words`, or nothing when one is missing."""
    firsts = [next(find_phrases(reading, (word,)), None) for word in words]
    places = [place for place in firsts if place is not None]
    return places if len(places) == len(words) else []


def only_service_in_period(draft: Draft, _params: Params) -> Iterable[Spot]:
    """In a declared pre-election period everything but plain service information waits. Takes no parameters."""
    period = draft.period
    if period is not None and draft.kind != "service":
        ends = period.ends_on.strftime("%-d %B %Y")
        yield Spot(
            f"The pre-election period “{period.title}” lasts until {ends}. Only essential service information "
            "goes out: mark this as service information, or ask the propriety contact to clear it."
        )


def names_from_lists(draft: Draft, params: Params) -> Iterable[Spot]:
    """Names of the body's `lists`, with `message`.

    `only_in_period` waits for a pre-election period; `in_period` is the severity while one lasts.
    """
    period = draft.period
    if params.get("only_in_period") and period is None:
        return ()
    names = tuple(name for kept in params["lists"] for name in getattr(draft.keeps, kept))
    severity = params.get("in_period") if period is not None else None

    def look(reading: Reading) -> Iterator[Spot]:
        for place in find_phrases(reading, names):
            yield Spot(params["message"].format(words=place.text), place.start, place.end, severity=severity)

    return see_each(draft, look) if names else ()
