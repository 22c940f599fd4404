"""Addresses of our pages by name: each page names a dozen that are always the same."""

from functools import lru_cache
from typing import Any

from django.conf import settings
from django.urls import get_script_prefix, get_urlconf, reverse


def address(name: str, *args: Any, **kwargs: Any) -> str:
    """The path of the page called `name`; raises NoReverseMatch when there is none."""
    if args or kwargs:
        return reverse(name, args=args, kwargs=kwargs)
    return _fixed(name, get_urlconf() or settings.ROOT_URLCONF, get_script_prefix())


# The prefix is named only to tell memories apart: Django reads it itself.
@lru_cache(maxsize=512)
def _fixed(name: str, pages: str, _prefix: str) -> str:
    return reverse(name, pages)
