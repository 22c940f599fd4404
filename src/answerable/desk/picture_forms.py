"""The pictures of a draft as its form carries them: those that are there, with their words, and one to add."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.validators import MaxLengthValidator, RegexValidator
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from answerable.desk.forms import KeptField
from answerable.desk.models import Picture
from answerable.desk.pictures import MOST_ALT, MOST_PICTURES
from answerable.desk.words import Described

_SHOWS = _("What it shows, for people who cannot see it")
_SHOWS_HINT = _("As you would tell it on the telephone. Words in the picture belong here too.")
_WHY = _("Or why it needs no description (decoration only)")


class PictureForm(forms.Form):
    """One picture that is there already."""

    hash = forms.CharField(widget=forms.HiddenInput, validators=[RegexValidator("^[0-9a-f]{64}$")])
    name = KeptField(widget=forms.HiddenInput, required=False)
    alt = KeptField(
        label=_SHOWS,
        help_text=_SHOWS_HINT,
        required=False,
        validators=[MaxLengthValidator(MOST_ALT)],
        widget=forms.Textarea({"rows": 2, "spellcheck": "true"}),
    )
    decorative_because = KeptField(label=_WHY, required=False, validators=[MaxLengthValidator(MOST_ALT)])
    remove = forms.BooleanField(label=_("Leave this picture out"), required=False)


class UploadForm(forms.Form):
    """One picture to add; it is there once the draft is saved."""

    picture = forms.FileField(
        label=_("Add a picture (optional)"),
        help_text=_("JPEG, PNG or WebP. Where and with what it was taken is removed. Four at most."),
        required=False,
        allow_empty_file=True,
        widget=forms.FileInput({"accept": "image/jpeg,image/png,image/webp"}),
    )
    picture_alt = KeptField(
        label=_SHOWS,
        help_text=_SHOWS_HINT,
        required=False,
        validators=[MaxLengthValidator(MOST_ALT)],
        widget=forms.Textarea({"rows": 2, "spellcheck": "true"}),
    )


PictureForms: type[Any] = forms.formset_factory(
    PictureForm, extra=0, max_num=MOST_PICTURES, absolute_max=2 * MOST_PICTURES
)


def forms_for(pictures: Iterable[Described]) -> Any:
    """The pictures as fields."""
    names = ("hash", "name", "alt", "decorative_because")
    return PictureForms(initial=[{name: one[name] for name in names} for one in pictures], prefix="pictures")


def described_in(request: HttpRequest) -> list[dict[str, Any]]:
    """The pictures that the form carries, without those to be left out; nothing where it carries none, or no form."""
    sent = PictureForms(request.POST, prefix="pictures")
    if not sent.management_form.is_valid():
        return []
    return [
        {name: form.cleaned_data[name] for name in ("hash", "name", "alt", "decorative_because")}
        for form in sent
        if form.is_valid() and not form.cleaned_data["remove"]
    ]


def with_added(pictures: list[dict[str, Any]], added: Picture | None, form: UploadForm) -> list[dict[str, Any]]:
    """The pictures with the one that was chosen last, under the name of its file."""
    if added is None or any(one["hash"] == added.hash for one in pictures):
        return pictures
    words = {
        "name": form.cleaned_data["picture"].name,
        "alt": form.cleaned_data["picture_alt"],
        "decorative_because": "",
    }
    return [*pictures, {"hash": added.hash, **words}]
