"""The form that opens a channel; its lower half is made from the kind's own settings."""

from collections.abc import Mapping
from dataclasses import MISSING, Field, fields
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from answerable.channels.models import Channel, Objective, State
from answerable.design.forms import Choice
from answerable.networks.contract import Kind
from answerable.networks.hand.places import PLACES
from answerable.networks.kinds import KINDS

PREFIX = "setting_"


class OpenForm(forms.Form):
    """Why, how well kept, and how to reach the network."""

    name = forms.CharField(label=_("What do you call this channel?"), max_length=80)
    objective = forms.ChoiceField(label=_("What is it for?"), choices=Objective.choices, widget=forms.RadioSelect)
    promised_days = forms.IntegerField(
        label=_("Within how many working days do you reply?"), min_value=1, max_value=60, initial=2
    )
    answers_through = forms.ModelChoiceField(
        label=_("Which channel tells the people whose posts are in the file? (optional)"),
        queryset=Channel.objects.none(),
        required=False,
        help_text=_(
            "Choose it when the file came from that channel. Without it, people are answered on the public page only."
        ),
    )

    def __init__(self, *args: Any, kind: Kind, offered: Mapping[str, str] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if kind.tells:
            del self.fields["answers_through"]
        else:
            telling = [name for name, one in KINDS.items() if one.tells and name != "web"]
            able = Channel.objects.filter(state=State.OPEN, kind__in=telling)
            self.fields["answers_through"].queryset = able  # type: ignore[attr-defined]
        for field in fields(kind.settings):
            self.fields[PREFIX + field.name] = _setting_field(field)
            if not field.metadata.get("secret") and field.name in (offered or {}):
                self.initial[PREFIX + field.name] = (offered or {})[field.name]
        filled_in = {name: str(value) for name, value in (offered or {}).items()}
        self.initial["name"] = next((one.title for one in kind.offers if one.given == filled_in), "")
        self.order_fields(
            ["name", "objective", "promised_days", *[name for name in self.fields if name.startswith(PREFIX)]]
        )

    @property
    def given(self) -> dict[str, str]:
        """The kind's settings as submitted."""
        return _given(self.cleaned_data)


class ConnectForm(forms.Form):
    """The kind's settings once more: what is there, except secrets, which are never shown and stay when left empty."""

    def __init__(self, *args: Any, kind: Kind, kept: dict[str, Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in fields(kind.settings):
            made = _setting_field(field)
            if field.metadata.get("secret"):
                made.required = False
                made.help_text = f"{made.help_text} {_('Leave it empty to keep the one that is there.')}"
            else:
                made.initial = kept.get(field.name, made.initial)
            self.fields[PREFIX + field.name] = made

    @property
    def given(self) -> dict[str, str]:
        """The settings as submitted."""
        return _given(self.cleaned_data)


class SignForm(forms.Form):
    """The word that a person gives under the rules sheet, bound to the sheet that they saw."""

    seen_hash = forms.CharField(widget=forms.HiddenInput)
    rules_read = forms.BooleanField(
        label=_("I have read these limits and rules, and this channel will keep to them"),
        error_messages={"required": _("Read the rules of this network first.")},
    )


class QuietForm(forms.Form):
    """When nothing is sent."""

    quiet_from = forms.TimeField(
        label=_("Nothing is sent from (optional)"),
        required=False,
        help_text=_("By your clock, such as 20:00."),
        error_messages={"invalid": _("Write the hour as 20:00.")},
    )
    quiet_until = forms.TimeField(
        label=_("until (optional)"),
        required=False,
        help_text=_("Such as 8:00 the next morning."),
        error_messages={"invalid": _("Write the hour as 8:00.")},
    )


def _given(cleaned: dict[str, Any]) -> dict[str, str]:
    return {name.removeprefix(PREFIX): value for name, value in cleaned.items() if name.startswith(PREFIX)}


class FirstForm(forms.Form):
    """Where to begin listening."""

    practise_as = forms.ChoiceField(
        label=_("Practise as"),
        choices=[
            ("council", _("a council")),
            ("department", _("a government department")),
            ("", _("neither: begin with our own page only")),
        ],
        widget=forms.RadioSelect,
        required=False,
        initial="council",
    )
    by_hand = forms.MultipleChoiceField(
        label=_("Where do people already talk to you? (optional)"),
        help_text=_(
            "You can answer these by hand from today: you bring posts in, and post the cleared answers there yourself. "
            "Tick one when you have read its rules. More can be opened later."
        ),
        choices=[(one.name, Choice(one.title, " ".join(one.manners))) for one in PLACES.values()],
        widget=forms.CheckboxSelectMultiple({"data-small": True}),
        required=False,
    )


class StateForm(forms.Form):
    """Pausing, opening again, closing; with the reason."""

    to = forms.ChoiceField(choices=State.choices, widget=forms.HiddenInput)
    reason = forms.CharField(label=_("Why?"), max_length=300, required=False)


def _setting_field(field: Field[Any]) -> forms.Field:
    secret = bool(field.metadata.get("secret"))
    if "choices" in field.metadata:
        return forms.ChoiceField(
            label=field.metadata["title"],
            help_text=field.metadata.get("help", ""),
            choices=field.metadata["choices"],
            initial=None if field.default is MISSING else field.default,
        )
    return forms.CharField(
        label=field.metadata.get("title", field.name),
        help_text=field.metadata.get("help", ""),
        required=field.default is MISSING,
        initial=None if field.default is MISSING or secret else field.default,
        widget=forms.PasswordInput({"autocomplete": "off"}) if secret else forms.TextInput(),
    )
