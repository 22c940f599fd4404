"""The forms of the accounts' pages."""

from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.utils.translation import gettext_lazy as _

from answerable.accounts.models import JURISDICTIONS, LANGUAGES
from answerable.accounts.roles import Role
from answerable.design.forms import Choice

NEARBY_ZONES = ["Europe/London", "Europe/Dublin", "UTC"]


def _zones() -> list[tuple[str, str]]:
    others = sorted(
        zone for zone in available_timezones() if "/" in zone and not zone.startswith(("Etc/", "posix/", "right/"))
    )
    return [(zone, zone.replace("_", " ")) for zone in [*NEARBY_ZONES, *others]]


class EnterForm(forms.Form):
    """Who comes in by a link."""

    name = forms.CharField(label=_("Your name"), max_length=120, widget=forms.TextInput({"autocomplete": "name"}))
    email = forms.EmailField(label=_("Your email address"), widget=forms.EmailInput({"autocomplete": "email"}))
    password = forms.CharField(
        label=_("Choose a password"),
        help_text=_("At least 12 characters. Three unrelated words make a good one."),
        min_length=12,
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, asked: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if asked:
            del self.fields["email"]


class BodyForm(forms.Form):
    """What the body is called and where it is."""

    name = forms.CharField(
        label=_("What is your body called?"),
        help_text=_("As people know it, such as Tarnbrook Council."),
        max_length=200,
    )
    jurisdiction = forms.ChoiceField(
        label=_("What kind of body is it?"),
        help_text=_("It decides which rules your drafts are checked against."),
        choices=JURISDICTIONS,
        widget=forms.RadioSelect,
        initial="uk-local",
    )
    language = forms.ChoiceField(label=_("Main language"), choices=LANGUAGES)
    time_zone = forms.ChoiceField(label=_("Time zone"), choices=_zones)


class TwoPeopleForm(forms.Form):
    """How the second pair of eyes is found."""

    how = forms.ChoiceField(
        label=_("Who clears what you write?"),
        choices=[
            (
                "training",
                Choice(
                    _("Nobody yet: start in training mode"),
                    hint=_("You may play both people, every page says so, and nothing can leave this machine."),
                ),
            ),
            ("invite", Choice(_("A colleague"), hint=_("You get a link to hand to them."))),
        ],
        widget=forms.RadioSelect,
        initial="training",
    )
    name = forms.CharField(label=_("Your colleague’s name (only when you ask one)"), max_length=120, required=False)
    email = forms.EmailField(label=_("Your colleague’s email address (only when you ask one)"), required=False)

    def clean(self) -> dict[str, Any]:
        """A colleague needs a name and an address."""
        given: dict[str, Any] = super().clean() or {}
        if given.get("how") == "invite":
            for field in ("name", "email"):
                if not given.get(field) and field not in self.errors:
                    self.add_error(field, _("Give their name.") if field == "name" else _("Give their email address."))
        return given


class JoinForm(forms.Form):
    """Whom to ask to join, as what."""

    name = forms.CharField(label=_("Name"), max_length=120)
    email = forms.EmailField(label=_("Email address"))
    roles = forms.MultipleChoiceField(label=_("Roles"), choices=Role.choices, widget=forms.CheckboxSelectMultiple)


class RolesForm(forms.Form):
    """What one person may do."""

    roles = forms.MultipleChoiceField(label=_("Roles"), choices=Role.choices, widget=forms.CheckboxSelectMultiple)
