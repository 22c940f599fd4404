"""Forms are written with a label, a hint and an error that belong to their field."""

import pytest
from django import forms
from django.utils.safestring import mark_safe

from answerable.design.forms import Choice, errors_of
from answerable.design.jinja import environment


class Everything(forms.Form):
    title = forms.CharField(label="Title", help_text="In <one> sentence", max_length=10)
    text = forms.CharField(label="Text", widget=forms.Textarea(attrs={"rows": 7}))
    counted = forms.CharField(label="Counted", widget=forms.Textarea, max_length=20, required=False)
    email = forms.EmailField(
        label="E-mail", widget=forms.EmailInput(attrs={"autocomplete": "email", "placeholder": "no"})
    )
    many = forms.IntegerField(label="How many", widget=forms.NumberInput(attrs={"data-suffix": "posts"}))
    secret = forms.CharField(
        label="Password", widget=forms.PasswordInput, help_text=mark_safe("<ul><li>long</li></ul>")
    )
    kind = forms.ChoiceField(label="Kind", choices=[("a", "A"), ("More", [("b", "B")])])
    several = forms.MultipleChoiceField(label="Several", choices=[("a", "A"), ("b", "B")])
    outcome = forms.ChoiceField(
        label="Outcome", widget=forms.RadioSelect, choices=[("x", Choice("X", "what it is")), ("y", "Y")]
    )
    tags = forms.MultipleChoiceField(
        label="Tags", widget=forms.CheckboxSelectMultiple, choices=[("t", "T"), ("u", "U")]
    )
    agreed = forms.BooleanField(label="Agreed")
    file = forms.FileField(label="File")
    on = forms.DateField(label="On", widget=forms.DateInput(attrs={"type": "date"}))
    key = forms.CharField(widget=forms.HiddenInput, initial="k", required=False)


def written(name: str, form: forms.Form | None = None) -> str:
    return (form or Everything())[name].as_field_group()


@pytest.mark.parametrize("name", [name for name in Everything.base_fields if name != "key"])
def test_every_field_has_its_label(name: str) -> None:
    assert str(Everything.base_fields[name].label) in written(name)


@pytest.mark.parametrize("name", [name for name in Everything.base_fields if name not in {"key", "counted", "kind"}])
def test_an_error_has_the_id_that_the_field_is_described_by(name: str) -> None:
    html = written(name, Everything({}, {}))
    described = next(part for part in html.split('aria-describedby="')[1:] if f"id_{name}-error" in part.split('"')[0])
    assert described
    assert f'id="id_{name}-error"' in html


def test_every_error_leads_to_an_element_of_the_form() -> None:
    form = Everything({}, {})
    html = str(form)
    assert all(f'id="{error["id"]}"' in html for error in errors_of(form))


def test_a_missing_field_says_what_to_do() -> None:
    said = {error["text"] for error in errors_of(Everything({}, {}))}
    assert {
        "Title: fill this in", "Outcome: choose one", "Tags: choose at least one", "Agreed: tick this to go on",
        "File: choose a file",
    } <= said  # fmt: skip


def test_a_message_of_our_own_for_a_missing_field_is_kept() -> None:
    class Own(forms.Form):
        name = forms.CharField(label="Name", error_messages={"required": "Say who asks"})

    assert errors_of(Own({})) == [{"text": "Name: Say who asks", "id": "id_name"}]


def test_an_error_of_the_whole_form_leads_nowhere() -> None:
    form = Everything({}, {})
    form.add_error(None, "Someone else saved first.")
    assert errors_of(form)[0] == {"text": "Someone else saved first.", "id": ""}


def test_words_of_help_are_escaped_and_html_of_django_is_not() -> None:
    assert "In &lt;one&gt; sentence" in written("title")
    assert "<ul><li>long</li></ul>" in written("secret")


def test_a_value_is_escaped_and_kept() -> None:
    form = Everything({"title": '"><script>x</script>', "text": "</textarea><b>"}, {})
    assert "<script>" not in written("title", form)
    assert "&lt;/textarea&gt;&lt;b&gt;" in written("text", form)


def test_a_password_is_never_sent_back() -> None:
    assert "hunter2" not in written("secret", Everything({"secret": "hunter2"}, {}))


def test_the_browser_neither_cuts_off_nor_requires_nor_whispers() -> None:
    html = written("title") + written("counted") + written("email")
    assert " maxlength=" not in html.replace("data-maxlength", "")
    assert " required" not in html
    assert "placeholder" not in html


def test_a_limited_text_is_counted_aloud() -> None:
    html = written("counted")
    assert 'data-maxlength="20"' in html
    assert "You can write up to 20 characters" in html
    assert "%{count} characters left" in html
    assert "data-maxlength" not in written("text")


def test_what_was_typed_into_a_number_is_not_lost() -> None:
    html = written("many", Everything({"many": "a dozen"}, {}))
    assert 'value="a dozen"' in html
    assert 'type="text"' in html
    assert 'inputmode="numeric"' in html


def test_a_choice_can_have_a_hint_and_keeps_its_label() -> None:
    html = written("outcome", Everything({"outcome": "x"}, {}))
    assert "what it is" in html
    assert str(Choice("X", "what it is")) == "X"
    assert html.count(" checked") == 1


def test_choices_in_groups_stay_in_their_groups() -> None:
    html = written("kind", Everything({"kind": "b"}, {}))
    assert html.index('<optgroup label="More">') < html.index('<option value="b" selected>')
    assert " multiple" in written("several")


def test_a_disabled_field_is_disabled() -> None:
    form = Everything()
    form.fields["title"].disabled = True
    assert " disabled" in written("title", form)


def test_a_hidden_field_has_no_label() -> None:
    assert "<label" not in Everything()["key"].as_field_group()


def test_a_form_writes_all_its_fields_and_a_set_its_forms() -> None:
    html = str(Everything())
    assert all(f'name="{name}"' in html for name in Everything.base_fields)
    several = forms.formset_factory(Everything, extra=2)()
    assert "form-TOTAL_FORMS" in str(several)
    assert 'name="form-1-title"' in str(several)


def test_the_summary_lists_errors_only_of_a_form_that_was_sent() -> None:
    macro = environment().from_string(
        '{% from "design/forms.html" import error_summary %}{{ error_summary(form, extra) }}'
    )
    assert macro.render(form=Everything(), extra=[]).strip() == ""
    assert 'href="#id_title"' in macro.render(form=Everything({}, {}), extra=[])
    assert "Too late" in macro.render(form=None, extra=["Too late"])
