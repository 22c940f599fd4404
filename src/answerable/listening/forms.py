"""The forms of asking, of searching posts and of bringing in a file."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from answerable.channels.models import Channel, State
from answerable.listening.ask import LONGEST
from answerable.listening.bring_in import taking_files
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
        label=_("Channel"), queryset=Channel.objects.filter(state=State.OPEN), empty_label=None
    )
    file = forms.FileField(
        label=_("File"),
        help_text=_("CSV with a heading, or JSON Lines. UTF-8 is best."),
        error_messages={"empty": _("The file is empty. Choose one that holds posts.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice = self.fields["channel"]
        choice.queryset = choice.queryset.filter(kind__in=taking_files())  # type: ignore[attr-defined]


class PasteForm(forms.Form):
    """One post, in the order in which it is copied; `same` is asked only where the link is here with other words."""

    link = forms.CharField(
        label=_("Link of the post"),
        required=False,
        max_length=2_000,
        widget=forms.TextInput({"autocomplete": "off", "inputmode": "url", "spellcheck": "false", "autofocus": True}),
    )
    text = forms.CharField(
        label=_("What they wrote"),
        widget=forms.Textarea({"rows": 4}),
        error_messages={"required": _("Paste the words of the post.")},
        strip=False,
    )
    author = forms.CharField(
        label=_("Who wrote it (optional)"),
        help_text=_("Their account. Of a call or a letter: who it was, and how to reach them."),
        required=False,
        max_length=200,
        widget=forms.TextInput({"autocomplete": "off", "class": "govuk-input--width-20"}),
    )
    posted_at = forms.DateTimeField(
        label=_("When (optional)"),
        help_text=_("Links of posts on X say it themselves."),
        required=False,
        widget=forms.DateTimeInput({"type": "datetime-local", "class": "govuk-input--width-20"}),
    )
    channel = forms.ChoiceField(label=_("Channel"), required=False)
    only_noted = forms.BooleanField(label=_("They did not write to us: note it, and do not reply"), required=False)
    same = forms.ChoiceField(
        label=_("Which of the two is it?"),
        choices=[
            ("another", _("It is another comment under the same link")),
            ("edited", _("The author changed it: take the new words")),
        ],
        widget=forms.RadioSelect,
        required=False,
    )
    key = forms.CharField(required=False, widget=forms.HiddenInput, max_length=200)

    def __init__(self, *args: Any, channels: Sequence[Channel], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found = [("", _("Found by the link"))] if len(channels) > 1 else []
        choice = self.fields["channel"]
        choice.choices = found + [(one.public_id, one.name) for one in channels]  # type: ignore[attr-defined]


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
