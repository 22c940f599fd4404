"""Sets greetings and thanks apart from what is asked."""

from dataclasses import dataclass

import regex

_OPENINGS = (
    "(?:hi|hello|hey)(?: (?:there|all|everyone|folks|guys|team|again))?|hiya|howdy|yo"
    "|(?:good )?(?:morning|afternoon|evening)|good day|greetings"
    "|dear (?:all|team|sirs?|sir or madam|sir/madam|council)|excuse me|sorry to bother you|helo|shwmae|s'?mae"
    "|bore da|prynhawn da|noswaith dda|annwyl (?:syr|bawb)|dia (?:dhuit|duit|dhaoibh|daoibh)|a chara|haigh"
    "|maidin mhaith|tráthnóna maith|halò|madainn mhath|feasgar math|a charaid|bonjour|salut|bonsoir|hallo"
    "|guten (?:tag|morgen|abend)|moin|servus|hola|buenos días|buenas tardes|buenas|ciao|buongiorno|buonasera"
    "|salve|dzień dobry|cześć|witam|olá|bom dia|boa tarde|hoi|goedemorgen|goedemiddag"
)
_CLOSINGS = (
    "(?:many |much |with )?thanks?(?: you)?(?: (?:so|very) much| a lot| a million| again| all| team)?(?: in advance)?"
    "(?: for (?:your|any|all your) help)?"
    "|thx|ta|cheers|(?:kind |best |warm |many )?regards|best wishes|all the best|yours (?:sincerely|faithfully)"
    "|best|much appreciated|have a (?:nice|good|great) (?:day|evening|weekend)|please (?:help|advise|reply)"
    "|any help (?:would be )?appreciated|diolch(?: yn fawr(?: iawn)?| o galon)?|llawer o ddiolch"
    "|cofion(?: gorau)?|go raibh (?:míle )?maith (?:agat|agaibh)|le meas|tapadh le(?:at|ibh)|mòran taing"
    "|leis gach deagh dhùrachd|merci(?: beaucoup| d'avance)?|cordialement|danke(?: schön| im voraus)?|vielen dank"
    "|mfg|viele grüße|gracias|muchas gracias|saludos|grazie(?: mille)?|dziękuję|dzięki|pozdrawiam|obrigad[oa]"
    "|bedankt|dank je|x{1,4}"
)
_START = regex.compile(rf"\s*(?:{_OPENINGS})\b(?!['’-])[\s,.!:;-]*", regex.IGNORECASE)
_END = regex.compile(rf"(?:^|[\s,.!?;:-]+(?<=[\s]|[,.!?;:-]))(?<!\w)(?:{_CLOSINGS})[\s.!,]*$", regex.IGNORECASE)
_WORD = regex.compile(r"\w+")
_TURNS = 3
_FEWEST_WORDS = 2


@dataclass(frozen=True, slots=True)
class SetApart:
    """What greets, what is asked, what thanks; the three joined are the text but for trimmed spaces."""

    greeting: str
    asked: str
    thanks: str


def set_apart(text: str) -> SetApart:
    """Greeting, what is asked, thanks. A text of courtesies only, or with one word besides, is left whole as asked."""
    asked = text.strip()
    start, end = 0, len(asked)
    for _ in range(_TURNS):
        if found := _START.match(asked, start, end):
            start = found.end()
    for _ in range(_TURNS):
        if found := _END.search(asked, start, end):
            end = found.start() + _ending(asked[found.start() : end])
    kept = asked[start:end].strip()
    if len(_WORD.findall(kept)) < _FEWEST_WORDS:
        return SetApart("", asked, "")
    return SetApart(asked[:start].strip(), kept, asked[end:].strip())


def _ending(closing: str) -> int:
    """How many characters of the closing end the sentence before it: its question mark stays with the question."""
    mark = regex.match(r"\s*[?.!]+", closing)
    return mark.end() if mark else 0
