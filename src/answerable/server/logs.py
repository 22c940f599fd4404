"""How errors are written down: where and of which kind, never in words that may be a citizen's."""

import logging
import re
import traceback
from types import TracebackType

import psycopg

from answerable.errors import Failed, Refused

ExceptionInfo = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]

_SECRET = re.compile(r"/(follow|way-in)/[^/\s]+")


class Discreet(logging.Formatter):
    """Formats an exception as its frames and its kind.

    Messages are left out: PostgreSQL puts the whole row into its detail, and a parser the text it stumbled over. Ours
    (`Refused`, `Failed`) are sentences without anybody's words and stay; of a database error its code and constraint.
    """

    def format(self, record: logging.LogRecord) -> str:
        """The line, without the secret of a private link that may stand in an address."""
        return _SECRET.sub(r"/\1/…", super().format(record))

    def formatException(self, ei: ExceptionInfo) -> str:  # noqa: N802  the library's own name
        """The chain of exceptions, the first one first."""
        chain: list[BaseException] = []
        error = ei[1]
        while error is not None and error not in chain:
            chain.append(error)
            error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
        return "\n".join("".join(traceback.format_tb(one.__traceback__)) + said(one) for one in reversed(chain))


def said(error: BaseException) -> str:
    """What may be written of one exception."""
    kind = type(error).__name__
    if isinstance(error, (Refused, Failed)):
        return f"{kind}: {error}"
    if isinstance(error, psycopg.Error):
        return f"{kind} (SQLSTATE {error.sqlstate}, constraint {error.diag.constraint_name})"
    if isinstance(error, BaseExceptionGroup):
        return f"{kind}: " + "; ".join(said(one) for one in error.exceptions)
    return kind
