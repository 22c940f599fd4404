"""A template's words in the active language: a page has a hundred, and catalogues do not change while a process runs.

Values are put in after translation and are escaped there; a percent sign in a message is written `%%`.
"""

from functools import lru_cache
from typing import Any

from django.utils import translation
from markupsafe import Markup


def gettext(message: str, /, **values: Any) -> Markup:
    """The message with its values."""
    language = translation.get_language()
    return _message(language, message) % values if values else _whole(language, message)


def ngettext(one: str, many: str, number: int, /, **values: Any) -> Markup:
    """The message that goes with the number, which it may name as `%(num)s`."""
    return _counted(translation.get_language(), one, many, number) % {"num": number, **values}


# The language is named only to tell memories apart: Django reads the active one itself.
@lru_cache(maxsize=4096)
def _message(_language: str | None, message: str) -> Markup:
    return Markup(translation.gettext(message))  # noqa: S704  a message of ours or its translation


@lru_cache(maxsize=4096)
def _whole(language: str | None, message: str) -> Markup:
    return _message(language, message) % {}


@lru_cache(maxsize=4096)
def _counted(_language: str | None, one: str, many: str, number: int) -> Markup:
    return Markup(translation.ngettext(one, many, number))  # noqa: S704  as above
