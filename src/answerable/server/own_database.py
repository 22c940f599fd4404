"""One's own PostgreSQL: tried once before anything else, so that what is wrong with it is a sentence."""

import psycopg
from psycopg import errors
from psycopg.conninfo import conninfo_to_dict

from answerable.errors import Refused

LEAST_VERSION = 16
CONNECT_SECONDS = 10


def check_own(address: str) -> None:
    """Connects, looks at the release, and sees to the vector extension.

    Raises `Refused` with what to do, which names the host and the database and never the password.
    """
    name = _name_of(address)
    try:
        with psycopg.connect(address, autocommit=True, connect_timeout=CONNECT_SECONDS) as connection:
            _check_release(connection, name)
            _see_to_vectors(connection, name)
    except psycopg.OperationalError as error:
        raise Refused(
            f"The database {name} cannot be reached ({_first_line(error)}). "
            "Check DATABASE_URL: host, port, name, user and password."
        ) from error


def _name_of(address: str) -> str:
    try:
        parts = conninfo_to_dict(address)
    except psycopg.ProgrammingError as error:
        raise Refused(
            "DATABASE_URL cannot be read. It looks like postgresql://user:password@host:5432/name; "
            "signs in the password such as @ or / are written %40 and %2F."
        ) from error
    return f"“{parts.get('dbname') or parts.get('user') or ''}” on {parts.get('host') or 'this machine'}"


def _check_release(connection: "psycopg.Connection[tuple[object, ...]]", name: str) -> None:
    release = connection.info.server_version // 10_000
    if release < LEAST_VERSION:
        raise Refused(f"The database {name} is PostgreSQL {release}. Answerable needs {LEAST_VERSION} or later.")


def _see_to_vectors(connection: "psycopg.Connection[tuple[object, ...]]", name: str) -> None:
    try:
        connection.execute("CREATE EXTENSION IF NOT EXISTS vector")
    except errors.InsufficientPrivilege as error:
        raise Refused(
            f"The database {name} lacks the extension “vector”, and its user may not add it. Ask whoever runs the "
            "server to run this there once: CREATE EXTENSION vector; then start again."
        ) from error
    except (errors.UndefinedFile, errors.FeatureNotSupported) as error:
        raise Refused(
            f"The server of {name} has no pgvector. Install it there (on Debian: the package "
            f"postgresql-{connection.info.server_version // 10_000}-pgvector), then start again."
        ) from error


def _first_line(error: psycopg.Error) -> str:
    """What the server or the network said; its text names host, port and user, and no password."""
    said = str(error).strip()
    return said.splitlines()[0] if said else type(error).__name__
