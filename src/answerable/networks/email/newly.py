"""What a mail newly says: quoted mails and signatures set apart, and nothing of the asker's own words.

Libraries for this cut at greetings ("Thanks, but when ...") and at lists with dashes, which loses questions. Here only
what mail programs themselves write is taken as a mark, and where nothing would be left, everything stays.
"""

import re

_TITLES = (
    "original message",
    "original appointment",
    "forwarded message",
    "message d'origine",
    "message transféré",
    "ursprüngliche nachricht",
    "weitergeleitete nachricht",
    "mensaje original",
    "mensagem original",
    "messaggio originale",
    "oorspronkelijk bericht",
    "oprindelig meddelelse",
    "wiadomość oryginalna",
    "neges wreiddiol",
    "исходное сообщение",
)
_ORIGINAL = re.compile(
    rf"^[ \t]*(?:-{{2,}}|_{{2,}})[ \t]*(?:{'|'.join(_TITLES)})[ \t]*(?:-{{2,}}|_{{2,}})[ \t]*$",
    re.IGNORECASE | re.MULTILINE,
)
_BLOCK = re.compile(
    r"^(?:[ \t]*_{10,}[ \t]*\n)?(?:[ \t]*\*?[^\W\d_][^\n:]{0,15}[ \t]?:\*?[ \t][^\n]*\n){3,}", re.MULTILINE
)
_SUBJECT = re.compile(
    r"^[ \t]*\*?(?:subject|betreff|objet|asunto|assunto|oggetto|onderwerp|emne|temat|pwnc|тема)[ \t]?:",
    re.IGNORECASE | re.MULTILINE,
)
"""How Outlook begins a quoted mail: three or more lines of its headers; one names the subject and one an address."""

_SIGNATURE = re.compile(r"^-- ?$", re.MULTILINE)
_DEVICE = re.compile(
    r"(?:sent from my [\w +-]{2,30}|get outlook for (?:ios|android)(?: ?<[^>]{1,100}>)?"
    r"|sent from (?:outlook|yahoo mail)[\w ]{0,30}(?: ?<[^>]{1,100}>)?|von meinem \w{2,20} gesendet"
    r"|envoyé de mon \w{2,20}|enviado desde mi \w{2,20}|anfonwyd o fy \w{2,20})\.?",
    re.IGNORECASE,
)
_NAMES_A_MAIL = re.compile(r"\d.*(?:@|\d{1,2}[:.h]\d\d|\d{4})", re.DOTALL)


def newly_said(text: str, *, is_reply: bool) -> str:
    """The words that are new. Only a reply has quoted mails; whoever forwards a mail says what is in it."""
    own = _without_signature(_without_quotes(text) if is_reply else text)
    return own or _without_signature(text) or text.strip()


def _without_quotes(text: str) -> str:
    marks = [found.start() for found in _ORIGINAL.finditer(text)]
    marks += [found.start() for found in _BLOCK.finditer(text) if _SUBJECT.search(found[0]) and "@" in found[0]]
    cut = min(marks, default=len(text))
    kept: list[str] = []
    for line in text[:cut].split("\n"):
        if not line.lstrip().startswith(">"):
            kept.append(line)
        elif kept and kept[-1] != _QUOTE:
            kept = _without_attribution(kept)
            kept.append(_QUOTE)
    return "\n".join(line for line in kept if line != _QUOTE).strip()


_QUOTE = "\0quote"
LINES_OF_AN_ATTRIBUTION = 3
MOST_OF_AN_ATTRIBUTION = 500


def _without_attribution(lines: list[str]) -> list[str]:
    """Takes away "On 3 May 2026 at 10:12, Anna wrote:" before a quote, in any language: it names a time.

    Programs break it into up to three lines.
    """
    end = len(lines)
    while end and not lines[end - 1].strip():
        end -= 1
    if not end or not lines[end - 1].rstrip().endswith(":"):
        return lines
    for begin in range(end - 1, max(-1, end - 1 - LINES_OF_AN_ATTRIBUTION), -1):
        if not lines[begin].strip():
            return lines
        if _NAMES_A_MAIL.search(" ".join(lines[begin:end])[:MOST_OF_AN_ATTRIBUTION]):
            return lines[:begin]
    return lines


def _without_signature(text: str) -> str:
    """Cut at the mark of RFC 3676; a line that a device adds at the end goes too."""
    for found in _SIGNATURE.finditer(text):
        if own := text[: found.start()].strip():
            text = own
            break
    before, _, last = text.strip().rpartition("\n")
    return before.strip() if _DEVICE.fullmatch(last.strip()) else text.strip()
