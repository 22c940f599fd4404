"""Whether a post asks, tells or thanks."""

from typing import Final

import regex

from answerable.pure.sense.sign import Kind, Says
from answerable.pure.text.asking import questions_in

_ASKED_FOR: Final = frozenset({Kind.FOI, Kind.DATA, Kind.PRESS, Kind.MEMBER})
"""Whoever sends one of these wants something from us, whether or not it is put as a question."""

_THANKS: Final = regex.compile(
    r"\b(?:thank(?:s| you| u|ing)|thx|thnx|(?<!')ty (?:so|for|very|all)|ta (?:very|for|so)|cheers|(?:much "
    r"|really |so )?appreciat(?:e|ed)|grateful (?:to|for)(?! a)"
    r"|(?:well|good) (?:done|job|work)|credit to|(?:brilliant|fantastic|excellent|great|superb|amazing"
    r"|wonderful|lovely|top) (?:service|job|work|staff|team|people)"
    r"|life ?savers?|hats off|kudos|(?:staff|lifeguards?|team|crew|nurses|lady|man|bloke|people|benches"
    r"|gardens?|flowers|park|play area|museum|paths?)\b.{0,30} (?:are|is|was|were) (?:\w+ )?"
    r"(?:fantastic|lovely|brilliant|great|wonderful|amazing|a credit|so kind|super|excellent|beautiful|gorgeous)"
    r"|diolch\w*|gwaith (?:gwych|da|ardderchog)|go raibh|gr(?:ma?|mma)|maith (?:thu|sibh|an)|taing"
    r"|moran taing|tapadh)",
    regex.IGNORECASE,
)
_ASKS: Final = regex.compile(
    r"\?"
    r"|^\W*(?:hi|hello|hiya|hey|morning|afternoon|sorry|just wondering|quick question|please)?\W*"
    r"(?:what(?:'?s| is)?|whats|when|where|wheres|which|why|how|who|whos|whose|can|could|would|should"
    r"|is(?! (?:maith|fearr|oth|brea|cuma|mise))|are|do|does|did|have|has|will|any(?:one|body)?|may|pls|am)\b"
    r"|\b(?:who|where|what|how|when) (?:do|can|does|should|would|is|are|will) (?:i|we|you|they|he|she|it|my"
    r"|the)\b|\b(?:can|could|would) (?:you|u|someone|somebody|anyone) (?:\w+ )?(?:tell|help|let|send|explain"
    r"|look|check|advise|please|give|confirm|do|come)\b"
    r"|\b(?:when|where|why|what|how(?: \w+)?) (?:do|does|did|is|are|will|can|should|would|has|have) \w+"
    r"|\bis there (?:any|a|some|no)|\b(?:any idea|anyone know|does anyone|wondering (?:if|when|how|whether"
    r"|what)|want(?:ed)? to (?:know|ask)|like to (?:know|ask)|tell me|let me know|need to know|asking for)\b"
    r"|^\W*(?:pryd|faint|ble|lle|sut|pwy|pam|beth|be sy|be|ydi|ydy|yw|oes|a oes|ga i|gai|all\w+|wnewch"
    r"|fedr\w+|cathain|ce|ca|conas|cad|cen|an (?:bhfuil|feidir|mbeidh|raibh|bhf\w+|mb\w+|gc\w+|dt[^h]\w+"
    r"|nd\w+|ng\w+)|cuin|ciamar|de|caite|a bheil|am faod)\b",
    regex.IGNORECASE,
)
_RHETORIC: Final = regex.compile(r"^\W*what (?:a|an)\b|\bwho knew\b|^\W*how (?:lovely|nice|dare)\b", regex.IGNORECASE)


def what_it_says(text: str, plain: str, kinds: frozenset[Kind]) -> Says:
    """A question is a question even where it thanks; thanks count only where nothing is asked and nothing is wrong."""
    asks = bool(questions_in(text)) or bool(_ASKS.search(plain))
    if kinds & _ASKED_FOR or (asks and not (_RHETORIC.search(plain) and "?" not in plain)):
        return Says.QUESTION
    if _THANKS.search(plain) and not kinds - {Kind.DISTRESS}:
        return Says.THANKS
    return Says.COMMENT
