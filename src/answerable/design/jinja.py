"""The template environment every page and form is rendered with."""

from functools import cache
from pathlib import Path
from typing import Any

import django.forms
from django.apps import apps
from django.templatetags.static import static
from django.utils import translation
from jinja2 import (
    BaseLoader,
    ChoiceLoader,
    Environment,
    FileSystemLoader,
    PackageLoader,
    PrefixLoader,
    TemplateRuntimeError,
    Undefined,
)

from answerable.design import forms, marks, rows, translated, wording
from answerable.design.addresses import address
from answerable.design.pagination import with_query


def environment(**options: Any) -> Environment:
    """Make the environment; `options` are those Django's Jinja2 backend gives, its loader (DIRS) is asked first.

    Templates come from the `templates` folder of every installed room of ours. Those of other packages are left to
    Django's own engine: they are written in another language that this one would stumble over.
    """
    options.pop("autoescape", None)
    given: BaseLoader = options.pop("loader", None) or FileSystemLoader([])
    made = Environment(
        loader=ChoiceLoader([given, FileSystemLoader(_folders()), *_components()]),
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.do", "jinja2.ext.loopcontrols"],
        autoescape=True,
        **options,
    )
    made.globals.update(
        {"url": address, "static": _static, "with_query": with_query, "language": translation.get_language},
        _=translated.gettext,
        gettext=translated.gettext,
        ngettext=translated.ngettext,
        marks=marks,
        written_rows=rows,
    )
    made.filters.update(wording.FILTERS, errors_of=forms.errors_of, with_context=_with_context)
    return made


@cache
def _static(path: str) -> str:
    """The hashed address of a file, which does not change while a process runs; a page names ten."""
    return static(path)


def _with_context(value: Any) -> Any:
    """The value, which a macro takes from the page it stands in; a form without its secret would be refused later."""
    if isinstance(value, Undefined):
        raise TemplateRuntimeError('import this macro "with context": it needs csrf_input')
    return value


def _folders() -> list[Path]:
    ours = [Path(room.path) for room in apps.get_app_configs() if room.name.startswith("answerable.")]
    return [room / "templates" for room in ours]


def _components() -> list[BaseLoader]:
    """The design system's macros, and Django's own widget templates for a widget that has no file of ours."""
    macros = PrefixLoader({"govuk_frontend_jinja": PackageLoader("govuk_frontend_jinja")})
    return [macros, FileSystemLoader(Path(django.forms.__file__).parent / "jinja2")]
