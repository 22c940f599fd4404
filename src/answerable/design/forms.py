"""Django forms written out with the design system's components."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.forms import BoundField, DecimalField, Field, FloatField, Form, IntegerField
from django.forms.renderers import TemplatesSetting
from django.utils.html import conditional_escape
from django.utils.text import capfirst
from django.utils.translation import gettext

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

# Which file of templates/design/fields writes a widget; the names are Django's `widget_type`.
_FAMILIES = {
    "textarea": "textarea",
    "select": "select",
    "nullbooleanselect": "select",
    "selectmultiple": "select",
    "radioselect": "radios",
    "checkboxselectmultiple": "checkboxes",
    "checkbox": "checkbox",
    "password": "password",
    "file": "file",
    "clearablefile": "file",
    "hidden": "hidden",
    "multiplehidden": "hidden",
}

# Attributes that have a place of their own in a component, or that would take words over from our own messages.
# Which keyboard a phone shows.
_INPUT_MODES: dict[type[Field], str] = {IntegerField: "numeric", FloatField: "decimal", DecimalField: "decimal"}

_PLACED = {"class", "id", "name", "required", "aria-describedby", "aria-invalid", "autocomplete", "inputmode"}
_PLACED |= {"spellcheck", "placeholder", "type", "rows", "disabled", "checked", "cols"}


@dataclass(frozen=True, slots=True)
class Choice:
    """The label of a choice with a hint under it, put second in the choice's pair; both may be lazy translations."""

    label: "StrOrPromise"
    hint: "StrOrPromise"

    def __str__(self) -> str:
        """The label in the active language."""
        return str(self.label)


class Renderer(TemplatesSetting):
    """Writes fields, whole forms and sets of forms with our templates; a single widget as Django does."""

    field_template_name = "design/fields/field.html"
    form_template_name = "design/fields/form.html"
    formset_template_name = "design/fields/formset.html"

    def render(self, template_name: str, context: dict[str, Any], request: Any = None) -> str:
        """The text of a template; a field's context is widened by what its component needs."""
        field = context.get("field")
        if template_name == self.field_template_name and isinstance(field, BoundField):
            context = {**context, **field_context(field)}
        return str(super().render(template_name, context, request))


def field_context(field: BoundField) -> dict[str, Any]:
    """What the component of one field is told: family, ids, hint, first error, value, choices and attributes."""
    widget = field.field.widget
    own = widget.attrs
    # data-heading, data-small and their like are messages to these templates, not to the browser.
    told = {key.removeprefix("data-"): value for key, value in own.items() if key.startswith("data-")}
    described = [str(own["aria-describedby"])] if "aria-describedby" in own else []
    return {
        "family": _FAMILIES.get(field.widget_type, "input"),
        "id": field.auto_id or field.html_name,
        "name": field.html_name,
        "label": field.label,
        # Help may be words or HTML that Django made (the rules for passwords); words are escaped here.
        "hint": conditional_escape(field.help_text) if field.help_text else "",
        "error": capfirst(next(iter(_said(field)), "")),
        "value": field.value(),
        "kind": _kind(field),
        "inputmode": own.get("inputmode") or _INPUT_MODES.get(type(field.field)),
        "classes": own.get("class", ""),
        "described_by": " ".join(described),
        "told": told,
        "own": own,
        "attributes": _attributes(field, own),
        "choices": _choices(field),
    }


def _attributes(field: BoundField, own: dict[str, Any]) -> dict[str, Any]:
    """The remaining attributes of the widget, in the form the component macros take."""
    rest = {key: value for key, value in own.items() if key not in _PLACED and not key.startswith("data-")}
    # The browser would cut a long text off without a word; the length is counted and refused in words instead.
    rest.pop("maxlength", None)
    rest.pop("minlength", None)
    if field.errors:
        rest["aria-invalid"] = "true"
    return {key: True if value is True else str(value) for key, value in rest.items() if value not in (None, False)}


def _choices(field: BoundField) -> list[dict[str, Any]]:
    """Every choice as value, text, hint and whether it is chosen; the group's name where choices are grouped."""
    widget = field.field.widget
    if not hasattr(widget, "optgroups"):
        return []
    chosen = widget.format_value(field.value())
    made: list[dict[str, Any]] = []
    for group, options, _index in widget.optgroups(field.html_name, chosen or []):
        made += [
            {
                "value": str(option["value"]),
                "text": str(option["label"]),
                "hint": getattr(option["label"], "hint", ""),
                "chosen": option["selected"],
                "disabled": bool(option["attrs"].get("disabled")),
                "group": group or "",
            }
            for option in options
        ]
    return made


def errors_of(form: Form) -> list[dict[str, str]]:
    """Every error of a form as text and the id of the field it leads to ('' for errors of the whole form)."""
    listed = [{"text": str(error), "id": ""} for error in form.non_field_errors()]
    for field in form:
        label = str(field.label).rstrip(":?")
        # The label is put before, because the list is read away from its fields.
        said = [gettext("%(label)s: %(error)s") % {"label": label, "error": error} for error in _said(field)]
        listed += [{"text": text, "id": field.auto_id or field.html_name} for text in said]
    return listed


def _said(field: BoundField) -> list[str]:
    """The errors of a field; where Django would say only "This field is required", what to do about it."""
    said = []
    for error in field.errors.as_data():
        missing = error.code == "required" and error.message == Field.default_error_messages["required"]
        said += [_missing(field)] if missing else [str(text) for text in error.messages]
    return said


def _missing(field: BoundField) -> str:
    match _FAMILIES.get(field.widget_type, "input"):
        case "radios" | "select":
            return gettext("choose one")
        case "checkboxes":
            return gettext("choose at least one")
        case "checkbox":
            return gettext("tick this to go on")
        case "file":
            return gettext("choose a file")
        case _:
            return gettext("fill this in")


def _kind(field: BoundField) -> str:
    """The type of an input; numbers are text to the browser, whose number fields lose what was typed wrongly."""
    kind = field.field.widget.attrs.get("type") or getattr(field.field.widget, "input_type", None) or "text"
    return "text" if kind == "number" else str(kind)
