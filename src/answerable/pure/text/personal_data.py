"""Finds what identifies a person in a text, and masks it before anyone outside sees the text.

Precision comes from check digits and from the words around a number; where the two shapes of a mistake differ in
cost, we rather mask a bus number than publish a telephone number. Names are a best effort: only those that announce
themselves.
All patterns are linear: every repeat is bounded, and starts are tied to the beginning of a word.
"""

import re
from collections.abc import Callable, Container, Iterable, Iterator
from typing import Final, NamedTuple

import phonenumbers

from answerable.pure.text import identifiers
from answerable.pure.text.identifiers import Found

MASKS: Final = {
    "national insurance number": "National Insurance number",
    "NHS number": "NHS number",
    "PPS number": "PPS number",
    "payment card": "payment card number",
    "bank account": "bank account number",
    "phone": "phone number",
    "date of birth": "date of birth",
    "postcode": "postcode",
    "Eircode": "Eircode",
    "profile link": "link to a profile",
    "email": "email address",
    "handle": "account name",
    "case number": "reference number",
    "name": "name",
}
"""Each kind and the words that take its place; the order says which kind names a stretch that several kinds claim."""

_RANK: Final = {kind: rank for rank, kind in enumerate(MASKS)}


class Span(NamedTuple):
    """A stretch of text, `text[start:end]`, and the kind of personal data seen there (a key of `MASKS`)."""

    kind: str
    start: int
    end: int


def find_personal_data(text: str) -> tuple[Span, ...]:
    """Every stretch that identifies a person, in order; none overlap and none are empty. Never raises."""
    finders = _FINDERS if _DIGIT.search(text) else _FINDERS_WITHOUT_DIGITS
    return tuple(_merged(sorted(span for find in finders for span in find(text))))


def mask(text: str, keep: Iterable[str] = (), kinds: Container[str] = MASKS) -> str:
    """`text` as the public may see it: each stretch replaced by bracketed words, "[phone number]".

    `keep` names what may stay, compared without spaces and capitals: the body's own account name, its switchboard.
    Of other `kinds` than these nothing is replaced.
    """
    kept = {compact(one) for one in keep}
    parts, done = [], 0
    for kind, start, end in find_personal_data(text):
        if kind in kinds and compact(text[start:end]) not in kept:
            parts += [text[done:start], f"[{MASKS[kind]}]"]
            done = end
    return "".join([*parts, text[done:]])


def compact(text: str) -> str:
    """`text` as identifiers are compared: no spaces, brackets, hyphens or capitals; 0 in place of +44 and +353."""
    bare = _BETWEEN.sub("", text).casefold()
    return re.sub(r"^(?:\+|00)(?:44|353)0?(?=\d)", "0", bare)


def _merged(spans: list[tuple[int, int, str]]) -> Iterator[Span]:
    """Overlapping spans become one, so that no part of either stays readable; the most telling kind names it."""
    current: tuple[int, int, str] | None = None
    for start, end, kind in spans:
        if current is None:
            current = (start, end, kind)
        elif start < current[1]:
            current = (current[0], max(end, current[1]), min(kind, current[2], key=_RANK.__getitem__))
        else:
            yield Span(current[2], current[0], current[1])
            current = (start, end, kind)
    if current is not None:
        yield Span(current[2], current[0], current[1])


_DIGIT: Final = re.compile(r"\d")
_BETWEEN: Final = re.compile(r"[\s().‐-–-]")

# ------------------------------------------------------------------------------------------------ ways to reach someone

_EMAIL: Final = re.compile(
    r"(?<![\w.+@-])\w[\w.+'-]{0,63}(?:@[\w-]{1,63}(?:\.[\w-]{1,63}){0,8}\.[^\W\d_]{2,24}"
    r"|\s?[(\[{]\s?at\s?[)\]}]\s?[\w-]{1,63}(?:\s?(?:\.|[(\[{]\s?dot\s?[)\]}])\s?[\w-]{2,63}){1,4}"
    r"| at [\w-]{1,63}(?: dot [\w-]{2,63}){1,4})",
    re.IGNORECASE,
)
_HANDLE: Final = re.compile(r"(?<![\w@/.])@[A-Za-z_](?:[\w.-]{0,62}\w)?(?:@[\w-]{1,63}(?:\.[\w-]{1,63}){1,6})?")
_PROFILE: Final = re.compile(
    r"(?:https?://[^\s/@]{1,64}@[^\s]{1,200}"
    r"|(?<![\w.])(?:https?://)?(?:[a-z-]{1,10}\.)?(?:(?:facebook|fb|instagram|twitter|x)\.com/"
    r"(?!events/|hashtag/|search|share|intent)"
    r"|(?:tiktok\.com|threads\.(?:net|com)|youtube\.com)/@|linkedin\.com/in/|bsky\.app/profile/|snapchat\.com/add/|(?:t|wa)\.me/)"
    r"[\w.%+@-]{2,80}[^\s,;)\]]{0,200}"
    r"|https?://[\w.-]{1,120}/(?:@|users?/|profiles?/|people/)[\w.-]{1,64}(?:/[^\s,;)\]]{0,200})?"
    r"|https?://[^\s?]{1,200}\?[^\s]{0,100}\b(?:e?mail|name|user|phone)=[^\s]{1,100})",
    re.IGNORECASE,
)
_CALL: Final = (
    r"\b(?:call|phone|ring|tel|telephone|mobile|mob|text|whatsapp|fax|(?:my|his|her|their) number)\b[:.]?"
    r"(?: (?:me|us|him|her|them|on|at|is|no\.?|number))*"
)
_NUMBER: Final = re.compile(
    r"(?<![\w£$€/#])(?<!\d[.,:-])(?:(?:\+\(?|\(?(?=0))\d(?:[ ().‐-–-]{0,3}\d){7,14}|1[ -]?8[059]0[ -]?\d{3}[ -]?\d{3}"
    r"|\(?[2-9]\d\d\)?[-. ]{1,2}\d{3}[-.]\d{4})(?![\w%])"
)
_CALLED_NUMBER: Final = re.compile(_CALL + r"[ :]{1,3}(?P<number>[1-9](?:[ -]?\d){5,11})(?![\w%])", re.IGNORECASE)
_DATED: Final = re.compile(r"\(?\d{1,2}[.-]\d{1,2}[.-](?:19|20)?\d\d\b|(?:19|20)\d\d[ -](?:19|20)\d\d$")
_MONEY_AFTER: Final = re.compile(
    r"\s?(?:%|per cent|pounds?\b|euros?\b|pence\b|cent\b|million|billion|[mk]\b)", re.IGNORECASE
)
_FROM_ABROAD: Final = re.compile(r"^(?:\+|00)(?:44|353)0?(?=[1-9])")
_HOME_SHAPES: Final = re.compile(r"0[127]\d{9}|08[35679]\d{7}|1800\d{6}|18[59]0\d{6}|[2-9]\d{9}")


def _emails(text: str) -> Found:
    yield from ((seen.start(), seen.end(), "email") for seen in _EMAIL.finditer(text))


def _handles(text: str) -> Found:
    if "@" in text:
        yield from ((seen.start(), seen.end(), "handle") for seen in _HANDLE.finditer(text))


def _profile_links(text: str) -> Found:
    yield from ((seen.start(), seen.end(), "profile link") for seen in _PROFILE.finditer(text))


def _phones(text: str) -> Found:
    for seen in _NUMBER.finditer(text):
        length = 0 if _DATED.match(seen[0]) or _MONEY_AFTER.match(text, seen.end()) else _phone_length(seen[0])
        if length:
            yield seen.start(), seen.start() + length, "phone"
    for seen in _CALLED_NUMBER.finditer(text):
        if not _DATED.match(seen["number"]) and not _MONEY_AFTER.match(text, seen.end()):
            yield seen.start("number"), seen.end("number"), "phone"


_SHORTEST_PHONE: Final = 8
# Spares the careful look at most rows of digits: it costs a tenth of a millisecond.
_MAY_BE_PHONE: Final = re.compile(r"\+[1-9]\d{7,14}|0[1-9]\d{6,9}")


def _phone_length(candidate: str) -> int:
    """How much of `candidate` is a number, 0 for none: opening hours after it ("01 234 5678 9-5") are let go."""
    while len(candidate) > _SHORTEST_PHONE:
        if _is_phone(candidate):
            return len(candidate)
        candidate = re.sub(r"\W+\d+$|\d+$", "", candidate, count=1)
    return 0


def _is_phone(candidate: str) -> bool:
    plain = re.sub(r"[^\d+]", "", candidate)
    if _HOME_SHAPES.fullmatch(_FROM_ABROAD.sub("0", plain)):
        return True
    plain = re.sub(r"^00", "+", plain)
    if not _MAY_BE_PHONE.fullmatch(plain):
        return False
    try:
        return any(phonenumbers.is_valid_number(phonenumbers.parse(plain, region)) for region in ("GB", "IE"))
    except phonenumbers.NumberParseException:
        return False


# ------------------------------------------------------------------------------------------------ where someone lives

_POSTCODE: Final = re.compile(
    r"\b(?:GIR ?0AA|(?:A[BL]|B[ABDHLNRST]?|C[ABFHMORTVW]|D[ADEGHLNTY]"
    r"|E[CHNX]?|F[KY]|G[LUY]?|H[ADGPRSUX]|I[GMPV]|JE|K[ATWY]|L[ADELNSU]?|M[EKL]?"
    r"|N[EGNPRW]?|O[LX]|P[AEHLOR]|R[GHM]|S[AEGKLMNOPRSTWY]?|T[ADFNQRSW]"
    r"|UB|W[ACDFNRSV]?|YO|ZE)\d[A-Z\d]?[ ]{0,2}(?P<inward>\d[ABD-HJLNP-UW-Z]{2}))\b",
    re.IGNORECASE,
)
# The routing key, then four of the letters and digits Eircode uses; the last four mix both, or hold no vowel of theirs.
_EIRCODE: Final = re.compile(
    r"\b(?:[AC-FHKNPRTV-Y]\d\d|D6W)(?P<gap>[ -]?)(?=[\dAC-FHKNPRTV-Y]{4}\b)(?P<unit>\w{4})\b", re.IGNORECASE
)


def _postcodes(text: str) -> Found:
    for seen in _POSTCODE.finditer(text):
        # "M25 1st exit" is a road: whoever writes the end of a postcode in small letters writes its start so too.
        ordinal = (seen["inward"] or "").endswith(("st", "nd", "rd", "th")) and text[seen.start()].isupper()
        if not ordinal:
            yield seen.start(), seen.end(), "postcode"


def _eircodes(text: str) -> Found:
    for seen in _EIRCODE.finditer(text):
        unit = seen["unit"]
        mixed = not unit.isdigit() and (not unit.isalpha() or not re.search("[aey]", unit, re.IGNORECASE))
        if mixed and (seen[0].isupper() or seen["gap"] == " "):
            yield seen.start(), seen.end(), "Eircode"


# ------------------------------------------------------------------------------------------------ references and names

_REFERENCE: Final = re.compile(
    r"\b(?:case|claim|ref|reference|account|application|crime|incident|complaint|order|tenancy|customer|payroll|passport"
    r"|licen[cs]e|invoice|booking"
    r"|membership|student|patient|hospital|ticket|cyfeirnod|tagairt)(?: (?:ref|reference))?\.?"
    r"(?P<label> ?(?:number|num|no\.?|id)\b| ?(?=[:#]))?(?: is| was)?[ :#=-]{1,3}(?P<token>[A-Z0-9][A-Z0-9/-]{3,24})\b",
    re.IGNORECASE,
)
_YEARS: Final = re.compile(r"(?:19|20)\d\d(?:[/-](?:\d\d)?\d\d)?|\d{1,2}[/-]\d{1,2}[/-]\d{2,4}")
_BIRTH: Final = re.compile(
    r"\b(?:d\.?o\.?b\.?|date of birth|born(?: on)?|dyddiad geni|dáta breithe)\W{1,3}(?:is |was )?"
    r"(?P<date>\d{1,2}[./ -]\d{1,2}[./ -]\d{2,4}|\d{1,2}(?:st|nd|rd|th)? [A-Z][a-z]{2,8},? \d{2,4})\b",
    re.IGNORECASE,
)
_WORD: Final = r"(?:Mc|Mac|O['’]|Ó |Ní |Nic )?[^\W\d_a-z][\w'’-]{1,24}"
_NAME: Final = re.compile(
    r"\b(?:(?i:my name is|my name['’]s|name:|is mise|fy enw i yw|signed,?)\s{1,2}|(?:Mr|Mrs|Ms|Miss|Mx)\.? "
    r"|(?i:my (?:son|daughter|husband|wife|partner|mother|mum"
    r"|mam|father|dad|brother|sister|child|neighbour|landlord)),? )"
    rf"(?P<name>{_WORD}(?: {_WORD}){{0,2}})"
)
_SIGNED: Final = re.compile(
    r"(?:^|[\n.!?,] ?)(?i:(?:kind|best|warm|many)? ?(?:regards|thanks|wishes)|thank you|thanks"
    r"|cheers|yours (?:sincerely|faithfully|truly)"
    rf"|le meas|le gach dea-ghuí|yn gywir|cofion|diolch)[,.]?\s{{1,3}}(?P<name>{_WORD}(?: {_WORD}){{0,2}})[.]?\s*\Z"
)


# A word before it ("order 2500 bins") is not enough for a short number; "order no 2500" is.
_FEWEST_DIGITS: Final = 4
_SURE_DIGITS: Final = 6


def _case_numbers(text: str) -> Found:
    for seen in _REFERENCE.finditer(text):
        token = seen["token"]
        digits = sum(letter.isdigit() for letter in token)
        bare_number = digits == len(token) and digits < _SURE_DIGITS
        if digits >= _FEWEST_DIGITS and (seen["label"] or not (bare_number or _YEARS.fullmatch(token))):
            yield seen.start("token"), seen.end("token"), "case number"


def _births(text: str) -> Found:
    yield from ((seen.start("date"), seen.end("date"), "date of birth") for seen in _BIRTH.finditer(text))


def _names(text: str) -> Found:
    yield from ((seen.start("name"), seen.end("name"), "name") for seen in _NAME.finditer(text))
    signed = _SIGNED.search(text, max(0, len(text) - 120))
    if signed:
        yield signed.start("name"), signed.end("name"), "name"


_FINDERS_WITHOUT_DIGITS: Final[tuple[Callable[[str], Found], ...]] = (_emails, _handles, _profile_links, _names)
_FINDERS: Final = (
    *_FINDERS_WITHOUT_DIGITS,
    *identifiers.FINDERS,
    *(_phones, _postcodes, _eircodes, _case_numbers, _births),
)
