"""What became of a post of an answered question, in words: the states of its telling and the reasons for none."""

from django.utils.translation import gettext as _

from answerable.answers.late import REASONS
from answerable.answers.models import DeliveryState
from answerable.desk.reach import UNREACHABLE


def reason_words(reason: str) -> str:
    """A reason of the plan or of a person, in words."""
    known = {
        "training": _("asked where nothing may be sent in training"),
        "withdrawn": _("was not told before the answer was withdrawn"),
        **{code: str(words) for code, words in UNREACHABLE.items()},
        **{code: str(words) for code, words in REASONS.items()},
    }
    return known.get(reason, reason)


def fate_words(fate: str) -> str:
    """The state of a delivery, or a reason, in words."""
    return str(DeliveryState(fate).label) if fate in DeliveryState.values else reason_words(fate)
