"""What identifies a person in a draft, and what was told to us in private."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Final

from answerable.pure.checks.draft import Draft, Keeps, Params, Spot, see_each
from answerable.pure.checks.first_names import FIRST_NAMES
from answerable.pure.checks.phrases import find_phrases
from answerable.pure.checks.reading import Reading
from answerable.pure.text.personal_data import MASKS, compact

# Looks ahead only, so that "Ask Mary Murphy" is tried at "Ask" and again at "Mary".
_FULL_NAME: Final = re.compile(
    r"\b(?=(?P<name>(?P<first>[^\W\d_a-z][^\W\d_]{2,14}) (?:Mc|Mac|O['’]|Ó |Ní )?[^\W\d_a-z][^\W\d_]{2,20})\b)"
)
_MAY_BE_OFFICIAL: Final = frozenset({"email", "phone", "postcode", "Eircode", "bank account", "payment card"})


def no_personal_data(draft: Draft, params: Params) -> Iterable[Spot]:
    """Personal data of `kinds`, except what the body lists as its own."""
    kinds = frozenset(params["kinds"])
    own = _own(draft.keeps)

    def look(reading: Reading) -> Iterator[Spot]:
        for kind, start, end in reading.personal_data:
            found = reading.text[start:end]
            if kind in kinds and not (compact(found) in own or _is_official_email(kind, found, draft.keeps)):
                way_out = ", or ask for it to be added to your own list" if kind in _MAY_BE_OFFICIAL else ""
                message = f"This looks like a private {MASKS[kind]}. Take it out{way_out}."
                yield Spot(message, start, end)

    return see_each(draft, look)


@lru_cache(maxsize=16)
def _own(keeps: Keeps) -> frozenset[str]:
    return frozenset(compact(one) for one in (*keeps.emails, *keeps.phones, *keeps.postcodes, *keeps.accounts))


def _is_official_email(kind: str, found: str, keeps: Keeps) -> bool:
    return kind == "email" and found.rpartition("@")[2].lower() in {domain.lower() for domain in keeps.email_domains}


def no_reference_numbers(draft: Draft, params: Params) -> Iterable[Spot]:
    """Numbers of one person's case: announced as such, or of the body's shapes ("CT-999999": 9 a digit, A a letter)."""
    shapes = _shapes((*draft.keeps.references, *params.get("shapes", ())))

    def look(reading: Reading) -> Iterator[Spot]:
        message = "This looks like the number of one person's case. Take it out and offer a private route."
        found = {(start, end) for kind, start, end in reading.personal_data if kind == "case number"}
        if shapes is not None:
            found |= {seen.span() for seen in shapes.finditer(reading.text)}
        yield from (Spot(message, start, end) for start, end in sorted(found))

    return see_each(draft, look)


@lru_cache(maxsize=64)
def _shapes(shapes: tuple[str, ...]) -> re.Pattern[str] | None:
    letters = {"9": r"\d", "A": "[A-Z]"}
    bodies = ["".join(letters.get(sign) or re.escape(sign) for sign in shape) for shape in shapes if shape.strip()]
    return re.compile(rf"(?<!\w)(?:{'|'.join(bodies)})(?!\w)") if bodies else None


def names_nobody_private(draft: Draft, _params: Params) -> Iterable[Spot]:
    """First name and family name of somebody who is not on the body's list of known names. Takes no parameters."""
    known = frozenset(" ".join(name.lower().split()) for name in (*draft.keeps.known_names, *draft.keeps.politicians))

    def look(reading: Reading) -> Iterator[Spot]:
        found = {(start, end) for kind, start, end in reading.personal_data if kind == "name"}
        found |= {
            seen.span("name") for seen in _FULL_NAME.finditer(reading.text) if seen["first"].lower() in FIRST_NAMES
        }
        for start, end in sorted(found):
            if reading.text[start:end].lower() not in known:
                yield Spot(
                    "This looks like a person's name. Take it out unless the person speaks for you in public.",
                    start,
                    end,
                )

    return see_each(draft, look)


def repeats_no_private_words(draft: Draft, params: Params) -> Iterable[Spot]:
    """More than `most_words_in_common` in a row from a private message, unless the public question has them too."""
    length: int = params["most_words_in_common"] + 1
    private = {run for message in draft.private_messages for run in _runs(Reading(message), length)}
    private -= set(_runs(Reading(draft.question), length))

    def look(reading: Reading) -> Iterator[Spot]:
        done = 0
        for at, run in enumerate(_runs(reading, length)):
            first, last = reading.words[at], reading.words[at + length - 1]
            if run in private and first.start >= done:
                done = last.end
                yield Spot(
                    "These words come from a private message. Say it in your own words, without the person.",
                    first.start,
                    done,
                )

    return see_each(draft, look) if private else ()


def _runs(reading: Reading, length: int) -> list[tuple[str, ...]]:
    words = [word.text.lower().replace("’", "'") for word in reading.words]
    return [tuple(words[at : at + length]) for at in range(len(words) - length + 1)]


def invites_no_details(draft: Draft, params: Params) -> Iterable[Spot]:
    """An invitation of `invitations` to send details, in a sentence without one of `private_routes`."""

    def look(reading: Reading) -> Iterator[Spot]:
        places = list(find_phrases(reading, params["invitations"]))
        routes = [place.start for place in find_phrases(reading, params["private_routes"])] if places else []
        for sentence in reading.sentences if places else ():
            inside = [place for place in places if sentence.start <= place.start < sentence.end]
            if inside and not any(sentence.start <= at < sentence.end for at in routes):
                message = "This invites people to post their details in public. Offer the private link beside it."
                yield from (Spot(message, place.start, place.end) for place in inside)

    return see_each(draft, look)
