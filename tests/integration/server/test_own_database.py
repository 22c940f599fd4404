"""A PostgreSQL of one's own that cannot be used is said in a sentence, without the password."""

import os
import uuid
from collections.abc import Iterator

import psycopg
import pytest
from psycopg import sql
from psycopg.conninfo import make_conninfo

from answerable.errors import Refused
from answerable.server.own_database import check_own

SERVER = os.environ["DATABASE_URL"]


@pytest.fixture
def named() -> Iterator[str]:
    """A fresh role with an empty database of its own, both of one name."""
    name = f"own_{uuid.uuid4().hex[:8]}"
    role = sql.Identifier(name)
    with psycopg.connect(SERVER, autocommit=True) as connection:
        connection.execute(sql.SQL("CREATE ROLE {} LOGIN").format(role))
        connection.execute(sql.SQL("CREATE DATABASE {} OWNER {}").format(role, role))
        yield name
        connection.execute(sql.SQL("DROP DATABASE {}").format(role))
        connection.execute(sql.SQL("DROP ROLE {}").format(role))


def test_a_database_that_has_the_extension_is_taken_by_a_plain_role(named: str) -> None:
    with psycopg.connect(make_conninfo(SERVER, dbname=named), autocommit=True) as connection:
        connection.execute("CREATE EXTENSION vector")
    check_own(make_conninfo(SERVER, dbname=named, user=named))


def test_a_role_that_may_not_add_the_extension_is_told_whom_to_ask(named: str) -> None:
    with pytest.raises(Refused, match="CREATE EXTENSION vector"):
        check_own(make_conninfo(SERVER, dbname=named, user=named))


def test_a_server_that_does_not_answer_is_named() -> None:
    with pytest.raises(Refused, match=r"“desk” on 127\.0\.0\.1 cannot be reached"):
        check_own("postgresql://someone:hunter2@127.0.0.1:1/desk")


def test_a_database_that_is_not_there_is_named() -> None:
    with pytest.raises(Refused, match=r"cannot be reached .*does not exist"):
        check_own(make_conninfo(SERVER, dbname="never_was"))


@pytest.mark.parametrize(
    "address", ["postgresql://someone:hunter2@127.0.0.1:1/desk", "postgresql://a:hunter2@@x:y/z", "hunter2"]
)
def test_the_password_is_never_said(address: str) -> None:
    with pytest.raises(Refused) as refused:
        check_own(address)
    assert "hunter2" not in refused.value.reason
