"""Generated identifiers and near misses of them, with the sentences they stand in: for `bench.personal_data`.

Written from the public descriptions of each number, without looking at the patterns that are measured with it.
"""

import random
import string
from collections.abc import Callable

Make = Callable[[random.Random], str]

NI_FIRST, NI_SECOND = "ABCEGHJKLMNOPRSTWXYZ", "ABCEGHJKLMNPRSTWXYZ"
NI_NEVER = {"BG", "GB", "NK", "KN", "TN", "NT", "ZZ"}
AREAS = "AB AL B BA BB BD BH BL BN BR BS BT CA CB CF CH CM CO CR CT CV CW DA DD DE DG DH DL DN DT DY E EH EN EX FK FY G GL GU HA HD HG HP HR HS HU HX IG IP IV KA KT KW KY L LA LD LE LL LN LS LU M ME MK ML N NE NG NN NP NR NW OL OX PA PE PH PL PO PR RG RH RM S SA SE SG SK SL SM SN SO SP SR SS ST SW SY TA TD TF TN TQ TR TS TW UB W WA WC WD WF WN WR WS WV YO ZE".split()  # fmt: skip  # noqa: E501, SIM905
INWARD = "ABDEFGHJLNPQRSTUWXYZ"
ROUTING = "D01 D02 D08 D6W D15 D24 A65 A94 C15 E41 F92 H91 K67 N37 P31 R95 T12 V94 W23 X91 Y35".split()  # noqa: SIM905
EIRCODE = "ACDEFHKNPRTVWXY0123456789"
NAMES = "mary sean aoife gwen priya tomasz fatima owen liam chloe".split()  # noqa: SIM905
FAMILIES = "murphy jones patel kowalski okafor evans byrne smith khan walsh".split()  # noqa: SIM905
HOSTS = "gmail.com outlook.com btinternet.com hotmail.co.uk yahoo.ie icloud.com proton.me mail.example.org".split()  # noqa: SIM905
MONTHS = "January February March April May June July August September October November December".split()  # noqa: SIM905


def digits(chance: random.Random, count: int, first: str = "0123456789") -> str:
    return chance.choice(first) + "".join(chance.choice(string.digits) for _ in range(count - 1))


def spaced(text: str, *sizes: int, sign: str = " ") -> str:
    parts, at = [], 0
    for size in sizes:
        parts.append(text[at : at + size])
        at += size
    return sign.join([*parts, text[at:]] if text[at:] else parts)


def ni(chance: random.Random) -> str:
    prefix = chance.choice(NI_FIRST) + chance.choice(NI_SECOND)
    while prefix in NI_NEVER or prefix[0] == "O":
        prefix = chance.choice(NI_FIRST) + chance.choice(NI_SECOND)
    body = digits(chance, 6)
    number = prefix + body + chance.choice("ABCD")
    return chance.choice([number, spaced(number, 2, 2, 2, 2), number.lower()])


def not_ni(chance: random.Random) -> str:
    wrong = chance.choice(["DA", "FB", "QQ", "VA", "GB", "NK", "AO", "BG"]) + digits(chance, 6) + chance.choice("ABCD")
    suffix = chance.choice("AB") + "C" + digits(chance, 6) + chance.choice("EFGHXYZ")
    return chance.choice([wrong, suffix, "AB" + digits(chance, 5) + "C", "PO" + digits(chance, 8)])


def nhs_of(body: str) -> int:
    return (11 - sum(int(one) * (10 - at) for at, one in enumerate(body)) % 11) % 11


def nhs(chance: random.Random) -> str:
    body = digits(chance, 9, "467")
    while nhs_of(body) == 10:
        body = digits(chance, 9, "467")
    number = body + str(nhs_of(body))
    return chance.choice([number, spaced(number, 3, 3, 4), spaced(number, 3, 3, 4, sign="-")])


def not_nhs(chance: random.Random) -> str:
    body = digits(chance, 9, "467")
    wrong = body + str((nhs_of(body) + chance.randrange(1, 9)) % 10)
    return chance.choice([wrong, spaced(wrong, 3, 3, 4)]) if int(wrong[9]) != nhs_of(body) else "4" + digits(chance, 7)


def pps_letter(body: str, second: str) -> str:
    total = sum(int(one) * (8 - at) for at, one in enumerate(body)) + (9 * (ord(second) - 64) if second else 0)
    return "WABCDEFGHIJKLMNOPQRSTUV"[total % 23]


def pps(chance: random.Random) -> str:
    body, second = digits(chance, 7), chance.choice(["", "", "A", "H"])
    return body + pps_letter(body, second) + second


def not_pps(chance: random.Random) -> str:
    body = digits(chance, 7)
    right = pps_letter(body, "")
    return body + chance.choice([one for one in "ABCDEFGHIJKLMNOPQRSTUVW" if one != right])


def luhn(body: str) -> int:
    total = 0
    for at, one in enumerate(reversed(body)):
        value = int(one) * (2 if at % 2 == 0 else 1)
        total += value - 9 if value > 9 else value
    return (10 - total % 10) % 10


def card(chance: random.Random) -> str:
    body = chance.choice(["4", "51", "52", "53", "54", "55", "2221", "2720"])
    body += digits(chance, 15 - len(body))
    number = body + str(luhn(body))
    return chance.choice([number, spaced(number, 4, 4, 4), spaced(number, 4, 4, 4, sign="-")])


def not_card(chance: random.Random) -> str:
    body = "4" + digits(chance, 14)
    wrong = body + str((luhn(body) + chance.randrange(1, 10)) % 10)
    seventh = "9" + digits(chance, 14)
    return chance.choice([wrong, spaced(wrong, 4, 4, 4), seventh + str(luhn(seventh)), "1" + digits(chance, 12)])


def iban(chance: random.Random) -> str:
    bank = "".join(chance.choice(string.ascii_uppercase) for _ in range(4))
    country, body = chance.choice([("GB", bank + digits(chance, 14)), ("IE", bank + digits(chance, 14))])
    if country == "IE":
        body = body[:18]
    moved = "".join(str(int(one, 36)) for one in body + country + "00")
    number = f"{country}{98 - int(moved) % 97:02}{body}"
    return chance.choice([number, spaced(number, 4, 4, 4, 4, 4)])


def not_iban(chance: random.Random) -> str:
    right = iban(chance).replace(" ", "")
    wrong = right[:2] + f"{(int(right[2:4]) + chance.randrange(1, 90)) % 97:02}" + right[4:]
    return wrong if wrong != right else "GB00" + right[4:]


def postcode(chance: random.Random) -> str:
    out = chance.choice(AREAS) + chance.choice([digits(chance, 1, "123456789"), digits(chance, 2, "1234")])
    full = f"{out} {chance.choice('0123456789')}{chance.choice(INWARD)}{chance.choice(INWARD)}"
    return chance.choice([full, full, full.replace(" ", ""), full.lower()])


def not_postcode(chance: random.Random) -> str:
    road = chance.choice(["M25", "A1", "B6265", "M62", "A40"])
    letters = chance.choice(string.ascii_uppercase) + chance.choice(string.ascii_uppercase)
    return chance.choice([road, f"QZ{digits(chance, 1)} 4{letters}", f"room {digits(chance, 1)}B", f"ISO {digits(chance, 4)}"])  # noqa: E501  # fmt: skip


def eircode(chance: random.Random) -> str:
    unit = "".join(chance.choice(EIRCODE) for _ in range(4))
    while unit.isdigit() or unit.isalpha():
        unit = "".join(chance.choice(EIRCODE) for _ in range(4))
    return chance.choice(ROUTING) + chance.choice([" ", ""]) + unit


def not_eircode(chance: random.Random) -> str:
    return chance.choice(["R148", "N11", "B12 CD34", "D02", "Z99 AF30", "H91 Care", f"A4 {digits(chance, 4)}"])


def phone(chance: random.Random) -> str:
    number = chance.choice(
        [
            "07700 9" + digits(chance, 5),
            "0113 496 0" + digits(chance, 3),
            "020 7946 0" + digits(chance, 3),
            "+44 7700 9" + digits(chance, 5),
            "01632 960" + digits(chance, 3),
            "+353 86 " + digits(chance, 7),
            "087 " + digits(chance, 7),
            "(0113) 496 0" + digits(chance, 3),
            "01 6" + digits(chance, 6),
        ]
    )
    return chance.choice([number, number, number.replace(" ", "")])


def email(chance: random.Random) -> str:
    sign = chance.choice([".", "_", ""])
    number = chance.choice(["", digits(chance, 2)])
    return f"{chance.choice(NAMES)}{sign}{chance.choice(FAMILIES)}{number}@{chance.choice(HOSTS)}"


def not_email(chance: random.Random) -> str:
    name = chance.choice(NAMES)
    return chance.choice([f"@{name}", f"www.{name}.org", f"{name}.pdf", f"5 @ £{digits(chance, 2)}", f"{name}@"])


def birth(chance: random.Random) -> str:
    day, month, year = chance.randrange(1, 29), chance.randrange(1, 13), chance.randrange(1930, 2020)
    return chance.choice([f"{day:02}/{month:02}/{year}", f"{day} {MONTHS[month - 1]} {year}", f"{day}.{month}.{year}"])


def number_or_date(chance: random.Random) -> str:
    """What stands in every answer and is nobody's: prices, dates, hashes, orders, versions, times, coordinates."""
    return chance.choice(
        [
            f"£{digits(chance, 3)},{digits(chance, 3)}.{digits(chance, 2)}",
            f"{chance.randrange(1, 29)} {chance.choice(MONTHS)} {chance.randrange(2020, 2030)}",
            "".join(chance.choice("0123456789abcdef") for _ in range(chance.choice([7, 32, 40, 64]))),
            f"{digits(chance, 4)}-{digits(chance, 4)}-{digits(chance, 3)}",
            f"{chance.randrange(2020, 2030)}-{chance.randrange(1, 13):02}-{chance.randrange(1, 29):02}T09:30:00Z",
            f"version 4.{digits(chance, 2)}.{digits(chance, 3)}",
            f"53.{digits(chance, 6)}, -1.{digits(chance, 6)}",
            f"97{chance.choice('89')}-0-{digits(chance, 6)}-{digits(chance, 2)}-{digits(chance, 1)}",
            f"{digits(chance, 2)}:{digits(chance, 2)}-{digits(chance, 2)}:{digits(chance, 2)}",
            f"2024-25 and 2025-{digits(chance, 2)}",
            f"{digits(chance, 2, '123456789')},{digits(chance, 3)},{digits(chance, 3)} homes",
            f"bus {digits(chance, 2)}, platform {digits(chance, 1)}",
        ]
    )


def either(near: Make) -> Make:
    """Half near misses of the kind, half what stands in every answer."""
    return lambda chance: near(chance) if chance.random() < 0.5 else number_or_date(chance)


KINDS: dict[str, Make] = {
    "national insurance number": ni,
    "NHS number": nhs,
    "PPS number": pps,
    "payment card": card,
    "bank account": iban,
    "postcode": postcode,
    "Eircode": eircode,
    "phone": phone,
    "email": email,
    "date of birth": birth,
    "case number": lambda chance: chance.choice(["CT-", "HB", "REF/", ""]) + digits(chance, 8, "123456789"),
}
"""What each kind is generated by."""

NEAR: dict[str, Make] = {
    "national insurance number": either(not_ni),
    "NHS number": either(not_nhs),
    "PPS number": either(not_pps),
    "payment card": either(not_card),
    "bank account": either(not_iban),
    "postcode": either(not_postcode),
    "Eircode": either(not_eircode),
    "phone": number_or_date,
    "email": either(not_email),
    "date of birth": number_or_date,
    "case number": number_or_date,
}
"""What is not of the kind and resembles it."""

_PLAIN = [("", ""), ("We looked at ", " again."), ("The letter says ", ", and so do we."), ("Please note ", "!")]
_PLAIN += [("It is (", ")."), ("On the form: ", "\nThank you."), ("Use ", " or ask us.")]
_TELLING = {
    "date of birth": [("My date of birth is ", "."), ("I was born on ", " in Leeds."), ("DOB: ", ", thanks")],
    "case number": [("My case number is ", "."), ("Claim ref: ", ", please"), ("It is about reference ", ".")],
}


def sentences(kind: str, *, near: bool) -> list[tuple[str, str]]:
    """What stands before and after; what is only personal with a word before it has such a word, a near miss none."""
    return _PLAIN if near else _TELLING.get(kind, _PLAIN)
