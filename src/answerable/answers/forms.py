"""The forms of a task that is posted by hand: what shows that it was, and why it could not be."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from answerable.answers.by_hand import REASONS
from answerable.answers.posted import MOST_NOTE
from answerable.networks.hand.place import Place


class PostedForm(forms.Form):
    """A link where our own answers have one; elsewhere a note, with a link if there is any."""

    link = forms.CharField(
        label=gettext_lazy("Link of what you posted"),
        required=False,
        max_length=2_000,
        widget=forms.TextInput({"autocomplete": "off", "inputmode": "url", "spellcheck": "false"}),
    )
    note = forms.CharField(
        label=gettext_lazy("What was done"),
        required=False,
        max_length=MOST_NOTE,
        widget=forms.TextInput({"autocomplete": "off"}),
    )

    def __init__(self, *args: Any, place: Place, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if place.answers_have_links:
            self.fields["link"].help_text = _("Open your answer there and copy its own link, not that of their post.")
            del self.fields["note"]
            return
        self.fields["note"].help_text = place.words.get("note", "")
        if place.hosts:
            self.fields["link"].label = _("Link of the thread (optional)")
        else:
            del self.fields["link"]
        self.order_fields(["note", "link"])


class CouldNotForm(forms.Form):
    """The closed list."""

    reason = forms.ChoiceField(label=gettext_lazy("Why can it not be posted?"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].choices = [(code, _(words)) for code, words in REASONS.items()]  # type: ignore[attr-defined]
