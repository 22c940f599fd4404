"""The forms of the guidance's pages."""

import re
import tomllib
from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from answerable.guidance import comment
from answerable.guidance.principles import WORDS
from answerable.guidance.propose import MOST_SAID
from answerable.guidance.wording import SCOPES, SEVERITIES
from answerable.pure.checks.catalogue import CHECKS

LOOKS_FOR: Final = "cues"
"""The check that looks for words: the only one whose settings have boxes of their own."""

_PLAIN_SCOPES: Final = ("public", "social", "page", "link", "facts", "group")
"""What an example in words alone can show; a rule about pictures belongs to a release."""


class SaidForm(forms.Form):
    """The author's sentence."""

    said = forms.CharField(
        label=_("What changes, in a sentence"),
        help_text=_("Everyone reads it, with the list of changes that is made by itself."),
        max_length=MOST_SAID,
        widget=forms.Textarea({"rows": 3}),
    )


class CommentForm(forms.Form):
    """A comment on a rule, or the answer to one."""

    words = forms.CharField(
        label=_("Your comment"), max_length=comment.MOST_CHARACTERS, widget=forms.Textarea({"rows": 3})
    )


class ReplyForm(CommentForm):
    """The answer to a comment."""

    words = forms.CharField(
        label=_("Your answer"), max_length=comment.MOST_CHARACTERS, widget=forms.Textarea({"rows": 3})
    )


class OwnRuleForm(forms.Form):
    """A rule of the body's own. Whether it can be stood behind is decided by `own_pack.read_own_rule`."""

    sentence = forms.CharField(label=_("The rule in a plain sentence"), max_length=400)
    principle = forms.ChoiceField(label=_("Which principle does it serve?"), choices=[*WORDS.items()])
    severity = forms.ChoiceField(label=_("What it finds"), choices=[*SEVERITIES.items()], widget=forms.RadioSelect)
    check = forms.ChoiceField(
        label=_("How it is checked"),
        choices=[
            ("", _("Not by a machine: a second person answers its question")),
            (LOOKS_FOR, _("It looks for words")),
            *((name, name) for name in CHECKS if name != LOOKS_FOR),
        ],
        required=False,
    )
    phrases = forms.CharField(
        label=_("Words to look for, if it looks for words"),
        help_text=_("One word or phrase a line; whole words, capitals do not matter."),
        required=False,
        widget=forms.Textarea({"rows": 4}),
    )
    message = forms.CharField(
        label=_("What the author is told, if it looks for words"),
        help_text=_("A sentence that says what to do. {words} stands for what was found."),
        max_length=400,
        required=False,
    )
    settings = forms.CharField(
        label=_("Settings of another check"),
        help_text=_("A line each, such as: most = 20"),
        required=False,
        max_length=20_000,
        widget=forms.Textarea({"rows": 3, "spellcheck": "false"}),
    )
    question = forms.CharField(
        label=_("Question to the second person"),
        help_text=_("Needed where no machine decides, and for what is answered by a second person."),
        max_length=400,
        required=False,
    )
    scope = forms.MultipleChoiceField(
        label=_("What it is for"),
        help_text=_("All that you tick must hold. Tick nothing for every answer."),
        choices=[(name, SCOPES[name]) for name in _PLAIN_SCOPES],
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    networks = forms.CharField(
        label=_("Only on these networks (optional)"),
        help_text=_("Such as: bluesky, x"),
        max_length=200,
        required=False,
    )
    source_what = forms.CharField(label=_("Where it comes from"), max_length=400)
    source_address = forms.URLField(
        label=_("Web address of that (optional)"), required=False, assume_scheme="https", max_length=400
    )
    review_on = forms.DateField(
        label=_("Day on which it is looked at again"),
        widget=forms.DateInput({"type": "date", "class": "govuk-input--width-10"}, format="%Y-%m-%d"),
    )
    passes = forms.CharField(
        label=_("Answers that pass"),
        help_text=_("At least one. Leave an empty line between two."),
        max_length=20_000,
        widget=forms.Textarea({"rows": 3}),
    )
    fails = forms.CharField(
        label=_("Answers that fail"),
        help_text=_("At least one. Leave an empty line between two."),
        max_length=20_000,
        widget=forms.Textarea({"rows": 3}),
    )

    def clean_settings(self) -> dict[str, Any]:
        """The settings as a table."""
        try:
            return tomllib.loads(self.cleaned_data["settings"].replace("\r\n", "\n"))
        except tomllib.TOMLDecodeError as problem:
            raise forms.ValidationError(
                _("These settings cannot be read: %(why)s.") % {"why": str(problem)}
            ) from problem

    def table(self, rule_id: str, *, today: date) -> dict[str, Any]:
        """The rule as a table, of a form that is valid."""
        given = self.cleaned_data
        looks = {"phrases": _lines(given["phrases"]), "message": given["message"]}
        return {
            "id": rule_id,
            "sentence": given["sentence"],
            "principle": given["principle"],
            "severity": given["severity"],
            "scope": given["scope"] or ["all"],
            "networks": re.findall(r"[\w-]+", given["networks"].lower()),
            "check": given["check"],
            "params": looks if given["check"] == LOOKS_FOR else given["settings"],
            "question": given["question"],
            "ask_when": "found" if given["check"] and given["question"] else "all",
            "source": {
                "what": given["source_what"],
                "address": given["source_address"],
                "noted_on": today.isoformat(),
            },
            "review_on": given["review_on"].isoformat(),
            "passes": [{"text": text} for text in _texts(given["passes"])],
            "fails": [{"text": text} for text in _texts(given["fails"])],
        }


def initial_of(table: Mapping[str, Any]) -> dict[str, Any]:
    """What the form shows of a rule that is there."""
    params, looks = table.get("params") or {}, table.get("check") == LOOKS_FOR
    return {
        **{name: table.get(name, "") for name in ("sentence", "principle", "severity", "check", "question")},
        "scope": [name for name in table.get("scope", ()) if name != "all"],
        "networks": ", ".join(table.get("networks", ())),
        "phrases": "\n".join(params.get("phrases", ())) if looks else "",
        "message": params.get("message", "") if looks else "",
        "settings": "" if looks else "\n".join(f"{name} = {_toml(value)}" for name, value in params.items()),
        "source_what": table["source"]["what"],
        "source_address": table["source"]["address"],
        "review_on": table["review_on"],
        "passes": "\n\n".join(one["text"] for one in table["passes"]),
        "fails": "\n\n".join(one["text"] for one in table["fails"]),
    }


def _toml(value: Any) -> str:
    """A setting as TOML writes it: texts, whole numbers, true and false, lists and tables of them."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, Mapping):
        return "{ " + ", ".join(f"{_toml(name)} = {_toml(one)}" for name, one in value.items()) + " }"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(_toml(one) for one in value) + "]"
    if isinstance(value, str):
        return '"' + value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'
    return str(value)


def _lines(text: str) -> list[str]:
    return list(dict.fromkeys(line.strip() for line in text.splitlines() if line.strip()))


def _texts(text: str) -> list[str]:
    return [one.strip() for one in re.split(r"\n[ \t]*\n", text.replace("\r\n", "\n")) if one.strip()]
