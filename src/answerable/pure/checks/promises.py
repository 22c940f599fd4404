"""What binds the body: promises, dates and sums, and what looks like policy nobody has announced."""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from answerable.pure.checks.draft import Draft, Params, Spot, see_each
from answerable.pure.checks.phrases import find_phrases
from answerable.pure.checks.reading import Place, Reading

_WILL_BE: Final = re.compile(
    r"\bwill (?:be )?(?:re)?(?:open|opened|built|start|begin"
    r"|finish|finished|completed?|fixed|repaired|replaced|paid|ready|introduced|published|delivered)\b",
    re.IGNORECASE,
)
_SUM: Final = re.compile(
    r"[£€]\s?\d[\d,.]{0,12}\s?(?:m|bn|million|billion|milliún|billiún|miliwn|biliwn)\b", re.IGNORECASE
)


def commitments(draft: Draft, params: Params) -> Iterable[Spot]:
    """Wording of `phrases`, and "will be opened ...": one place in each sentence. `not_ours` lets a sentence go."""

    def look(reading: Reading) -> Iterator[Spot]:
        to_come = (Place(seen.start(), seen.end(), seen[0]) for seen in _WILL_BE.finditer(reading.text))
        places = sorted([*find_phrases(reading, params["phrases"]), *to_come])
        spared = [place.start for place in find_phrases(reading, params.get("not_ours", ()))] if places else []
        for sentence in reading.sentences if places else ():
            first = next((place for place in places if sentence.start <= place.start < sentence.end), None)
            if first is not None and not any(sentence.start <= at < sentence.end for at in spared):
                message = f"“{first.text}” may be read as a promise. Who has the authority to make it?"
                yield Spot(message, first.start, first.end)

    return see_each(draft, look)


def looks_like_new_policy(draft: Draft, params: Params) -> Iterable[Spot]:
    """Wording of `phrases`, or a sum in millions, in a text with neither a link nor a source already published."""
    if any(source.address for source in draft.sources) or draft.published:
        return ()

    def look(reading: Reading) -> Iterator[Spot]:
        if reading.links:
            return
        sums = (Place(seen.start(), seen.end(), seen[0]) for seen in _SUM.finditer(reading.text))
        for place in sorted({*find_phrases(reading, params["phrases"]), *sums}):
            message = (
                f"“{place.text}” looks like something new. Link what is already published, or ask the press office."
            )
            yield Spot(message, place.start, place.end)

    return see_each(draft, look)


def special_askers(draft: Draft, _params: Params) -> Iterable[Spot]:
    """One place for each person in the group whom the common answer may hurt. Takes no parameters."""
    if draft.asker_count > 1:
        for person in draft.special_askers:
            yield Spot(
                f"One person in this group stands out: {person}. Read the answer with their eyes, or answer them apart."
            )


def has_owner_and_review(draft: Draft, _params: Params) -> Iterable[Spot]:
    """An answer needs an owner, and a day after today to be read again. Takes no parameters."""
    if not draft.owner.strip():
        yield Spot("Nobody owns this answer. Name who keeps it right.")
    if draft.review_on is None:
        yield Spot("The answer has no review day. Set the day to read it again.")
    elif draft.review_on <= draft.today:
        yield Spot("The review day has passed. Set a later one.")
