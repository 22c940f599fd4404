"""The forms of asking, of searching posts and of bringing in a file."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from answerable.channels.models import Channel, State
from answerable.listening.ask import LONGEST
from answerable.listening.file_shape import MEANINGS, usual_columns


class AskForm(forms.Form):
    """A question from anyone. `website` is a trap: people do not see it, and programs that fill in everything do."""

    text = forms.CharField(
        label=_("Your question"),
        help_text=_("Please leave out addresses, dates of birth and case numbers, unless the answer depends on them."),
        widget=forms.Textarea({"rows": 6, "data-count": LONGEST}),
        error_messages={"required": _("Write your question.")},
        strip=False,
    )
    name = forms.CharField(
        label=_("Your name (optional)"),
        help_text=_("Only the people who answer see it."),
        max_length=100,
        required=False,
        widget=forms.TextInput({"autocomplete": "name", "class": "govuk-input--width-20"}),
    )
    website = forms.CharField(
        label=_("Leave this empty"),
        required=False,
        widget=forms.TextInput({"tabindex": "-1", "autocomplete": "off"}),
    )
    key = forms.CharField(required=False, widget=forms.HiddenInput, max_length=200)


class SearchForm(forms.Form):
    """What narrows the list of posts."""

    q = forms.CharField(label=_("Words"), required=False, max_length=200, widget=forms.TextInput({"type": "search"}))
    channel = forms.ModelChoiceField(
        label=_("Channel"), queryset=Channel.objects.all(), required=False, empty_label=_("All channels")
    )
    since = forms.DateField(label=_("From"), required=False, widget=forms.DateInput({"type": "date"}))
    until = forms.DateField(label=_("To"), required=False, widget=forms.DateInput({"type": "date"}))


class FileForm(forms.Form):
    """Which file, and on which channel its posts come in."""

    channel = forms.ModelChoiceField(
        label=_("Channel"), queryset=Channel.objects.filter(kind="file", state=State.OPEN), empty_label=None
    )
    file = forms.FileField(
        label=_("File"),
        help_text=_("CSV with a heading, or JSON Lines. UTF-8 is best."),
        error_messages={"empty": _("The file is empty. Choose one that holds posts.")},
    )


class ColumnsForm(forms.Form):
    """Which column of the file means what."""

    LABELS = {  # noqa: RUF012  Django's forms are made this way
        "text": _("Text of the post"),
        "id": _("Id of the post, as the network names it (optional)"),
        "author": _("Author (optional)"),
        "time": _("Time (optional)"),
        "language": _("Language (optional)"),
        "url": _("Link to the post (optional)"),
    }

    def __init__(self, *args: Any, columns: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        usual = usual_columns(columns)
        for meaning in MEANINGS:
            self.fields[meaning] = forms.ChoiceField(
                label=self.LABELS[meaning],
                choices=[("", _("None")), *((name, name) for name in columns)],
                required=meaning == "text",
                initial=usual.get(meaning, ""),
            )
