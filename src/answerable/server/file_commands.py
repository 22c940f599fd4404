"""The commands that need no desk: group the posts of a file, match them with answers."""

import argparse
import signal
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

from answerable.errors import Failed, Refused

if TYPE_CHECKING:
    from answerable.server.environment import Environment

OK, FAILED, REFUSED, STOPPED = 0, 1, 2, 130


def add_file_commands(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Adds `group` and `match` to the command line."""
    group = _add(
        commands,
        "group",
        "write a file of posts again with the question and the topic of each",
        "Writes a CSV or JSON Lines file of posts again with the columns question, topic and group behind its own. "
        "Needs no database and no server.",
    )
    group.add_argument("--online", action="store_true", help="place each post as it comes; without it, all at once")
    group.add_argument(
        "--decisions",
        action="append",
        default=[],
        help="a file of pairs that people judged: one, other, same (yes or no)",
    )
    group.add_argument("--ask", type=int, default=0, help="how many pairs to ask people about next")
    group.add_argument("--ask-into", default="", help="the file for the pairs to ask about")
    group.add_argument(
        "--wrongly-told", type=float, default=0.1, help="with decisions: share that may be told wrongly (default 0.1)"
    )
    group.set_defaults(act=_group)
    match = _add(
        commands,
        "match",
        "write a file of posts again with the answer that fits each",
        "Writes a CSV or JSON Lines file of posts again with the columns answer (empty for none of them) and certainty "
        "(0 to 1) behind its own. Needs no database and no server, and tells nobody anything.",
    )
    match.add_argument("--answers", required=True, help="the file of answers: a row for each wording of each answer")
    match.add_argument("--answer-column", default="", help="the column with the answer's name")
    match.add_argument("--wording-column", default="", help="the column with a wording of what it answers")
    match.add_argument("--confirmed", default="", help="a file of posts with the answer a person said fits each")
    match.add_argument("--least-certainty", type=float, default=0.5, help="below it no answer is named (default 0.5)")
    match.set_defaults(act=_match)


def _add(
    commands: "argparse._SubParsersAction[argparse.ArgumentParser]", name: str, text: str, long: str
) -> argparse.ArgumentParser:
    parser = commands.add_parser(name, help=text, description=long)
    parser.add_argument("posts", help="the file of posts; - for the standard input")
    parser.add_argument("-o", "--output", default="-", help="the file to write; - (the default) for standard output")
    parser.add_argument("--text-column", default="", help="the column with the text; found by its name where usual")
    parser.add_argument("--language-column", default="", help="the column with the language, if there is one")
    return parser


def _group(chosen: argparse.Namespace, _settings: "Environment") -> int:
    from answerable.questions.files.asking import Asking
    from answerable.questions.files.group_file import group_file

    asking = Asking(chosen.decisions, chosen.ask, chosen.ask_into, chosen.wrongly_told)
    return _without_desk(
        lambda: group_file(
            chosen.posts,
            chosen.output,
            text_column=chosen.text_column,
            language_column=chosen.language_column,
            online=chosen.online,
            asking=asking,
            say=_say_aside,
        )
    )


def _match(chosen: argparse.Namespace, _settings: "Environment") -> int:
    from answerable.questions.files.match_file import Columns, match_file

    columns = Columns(chosen.text_column, chosen.language_column, chosen.answer_column, chosen.wording_column)
    return _without_desk(
        lambda: match_file(
            chosen.answers,
            chosen.posts,
            chosen.output,
            confirmed=chosen.confirmed,
            columns=columns,
            least=chosen.least_certainty,
            say=_say_aside,
        )
    )


def _without_desk(act: Callable[[], None]) -> int:
    """Runs `act`; what there is to say goes to the standard error, as the output may be the standard one."""
    from django.conf import settings

    # Reading files words its complaints through Django's catalogues: in English, that needs no more of it than this.
    settings.configure(USE_I18N=False)
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        act()
    except Refused as refused:
        _say_aside(refused.reason)
        return REFUSED
    except Failed as failed:
        _say_aside(failed.why)
        return FAILED
    except KeyboardInterrupt:
        _say_aside("Stopped. Nothing was written.")
        return STOPPED
    except BrokenPipeError:
        return FAILED
    return OK


def _say_aside(line: str) -> None:
    sys.stderr.write(line + "\n")
    sys.stderr.flush()
