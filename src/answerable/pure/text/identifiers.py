"""Official numbers in a text: health, insurance, tax and bank numbers, told from order numbers by their check digits.

Sources: HMRC National Insurance manual NIM39110 (letters never used); NHS data dictionary (modulus 11); the card
schemes' number ranges with Luhn's digit; ISO 13616 for IBAN.
"""

import re
from collections.abc import Iterator
from typing import Final

from stdnum import iban, luhn
from stdnum.gb import nhs
from stdnum.ie import pps

Found = Iterator[tuple[int, int, str]]
"""Start, end and kind of each stretch seen."""

_GAPS: Final = re.compile(r"[\s-]")
# HMRC: no D F I Q U V first, nor O second, and these prefixes are never given out (National Insurance manual NIM39110).
_NI: Final = re.compile(
    r"\b(?!BG|GB|NK|KN|TN|NT|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z](?P<gap>[ .-]?)\d\d[ .-]?\d\d[ .-]?\d\d"
    r"(?:[ .-]?(?P<suffix>[A-D]))?\b",
    re.IGNORECASE,
)
_NI_CUE: Final = re.compile(r"\b(?:NI|NINO|national insurance|yswiriant gwladol)\b", re.IGNORECASE)
_TEN_DIGITS: Final = re.compile(r"(?<![\w£$€.,/-])(\d{3})([ -]?)(\d{3})([ -]?)(\d{4})(?![\w]|[-.,/]\d)")
_NHS_CUE: Final = re.compile(r"\b(?:NHS|CHI|patient|hospital|GIG)\b", re.IGNORECASE)
_PPS: Final = re.compile(r"(?<![\w£$€.,/-])(\d{7})( ?)([A-W][ABHWTX]?)\b", re.IGNORECASE)
_PPS_CUE: Final = re.compile(r"\b(?:PPS|PPSN|UPSP)\b", re.IGNORECASE)
_CARD: Final = re.compile(r"(?<![\w£$€.,/-])[2-6](?:[ -]?\d){12,18}(?![\w]|[-.,]\d)")
_CARD_KINDS: Final = re.compile(
    r"4\d{12}(?:\d{3}){0,2}|(?:5[1-5]\d\d|222[1-9]|22[3-9]\d|2[3-6]\d\d|27[01]\d|2720)\d{12}|3[47]\d{13}"
    r"|6(?:011|5\d\d)\d{12}|(?:50|5[6-9]|6\d)\d{14,17}"
)
_IBAN: Final = re.compile(r"\b[A-Z]{2}\d\d(?:[ -]?[A-Z0-9]){11,30}", re.IGNORECASE)
_SORT_CODE: Final = re.compile(r"\b\d\d[- ]\d\d[- ]\d\d(?:\W{1,3}|\W{1,3}[a-z ]{1,16}\W{0,2})\d{8}\b", re.IGNORECASE)


def ni_numbers(text: str) -> Found:
    """National Insurance numbers, with or without their last letter."""
    for seen in _NI.finditer(text):
        # "at 12 34 56 a day" is a count. Without its last letter the number looks like many a reference.
        shaped = text[seen.start()].isupper() if seen["gap"] else bool(seen["suffix"])
        if shaped or is_cued(text, seen.start(), _NI_CUE):
            yield seen.start(), seen.end(), "national insurance number"


def nhs_numbers(text: str) -> Found:
    """NHS numbers whose check digit (modulus 11) fits."""
    for seen in _TEN_DIGITS.finditer(text):
        digits = seen[1] + seen[3] + seen[5]
        # One in eleven ten-digit numbers has a fitting check digit; numbers issued today begin with 4, 6 or 7.
        # It is written in threes and a four: "087 1602849" is a telephone.
        in_groups = bool(seen[2]) and seen[2] == seen[4]
        plain = not seen[2] and not seen[4] and digits[0] in "467"
        told = in_groups or plain or is_cued(text, seen.start(), _NHS_CUE)
        if told and nhs.is_valid(digits):
            yield seen.start(), seen.end(), "NHS number"


def pps_numbers(text: str) -> Found:
    """Irish personal public service numbers whose check letter fits."""
    for seen in _PPS.finditer(text):
        # "1234567 a day" is a count: with a gap, a word before must tell.
        if (not seen[2] or is_cued(text, seen.start(), _PPS_CUE)) and pps.is_valid(seen[1] + seen[3].upper()):
            yield seen.start(), seen.end(), "PPS number"


def payment_cards(text: str) -> Found:
    """Card numbers in a scheme's range whose Luhn digit fits."""
    for seen in _CARD.finditer(text):
        digits = _GAPS.sub("", seen[0])
        if _CARD_KINDS.fullmatch(digits) and luhn.is_valid(digits):
            yield seen.start(), seen.end(), "payment card"


def bank_accounts(text: str) -> Found:
    """IBANs whose check digits fit; UK sort codes followed by an account number."""
    for seen in _IBAN.finditer(text):
        ends = [at + 1 for at, letter in enumerate(seen[0]) if letter.isalnum()]
        # A spaced number runs into the next word: the shortest stretch with a country's length and check digits is it.
        end = next((end for end in ends[14:] if iban.is_valid(seen[0][:end])), None)
        if end is not None:
            yield seen.start(), seen.start() + end, "bank account"
    for seen in _SORT_CODE.finditer(text):
        yield seen.start(), seen.end(), "bank account"


def is_cued(text: str, start: int, cue: re.Pattern[str], within: int = 40) -> bool:
    """Whether `cue` stands in the `within` characters before `start`."""
    return cue.search(text, max(0, start - within), start) is not None


FINDERS: Final = (ni_numbers, nhs_numbers, pps_numbers, payment_cards, bank_accounts)
"""What reads a text for each kind of official number."""
