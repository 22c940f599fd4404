"""Matches the posts of a file with answers: the same file with the columns `answer` and `certainty` behind its own."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass

from answerable.errors import Refused
from answerable.listening.file_rows import Reject
from answerable.pure.grouping.embedder import Embedder
from answerable.pure.grouping.minilm import open_minilm
from answerable.questions.files.group_file import USUAL_TEXT, folder_of, taken_names
from answerable.questions.files.known_answers import Confirmed, Known, KnownAnswers
from answerable.questions.files.posts import NOT_READ, TEXT_READ, Posts, read_posts
from answerable.questions.files.progress import Told, say_faults
from answerable.questions.files.table import Table, open_table
from answerable.questions.files.widen import Widened, written

COLUMNS = ("answer", "certainty")
USUAL_ANSWER = ("answer", "name", "id", "label", "title")
USUAL_WORDING = ("wording", "question", *USUAL_TEXT)
LEAST_CERTAINTY = 0.5
"""Below it no answer is named: more likely than not, the best one does not fit."""

Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Columns:
    """Which columns mean what, in the files of answers and of posts; "" for those with a usual name."""

    text: str = ""
    language: str = ""
    answer: str = ""
    wording: str = ""


def match_file(
    answers: str,
    source: str,
    target: str,
    *,
    confirmed: str = "",
    columns: Columns = Columns(),
    least: float = LEAST_CERTAINTY,
    say: Say,
) -> None:
    """Writes `source` to `target` with the answer that fits each post, empty for none, and how certain that is.

    `answers` has a row for each wording of each answer; `confirmed`, if given, posts with the answer that a person said
    fits, empty for none. Raises `Refused`. Nothing is told to anyone by this.
    """
    if not 0 <= least <= 1:
        raise Refused("The least certainty is a number from 0 to 1.")
    folder = folder_of(target)
    with ExitStack() as stack:
        out = stack.enter_context(written(target))
        embedder = open_minilm()
        known = _known(answers, columns, embedder, say)
        if confirmed:
            known.learn(_confirmed(confirmed, columns), say=say)
        table = stack.enter_context(open_table(source, folder))
        text = table.column("the text of the posts", columns.text, USUAL_TEXT)
        told = Told(say, table.byte_count)
        reading = read_posts(table, text, columns.language, embedder=embedder, folder=folder, progress=told.read)
        posts = stack.enter_context(reading)
        told.say_read(table.lines, len(posts.wording_of_row), len(posts))
        _write(table, posts, known, Widened(table, out, COLUMNS, taken_names(table, posts)), least, told)
        say_faults(posts.faults, say)


def _write(table: Table, posts: Posts, known: KnownAnswers, widened: Widened, least: float, told: Told) -> None:
    fits: dict[int, tuple[str, float]] = {}
    for row, wording in zip(table.rows(), posts.wording_of_row, strict=True):
        if wording == NOT_READ:
            widened.row(row, ("", ""))
            continue
        if wording not in fits:
            fits[wording] = known.best(posts.text(wording), posts.languages[wording], posts.vectors_of([wording])[0])
        name, certainty = fits[wording]
        widened.row(row, (name if certainty >= least else "", f"{certainty:.3f}"))
    told.say_names(COLUMNS, widened.names)


def _known(source: str, columns: Columns, embedder: Embedder, say: Say) -> KnownAnswers:
    with open_table(source, None) as table:
        answer = table.column("the name of the answer", columns.answer, USUAL_ANSWER)
        wording = table.column("a wording of what it answers", columns.wording, USUAL_WORDING)
        if answer == wording:
            raise Refused("The answers need two columns: the answer's name, and a question as people word it.")
        rows = [Known(name, text) for name, text in _pairs(table, answer, wording, say) if name]
    if not rows:
        raise Refused("There is no answer in the file of answers: each row needs a name and a wording.")
    return KnownAnswers(rows, embedder)


def _confirmed(source: str, columns: Columns) -> list[Confirmed]:
    with open_table(source, None) as table:
        answer = table.column("the name of the answer", columns.answer, USUAL_ANSWER)
        text = table.column("the text of the posts", columns.text, USUAL_TEXT)
        return [Confirmed(name, words) for name, words in _pairs(table, answer, text, lambda _line: None)]


def _pairs(table: Table, name: str, text: str, say: Say) -> Iterator[tuple[str, str]]:
    """Name and text of every row that has a text."""
    for row in table.rows():
        if isinstance(row, Reject):
            say(f"Answers, line {row.line_number}: {row.why}")
        elif words := row.values.get(text, "").strip():
            yield row.values.get(name, "").strip(), words[:TEXT_READ]
