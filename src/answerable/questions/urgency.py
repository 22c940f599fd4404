"""Tells which posts must be seen first: a risk to life, distress, or many asking the same within an hour.

The words are kept short and certain: a list that flags every angry post is soon ignored. Each was chosen from guidance
on responding to people at risk and from what emergency desks ask callers; reviewed 2026-11. A match only moves a
question up the inbox, it never decides anything else.
"""

from collections.abc import Collection
from datetime import datetime, timedelta

import regex
from django.db.models import Count
from django.db.models.functions import Least

from answerable.questions.models import Placing

RUSH_ASKERS = 20
RUSH = timedelta(hours=1)

WORDS: dict[str, tuple[str, ...]] = {
    "en": (
        r"suicid\w*", r"kill(?:ing)? my ?self", r"end(?:ing)? (?:my life|it all)", r"(?:want|going|ready) to die",
        r"(?:can'?t|cannot) go on", r"no (?:reason|point) (?:to|in) liv(?:e|ing)", r"self[- ]?harm(?:ing|ed)?",
        r"better off dead",
        r"(?:is|are|i'?m|he'?s|she'?s|not|stopped) (?:un(?:conscious|responsive)|breathing)", r"overdos(?:e|ed|ing)",
        r"chest pains?", r"heart attack", r"bleeding (?:heavily|badly|out)",
        r"(?:smell(?:s|ing)? (?:of )?gas|gas leak)",
        r"carbon monoxide", r"house (?:is )?on fire",
        r"trapped (?:in|under|inside) (?:a |the |my |our )?(?:car|lift|house|flat|building|rubble|water)",
        r"drown(?:ing|ed)(?! in)", r"live (?:wires?|cables?)",
        r"(?:hitting|beats?|beating|threatening|strangled) me",
        r"scared (?:of|for) my (?:husband|wife|partner|life|dad|father|mum|mother)",
        r"(?:in|immediate) danger", r"not safe at home", r"abus(?:ing|ed) (?:me|my (?:child|children|son|daughter))",
        r"run out of insulin", r"no (?:food|heating) (?:for|and) (?:my|the) (?:baby|kids|children)",
        r"(?:is|are|be|being) evicted (?:today|tonight|tomorrow)",
        r"sleeping (?:rough|on the streets?) tonight",
    ),
    "cy": (
        r"hunanladd\w*", r"lladd fy hun(?:an)?", r"eisiau marw", r"hunan[- ]?niweidio",
        r"methu (?:mynd|cario) ymlaen",
        r"mewn perygl", r"ddim yn anadlu", r"gollyngiad nwy", r"arogl nwy", r"ar dân", r"yn boddi",
        r"trawiad ar y galon",
        r"poen(?:au)? yn (?:y|fy) (?:frest|mrest)", r"fy (?:nharo|mygwth)",
    ),
    "ga": (
        r"féinmharú", r"mé féin a mharú", r"lámh a chur i mo bhás féin", r"ag iarraidh bás", r"féindochar",
        r"ní féidir liom leanúint",
        r"i (?:mbaol|gcontúirt)", r"gan anáil", r"sceitheadh gáis", r"boladh gáis", r"trí thine", r"á bhá",
        r"taom croí",
        r"pian i mo (?:chliabhrach|chroí)", r"(?:do mo|dom) bhualadh",
    ),
    "gd": (
        r"fèin-mhurt", r"mi fhìn a mharbhadh", r"ag iarraidh bàsachadh", r"fèin-chron", r"ann an cunnart",
        r"aodion gas",
        r"fàileadh gas", r"na theine", r"grèim-cridhe",
    ),
}  # fmt: skip

_PATTERNS = {
    language: regex.compile(rf"\b(?:{'|'.join(words)})(?!\w)", regex.IGNORECASE) for language, words in WORDS.items()
}


def asks_for_help(text: str) -> bool:
    """Does the wording speak of a risk to life, or of distress? Every language is tried: a guess may be wrong."""
    plain = text.replace("’", "'")
    return any(pattern.search(plain) for pattern in _PATTERNS.values())


def in_a_rush(questions: Collection[int], *, at: datetime) -> set[int]:
    """Which of these questions at least twenty people asked within the last hour."""
    asked = (
        Placing.objects.filter(question__in=questions)
        .alias(asked_at=Least("post__claimed_at", "post__heard_at"))
        .filter(asked_at__gt=at - RUSH)
    )
    counted = (
        asked.values("question").annotate(askers=Count("post__author", distinct=True)).filter(askers__gte=RUSH_ASKERS)
    )
    return set(counted.values_list("question", flat=True))
