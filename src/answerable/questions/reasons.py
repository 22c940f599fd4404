"""Says in a sentence why a post is where it is, or why the machine could not tell."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

_SENTENCES = {
    "same_wording": _("The same wording was there before."),
    "linked": _("It reads like the others."),
    "nothing_near": _("Nothing like it was there when it came."),
    "too_weak": _("Something like it was there, but not near enough."),
    "two_fit": _("It may belong to more than one question."),
    "nothing_to_compare": _("It has no words to compare."),
    "follows_its_thread": _("It replies to a post of this question and asks nothing of its own."),
    "refined": _("It fits better here since more posts have come."),
}


def reason_words(why: Mapping[str, Any]) -> str:
    """The stored reason of a placing as a sentence in the reader's language; empty for none."""
    if why.get("code") == "differs_in":
        return _difference(why)
    shared = ", ".join(why.get("shared", ()))
    if why.get("code") in {"linked", "words_agree"} and shared:
        return _("Together because of: %(words)s.") % {"words": shared}
    if why.get("code") == "some_words_agree" and shared:
        return _("Some words agree (%(words)s), but too few to be sure.") % {"words": shared}
    return str(_SENTENCES.get(str(why.get("code", "")), ""))


def _difference(why: Mapping[str, Any]) -> str:
    kinds = {
        "number": _("Nearly the same, but a number differs"),
        "negation": _("Nearly the same, but one says the opposite"),
        "date": _("Nearly the same, but a day or month differs"),
        "place": _("Nearly the same, but a place differs"),
    }
    ours, theirs = (*why.get("differing", ()), ("", ""))[0]
    words = kinds.get(str(why.get("kind", "")), _("Nearly the same, but one word differs"))
    return _("%(words)s: “%(ours)s” here, “%(theirs)s” there.") % {
        "words": words,
        "ours": ours or "–",
        "theirs": theirs or "–",
    }
