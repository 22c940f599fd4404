"""The forms of the desk."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.core.validators import MaxLengthValidator
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from answerable.accounts.models import LANGUAGES, Person
from answerable.accounts.roles import MAY, Act
from answerable.design.forms import Choice
from answerable.desk.ends import LookOutcome
from answerable.desk.hand_over import PROCESSES
from answerable.desk.models import RiskDone
from answerable.desk.write import MOST_WARNING
from answerable.listening.models import SignKind
from answerable.questions.models import Outcome, Reason

MOST_WORDS, MOST_NOTE = 500, 2_000
OUTCOMES = [
    (Outcome.ANSWER, Choice(_("Answer it"), hint=_("Opens a draft. Everyone who asked is told."))),
    (Outcome.NOTED, Choice(_("Note it"), hint=_("It asks nothing, or needs no reply. Say who hears of it."))),
    (Outcome.PASSED_ON, Choice(_("Pass it on"), hint=_("Somebody else is responsible. Say who has it now."))),
    (Outcome.PRIVATE, Choice(_("Continue in private"), hint=_("It is about one person’s own affairs."))),
    (
        Outcome.OTHER_PROCESS,
        Choice(
            _("Another process"),
            hint=_("A request for information, a complaint, data rights, safeguarding, the press, an MP."),
        ),
    ),
    (Outcome.NOT_ANSWERING, Choice(_("Do not answer"), hint=_("Choose the reason below; it is counted in public."))),
]


class TriageForm(forms.Form):
    """One outcome, with what it needs."""

    outcome = forms.ChoiceField(label=_("What happens to this question?"), choices=OUTCOMES, widget=forms.RadioSelect)
    reason = forms.ChoiceField(
        label=_("Reason (only when you do not answer)"),
        choices=[("", _("Choose a reason")), *Reason.choices],
        required=False,
    )
    note = forms.CharField(
        label=_("Who has it now, or what was done (optional when you answer)"),
        help_text=_("For colleagues. It is not published."),
        validators=[MaxLengthValidator(MOST_WORDS)],
        required=False,
        widget=forms.Textarea({"rows": 2}),
    )
    comes_back_on = forms.DateField(
        label=_("Day it comes back (needed when it is held, else optional)"),
        help_text=_("On this day the question is to be triaged again."),
        required=False,
        widget=forms.DateInput({"type": "date", "class": "govuk-input--width-10"}, format="%Y-%m-%d"),
    )


class KeptField(forms.CharField):
    """Words that are kept whatever was pasted: what cannot be stored is left out, not complained about."""

    def to_python(self, value: Any) -> str:
        """The words without NUL characters."""
        return str(super().to_python(value)).replace("\0", "")


class DraftForm(forms.Form):
    """The answer as its page shows it, and its short form."""

    text = KeptField(
        label=_("Answer"),
        help_text=_("As its page shows it. Say the answer in the first sentence."),
        widget=forms.Textarea({"rows": 10, "data-count": 20_000, "spellcheck": "true"}),
        strip=True,
    )
    short_text = KeptField(
        label=_("Short form (only where the answer does not fit)"),
        help_text=_("Goes to networks with a limit; the address of the answer’s page is added by itself."),
        required=False,
        widget=forms.Textarea({"rows": 3, "spellcheck": "true"}),
    )
    sources = KeptField(
        label=_("Sources (optional)"),
        help_text=_("One address a line. They are shown under the answer."),
        required=False,
        widget=forms.Textarea({"rows": 2}),
    )
    language = forms.ChoiceField(label=_("Language of the answer"), choices=LANGUAGES)
    is_service = forms.BooleanField(
        label=_("This is essential, factual service information"),
        help_text=_("In a pre-election period nothing else goes out. A second person confirms it."),
        required=False,
    )
    content_warning = KeptField(
        label=_("Warning before the text (optional)"),
        help_text=_("A few words, such as “flood pictures”. On Mastodon the text is folded away behind them."),
        validators=[MaxLengthValidator(MOST_WARNING)],
        required=False,
    )
    based_on = forms.IntegerField(widget=forms.HiddenInput, initial=0, min_value=0)

    def __init__(self, *args: Any, in_period: bool, **kwargs: Any) -> None:
        """Only while a pre-election period covers the question is anybody asked whether it is service information."""
        super().__init__(*args, **kwargs)
        if not in_period:
            self.fields["is_service"].widget = forms.HiddenInput()


def writers() -> QuerySet[Person]:
    """Whoever may write answers, by name."""
    able = [str(role) for role in MAY[Act.DRAFT]]
    return Person.objects.filter(is_active=True, roles__overlap=able).order_by("name")


class AssignForm(forms.Form):
    """Who is expected to answer."""

    to = forms.ModelChoiceField(
        label=_("Who answers?"), queryset=Person.objects.none(), required=False, empty_label=_("Nobody in particular")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].queryset = writers()  # type: ignore[attr-defined]


class PlaceForm(forms.Form):
    """Which finding of which version; both numbers were written into the page by us."""

    number = forms.IntegerField(min_value=1)
    finding = forms.IntegerField(min_value=0)


class NoteForm(forms.Form):
    """One sentence."""

    note = forms.CharField(
        label=_("Say in a sentence"), max_length=MOST_WORDS, widget=forms.Textarea({"rows": 2}), strip=True
    )


class HandoverForm(forms.Form):
    """Which process has it, who, and whether it is answered here too."""

    process = forms.ChoiceField(
        label=_("Which process does it belong to?"),
        choices=[(kind, SignKind(kind).label) for kind in PROCESSES],
        widget=forms.RadioSelect,
    )
    note = forms.CharField(
        label=_("Who has it now?"), max_length=MOST_WORDS, widget=forms.Textarea({"rows": 2}), strip=True
    )
    also_answered = forms.BooleanField(label=_("Answer it here as well"), required=False)
    field_order = ("process", "note", "also_answered")


class LookForm(forms.Form):
    """What the second look says."""

    outcome = forms.ChoiceField(label=_("Does it stand?"), choices=LookOutcome.choices, widget=forms.RadioSelect)
    words = forms.CharField(
        label=_("Why? Answer the questions that were passed by"),
        max_length=MOST_WORDS,
        widget=forms.Textarea({"rows": 4}),
        strip=True,
    )


class RiskStepForm(forms.Form):
    """What was done for somebody in danger."""

    done = forms.ChoiceField(label=_("What did you do?"), choices=RiskDone.choices, widget=forms.RadioSelect)
    note = forms.CharField(
        label=_("Note (whom you told, a reference; optional)"),
        required=False,
        validators=[MaxLengthValidator(MOST_WORDS)],
        widget=forms.Textarea({"rows": 2}),
    )


class WordsForm(forms.Form):
    """A few words under each rule that asks for them: an author's reasons, or a clearer's answers.

    `asked` maps a rule to sentences: the first is the label of its field, the others stand below it; the names of the
    fields are the rules' own. `required` is the sentence shown where a field stays empty; without it fields may.
    `note` is the label of one more field; `title` the question's, which may then be put in better words.
    """

    number = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(
        self,
        *args: Any,
        asked: Mapping[str, Sequence[str]],
        required: str = "",
        note: str = "",
        title: str = "",
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        if title:
            self.fields["title"] = forms.CharField(
                label=_("The question, as everyone will read it"),
                help_text=_("These are the words of one person who asked. Put them plainly, for all."),
                initial=title,
                required=False,
                max_length=300,
            )
        self.rules = list(asked)
        for rule, (label, *hints) in asked.items():
            self.fields[rule] = forms.CharField(
                label=label,
                help_text=" ".join(hints),
                # Not `max_length`, which would count the characters under each of many small fields.
                validators=[MaxLengthValidator(MOST_WORDS)],
                required=bool(required),
                error_messages={"required": required},
                widget=forms.Textarea({"rows": 2}),
            )
        if note:
            self.fields["note"] = forms.CharField(
                label=note,
                validators=[MaxLengthValidator(MOST_NOTE)],
                required=False,
                widget=forms.Textarea({"rows": 3}),
            )

    @property
    def title(self) -> str:
        """The question in the author's words; empty where the form does not ask for it."""
        return str(self.cleaned_data.get("title") or "")

    @property
    def words(self) -> dict[str, str]:
        """The words by rule."""
        return {rule: self.cleaned_data.get(rule, "") for rule in self.rules}

    @property
    def seen_number(self) -> int:
        """The number of the version that the page showed; 0 when the page was incomplete."""
        return self.cleaned_data.get("number") or 0
