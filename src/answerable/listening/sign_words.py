"""Signs in words: why a post is thought to be what it is, and which of its words say so."""

from django.utils.translation import gettext_lazy as _

from answerable.listening.models import PostSign
from answerable.pure.sense.likeness import READS_LIKE

WHYS = {
    "suicide": _("speaks of suicide or of not wanting to live"),
    "self_harm": _("speaks of self-harm or a means of suicide"),
    "violence": _("speaks of violence or a threat"),
    "at_risk": _("speaks of a child or adult at risk"),
    "emergency": _("speaks of an emergency"),
    "grief": _("speaks of a death or a grave illness"),
    "despair": _("speaks of despair"),
    "hardship": _("speaks of want: food, warmth or a home"),
    "names_the_act": _("names the law on information"),
    "asks_for_records": _("asks for records"),
    "asks_for_figures": _("asks for figures"),
    "says_so": _("says that it complains"),
    "chased_in_vain": _("has asked again and again"),
    "not_heard": _("got no reply"),
    "treated_badly": _("was treated badly"),
    "gone_wrong": _("says what went wrong"),
    "wants_redress": _("wants it put right"),
    "names_the_right": _("names a right over personal data"),
    "about_the_person": _("asks what is held about them"),
    "erase_or_mend": _("wants something about them erased or mended"),
    "says_who": _("says who they speak for"),
    "sounds_like": _("sounds like the media at work"),
    "insult": _("insults somebody"),
    "obscenity": _("swears at somebody"),
    "ill_wish": _("wishes somebody ill"),
    "threat": _("threatens somebody"),
    "hatred": _("shows hatred of a group"),
    "known_tale": _("repeats a known tale"),
    "hidden_harm": _("claims a hidden harm"),
    "spread_it": _("asks to pass it on"),
    "as_a_fact": _("puts it as a fact"),
    "kept_quiet": _("says that it is kept quiet"),
    "plot": _("speaks of a plot"),
    READS_LIKE: _("reads like others of its kind, though no single word says so"),
}


def reasons_of(sign: PostSign) -> list[str]:
    """Why, in words, each reason once."""
    codes = dict.fromkeys(str(place[0]) for place in sign.places)
    return [str(WHYS[code]) for code in codes if code in WHYS]


def words_named(sign: PostSign, text: str) -> list[str]:
    """The words of `text` that the sign stands on; none where the post only reads like others."""
    named = (text[start:end].strip() for why, start, end in sign.places if why != READS_LIKE)
    return [words for words in dict.fromkeys(named) if words]


def sign_sentence(sign: PostSign, text: str) -> str:
    """One line: the kind, why, and the words it stands on."""
    whys, words = ", ".join(reasons_of(sign)), ", ".join(f"“{one}”" for one in words_named(sign, text))
    return f"{sign.get_kind_display()}: {whys}" + (f" ({words})" if words else "")
