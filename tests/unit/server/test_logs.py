"""A log says where something went wrong and of which kind, and repeats nobody's words."""

import logging
import sys

import psycopg
import pytest

from answerable.errors import Refused
from answerable.server.logs import Discreet

SECRET = "my number is 07700 900123"


def logged(error: BaseException) -> str:
    try:
        raise error
    except type(error):
        record = logging.LogRecord("test", logging.ERROR, __file__, 1, "round failed", None, sys.exc_info())
    return Discreet("{message}", style="{").format(record)


@pytest.mark.parametrize(
    "error",
    [
        ValueError(SECRET),
        psycopg.errors.NotNullViolation(SECRET),
        ExceptionGroup(SECRET, [KeyError(SECRET)]),
    ],
)
def test_the_words_of_an_error_are_left_out(error: BaseException) -> None:
    said = logged(error)
    assert SECRET not in said
    assert type(error).__name__ in said
    assert "test_logs.py" in said


def test_the_error_behind_an_error_is_discreet_too() -> None:
    try:
        raise RuntimeError(SECRET) from ValueError(SECRET)  # noqa: TRY301  the point of it
    except RuntimeError:
        record = logging.LogRecord("test", logging.ERROR, __file__, 1, "failed", None, sys.exc_info())
    said = Discreet("{message}", style="{").format(record)
    assert SECRET not in said
    assert said.index("ValueError") < said.index("RuntimeError")


def test_our_own_sentences_stay() -> None:
    assert "Name a folder" in logged(Refused("Name a folder."))
