"""How advice and second looks end."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class LookOutcome(models.TextChoices):
    """What the second look says of words that are out."""

    STANDS = "stands", _("It stands")
    CORRECT = "correct", _("It must be corrected")
    WITHDRAW = "withdraw", _("It must be withdrawn")


class AdviceEnd(models.TextChoices):
    """How a wish for advice ended."""

    GIVEN = "given", _("Advice given")
    DECLINED = "declined", _("No advice given")
    TAKEN_BACK = "taken_back", _("Taken back")
