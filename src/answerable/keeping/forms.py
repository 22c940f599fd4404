"""The forms of the records officer."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django import forms
from django.core.validators import MaxLengthValidator
from django.utils.translation import gettext_lazy as _

from answerable.answers.models import Redaction
from answerable.keeping.look_up import Likely
from answerable.keeping.models import Checked, Covers, Unit, Wish
from answerable.questions.models import Question, Topic

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

MOST_GIVEN, MOST_REASON = 2_000, 300


def _day(label: "StrOrPromise", help_text: "StrOrPromise" = "", *, required: bool = True) -> forms.DateField:
    widget = forms.DateInput({"type": "date", "class": "govuk-input--width-10"}, format="%Y-%m-%d")
    return forms.DateField(label=label, help_text=help_text, required=required, widget=widget)


def _reason(label: "StrOrPromise", help_text: "StrOrPromise" = "", *, required: bool = True) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help_text,
        required=required,
        validators=[MaxLengthValidator(MOST_REASON)],
        widget=forms.Textarea({"rows": 2}),
    )


class GivenForm(forms.Form):
    """What a person gave to be found by."""

    given = forms.CharField(
        label=_("What did the person give?"),
        help_text=_(
            "One thing a line: an account name, an email address, the reference of a question from our page, "
            "the link of a post, or a name."
        ),
        validators=[MaxLengthValidator(MOST_GIVEN)],
        widget=forms.Textarea({"rows": 4, "spellcheck": "false"}),
    )


class RequestForm(forms.Form):
    """Which accounts are theirs, what they ask for, and since when."""

    accounts = forms.MultipleChoiceField(
        label=_("Which of these are theirs?"),
        help_text=_(
            "Accounts on different networks are never joined by themselves. Choose only what they said is theirs."
        ),
        widget=forms.CheckboxSelectMultiple,
    )
    wish = forms.ChoiceField(label=_("What do they ask for?"), choices=Wish.choices, widget=forms.RadioSelect)
    received_on = _day(_("Day it reached anybody here"), _("The clock of one month runs from this day."))

    def offer(self, found: Sequence[Likely]) -> None:
        """The accounts to choose from."""
        self.fields["accounts"].choices = [(str(one.account.pk), one.label) for one in found]  # type: ignore[attr-defined]


class CheckForm(forms.Form):
    """How it was made sure who is asking."""

    how = forms.ChoiceField(
        label=_("How did you make sure who they are?"), choices=Checked.choices, widget=forms.RadioSelect
    )
    note = _reason(_("Say more (needed for the last way, and when a colleague knows them)"), required=False)


class CopyForm(forms.Form):
    """Whether notes on people at risk go into the copy."""

    with_safeguarding = forms.BooleanField(
        label=_("Put notes on people at risk in the copy"),
        help_text=_("Leave them out where reading them could do serious harm to somebody. Ask the safeguarding lead."),
        required=False,
    )


class EraseForm(forms.Form):
    """Which identifiers are taken out of other texts; the list as it was seen."""

    seen = forms.CharField(widget=forms.HiddenInput)
    take_out = forms.MultipleChoiceField(
        label=_("Take these out of other texts too"),
        help_text=_("Posts of others, drafts and notes then read [removed] there. Leave out a common first name."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def offer(self, identifiers: Sequence[str]) -> None:
        """The identifiers to choose from; addresses and accounts are chosen already, names are not."""
        self.fields["take_out"].choices = [(one, one) for one in identifiers]  # type: ignore[attr-defined]
        self.initial["take_out"] = [one for one in identifiers if any(not letter.isalpha() for letter in one)]


class WhyForm(forms.Form):
    """One sentence of reason."""

    why = _reason(_("Why?"))


class EndForm(forms.Form):
    """How a request ended."""

    why = _reason(_("How did it end?"), _("Such as: copy handed over; nothing is held; withdrawn; refused, and why."))


class HoldForm(forms.Form):
    """What a hold is on, and why."""

    covers = forms.ChoiceField(label=_("What is it on?"), choices=Covers.choices, widget=forms.RadioSelect)
    question = forms.ModelChoiceField(
        label=_("The question (its code is in the address of its page, such as q_7f3ab2k9)"),
        queryset=Question.objects.all(),
        to_field_name="public_id",
        required=False,
        widget=forms.TextInput,
    )
    given = forms.CharField(
        label=_("The person: an account, an address, a reference (only exact ones are taken)"),
        required=False,
        validators=[MaxLengthValidator(MOST_REASON)],
    )
    topic = forms.ModelChoiceField(
        label=_("The topic"), queryset=Topic.objects.order_by("name"), to_field_name="public_id", required=False
    )
    from_on = _day(_("The period: its first day"), required=False)
    until_on = _day(_("The period: its last day"), required=False)
    reason = _reason(_("Why?"), _("It is shown wherever the hold keeps something. It is not published."))


class PeriodForm(forms.Form):
    """How long a class is kept here, and by what."""

    length = forms.IntegerField(label=_("How long"), min_value=1, max_value=3_650)
    unit = forms.ChoiceField(label=_("Counted in"), choices=Unit.choices, widget=forms.RadioSelect)
    reason = _reason(_("Why this long?"), _("The schedule, law or policy. It is published in the record."))


class NightlyForm(forms.Form):
    """Whether a night's run waits for a person."""

    on = forms.BooleanField(
        label=_("Each night dispose of what is over, without a person"),
        help_text=_("Otherwise each night's list waits here until a records officer confirms it."),
        required=False,
    )


class InformationForm(forms.Form):
    """What a request for information asks about, and what the officer puts in."""

    topic = forms.ModelChoiceField(
        label=_("The topic"), queryset=Topic.objects.order_by("name"), to_field_name="public_id", required=False
    )
    words = forms.CharField(
        label=_("Words in questions or posts (optional)"),
        help_text=_("As in a search: “exact words”, -not, or. With a topic, both must fit."),
        required=False,
        validators=[MaxLengthValidator(200)],
    )
    from_on = _day(_("First day"))
    until_on = _day(_("Last day"))
    with_drafts = forms.BooleanField(label=_("Put drafts in"), required=False)
    with_decisions = forms.BooleanField(label=_("Put decisions and notes in"), required=False)


class RedactForm(forms.Form):
    """Which passage of which question, and why."""

    question = forms.ModelChoiceField(
        label=_("The question (its code is in the address of its page, such as q_7f3ab2k9)"),
        queryset=Question.objects.all(),
        to_field_name="public_id",
        widget=forms.TextInput,
    )
    passage = forms.CharField(
        label=_("The passage, exactly as it is published"),
        strip=True,
        validators=[MaxLengthValidator(MOST_GIVEN)],
        widget=forms.Textarea({"rows": 3}),
    )
    why = forms.ChoiceField(label=_("Redacted, because"), choices=Redaction.Why.choices, widget=forms.RadioSelect)
    said = _reason(_("More for the public (optional)"), _("It is published beside the mark."), required=False)
