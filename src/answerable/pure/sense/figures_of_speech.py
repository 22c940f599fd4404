"""Figures of speech that sound like danger and are none; they are taken out before danger is looked for."""

from typing import Final

import regex

_FIGURES: Final = (
    r"(?:dying|dies?|dead|desperate) (?:to|for) (?:know|see|hear|try|find|get|it|a|the|an|some|go|ask)",
    r"to die for", r"(?:die|died|dying|dead) (?:of|from) (?:laughter|laughing|embarrassment|boredom|shame|curiosity)",
    r"(?:nearly |almost |literally )?died laughing", r"bored to death", r"sick to death", r"worried to death",
    r"(?:be|is|was|are) the death of (?:me|us|\w+)", r"slow death", r"over (?:my|our) dead body",
    r"(?:could|would|'d) (?:murder|kill) (?:a|an|for|some)",
    r"kill(?:ing|ed|s)? (?:it|time|the (?:lights?|mood|vibe|buzz))",
    r"kill two birds", r"killer (?:deal|view|app|heels|question|offer|price)",
    (r"(?:is|are|was|were|'s) (?:\w+ )?(?:killing|destroying|strangling) "
    r"(?:me|us|trade|business\w*|(?:the|our|this) (?:town|high street|city|village|trade|centre|shops?"
    r"|economy|area|planet)|small \w+|local \w+|my (?:feet|back|knees|head|battery|signal))"),
    (r"kill(?:s|ed|ing)? (?:off )?(?:the|our|my|this) (?:town|high street|city|village|trade|centre|shops?"
    r"|economy|umbrella|battery|engine|grass|plants?|weeds?)"),
    r"drown(?:ing|ed) in (?!the|a|that)\w+", r"drown(?:ing|ed)? (?:out|by (?:noise|the noise))",
    r"trapped in (?:a|this|the|my) (?:contract|loop|cycle|system|queue|job|mortgage|lease|voicemail)",
    r"heart attack (?:of|when i (?:saw|opened|got)|at the price)",
    r"(?:gave|give|giving|had|having) (?:me|us|nan|my \w+) (?:a|the) (?:heart attack|fright)",
    r"shoot (?:me|us) (?:a|an|the|over)",
    r"suicide (?:lane|squad|prevention|awareness|rates?|statistics|figures|strategy|training|bereavement)",
    r"accident waiting to happen", r"in danger of", r"(?:it|that|this) (?:just |suddenly |really )?hits? (?:me|us)",
    (r"hit (?:me|us|by|with) (?:with )?(?:a|an|another|the|more|yet) (?:\w+ )?(?:bill|charge|fine|fee|tax"
    r"|rise|increase|ticket|price)\w*"),
    r"beat(?:en|ing)? (?:me|us) to", r"kick(?:ed|ing)? (?:me|us|them) (?:out|off)",
    r"self[- ]?harm (?:policy|training|strategy)",
    (r"(?:phone|battery|laptop|plants?|grass|trees?|bulbs?|car|line|signal|app|website|page) (?:just |has "
    r"|have |had |suddenly )?(?:died|dead|dies)"),
    (r"dead (?:good|easy|cheap|handy|nice|simple|batter\w+|badger|fox|bird|tree\w*|man's|end|line|lock|weight"
    r"|rat|cat|pigeon)"),
)  # fmt: skip
_SEEN: Final = regex.compile(
    r"\b(?:" + regex.sub(r"(?<![\[\\]) ", r"\\s{1,3}", "|".join(_FIGURES)) + r")(?!\w)", regex.IGNORECASE
)


def without_figures(plain: str) -> str:
    """The text with figures of speech blanked out, everything else in its place."""
    return _SEEN.sub(lambda seen: " ".ljust(len(seen[0]), "\x1f"), plain)
