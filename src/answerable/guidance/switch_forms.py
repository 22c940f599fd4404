"""The forms with which two people start and end a switch."""

from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext_lazy as _

from answerable.guidance.propose_switch import LONGEST_REASON, LONGEST_TITLE
from answerable.guidance.switch_kinds import SwitchKind

_DAY = forms.DateInput({"type": "date", "class": "govuk-input--width-10"}, format="%Y-%m-%d")
_CLOCK = forms.TimeInput({"type": "time", "class": "govuk-input--width-5"}, format="%H:%M")


class ProposeForm(forms.Form):
    """What, why, where and when; a field is there only where the kind wants it."""

    title = forms.CharField(
        label=_("Its name"), help_text=_("Such as: local elections; flood in the old town."), max_length=LONGEST_TITLE
    )
    reason = forms.CharField(
        label=_("Why, in a sentence"), max_length=LONGEST_REASON, widget=forms.Textarea({"rows": 2})
    )
    words = forms.CharField(
        label=_("Words of the subject"),
        help_text=_("One word or phrase a line. A text that holds all of them touches the subject."),
        max_length=5_000,
        widget=forms.Textarea({"rows": 3}),
    )
    areas = forms.CharField(
        label=_("Only for these places (optional)"),
        help_text=_("One a line, such as the name of a ward. Leave it empty where it holds everywhere."),
        required=False,
        max_length=5_000,
        widget=forms.Textarea({"rows": 3}),
    )
    starts_on = forms.DateField(label=_("First day"), widget=_DAY)
    ends_on = forms.DateField(
        label=_("Last day"),
        help_text=_("Such as the day of the vote. It ends by itself when this day is over."),
        widget=_DAY,
    )
    until_on = forms.DateField(label=_("Day of the moment"), widget=_DAY)
    until_at = forms.TimeField(label=_("Hour of the moment"), widget=_CLOCK)

    def __init__(self, *args: Any, kind: SwitchKind, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind = kind
        wanted = {
            "words": kind.by_words,
            "areas": kind.has_areas,
            "starts_on": kind.by_day,
            "ends_on": kind.by_day,
            "until_on": kind.has_end and not kind.by_day,
            "until_at": kind.has_end and not kind.by_day,
        }
        for name in [name for name, is_wanted in wanted.items() if not is_wanted]:
            del self.fields[name]
        if kind.public:
            self.fields["reason"].help_text = _("Everyone can read the name and the reason on the public record.")

    def proposal(self, *, zone: ZoneInfo, at: datetime) -> dict[str, Any]:
        """What `propose_switch` takes, of a form that is valid; days and hours are those where the body is."""
        given = self.cleaned_data
        starts_at, ends_at = at, None
        if self.kind.by_day:
            starts_at = datetime.combine(given["starts_on"], time.min, tzinfo=zone)
            ends_at = datetime.combine(given["ends_on"] + timedelta(days=1), time.min, tzinfo=zone)
        elif self.kind.has_end:
            ends_at = datetime.combine(given["until_on"], given["until_at"], tzinfo=zone)
        return {
            "kind": self.kind.name,
            "title": given["title"],
            "reason": given["reason"],
            "words": given.get("words", "").splitlines(),
            "areas": given.get("areas", "").splitlines(),
            "starts_at": starts_at,
            "ends_at": ends_at,
        }


class ConfirmForm(forms.Form):
    """The second person's yes, with what the kind asks them."""

    said = forms.CharField(max_length=LONGEST_REASON, widget=forms.Textarea({"rows": 2}))

    def __init__(self, *args: Any, kind: SwitchKind, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["said"].label = str(kind.asks)
        if not kind.asks:
            del self.fields["said"]

    @property
    def answer(self) -> str:
        """What they say; empty where nothing is asked."""
        return str(self.cleaned_data.get("said", ""))


class EndForm(forms.Form):
    """Why it is to be ended before its time."""

    reason = forms.CharField(
        label=_("Why it is to be ended, in a sentence"), max_length=LONGEST_REASON, widget=forms.Textarea({"rows": 2})
    )
