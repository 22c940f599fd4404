"""Groups the posts of a file: the same file with the columns `question`, `topic` and `group` behind its own."""

import os
from collections.abc import Callable
from contextlib import ExitStack

from answerable.errors import Refused
from answerable.pure.grouping.minilm import open_minilm
from answerable.pure.grouping.space import starting_space
from answerable.questions.files.asking import NOT_ASKING, Asking, group_by_answers
from answerable.questions.files.named import names_of
from answerable.questions.files.posts import NOT_READ, Posts, read_posts
from answerable.questions.files.progress import Told, say_faults
from answerable.questions.files.table import STANDARD, Table, open_table
from answerable.questions.files.whole import MOST_TOGETHER, group_in_order, group_whole
from answerable.questions.files.widen import Widened, written

COLUMNS = ("question", "topic", "group")
"""`group` is the question once more, for whatever reads a column of that name."""
USUAL_TEXT = ("text", "message", "post", "body", "content", "comment", "question", "query", "tweet", "full_text")

Say = Callable[[str], None]


def group_file(
    source: str,
    target: str,
    *,
    text_column: str = "",
    language_column: str = "",
    online: bool = False,
    together: int = MOST_TOGETHER,
    asking: Asking = NOT_ASKING,
    say: Say,
) -> None:
    """Writes `source` to `target` with a question and a topic for each row that holds a post. Raises `Refused`.

    The whole file is grouped at once; `online`: each post as it comes. `say` is told how it goes, and each row that
    could not be read, which keeps its place with our columns empty. More than `together` are grouped in regions.
    `asking`: what people said of pairs of posts, and which they are best asked about next.
    """
    asking.check()
    if asking.wanted and online:
        raise Refused("Pairs are asked about when all posts are looked at together: leave out --online.")
    folder = folder_of(target)
    with ExitStack() as stack:
        out = stack.enter_context(written(target))
        table = stack.enter_context(open_table(source, folder))
        text = table.column("the text of the posts", text_column, USUAL_TEXT)
        embedder = open_minilm()
        told = Told(say, table.byte_count)
        reading = read_posts(table, text, language_column, embedder=embedder, folder=folder, progress=told.read)
        posts = stack.enter_context(reading)
        told.say_read(table.lines, len(posts.wording_of_row), len(posts))
        space = starting_space(embedder)
        if asking.wanted:
            grouped = group_by_answers(posts, space, asking, step=told.grouped, say=say, together=together)
        else:
            grouped = _GROUPINGS[online](posts, space, step=told.grouped, together=together)
        questions, topics = names_of(posts, grouped)
        widened = Widened(table, out, COLUMNS, taken_names(table, posts))
        for row, wording in zip(table.rows(), posts.wording_of_row, strict=True):
            asked = questions[grouped.questions[wording]] if wording != NOT_READ else ""
            topic = topics[grouped.topics[wording]] if wording != NOT_READ else ""
            widened.row(row, (asked, topic, asked))
        say_faults(posts.faults, say)
        told.say_names(COLUMNS, widened.names)
        say(f"{len(posts.wording_of_row) - len(posts.faults):,} posts, {len(questions):,} questions.")


_GROUPINGS = {True: group_in_order, False: group_whole}


def folder_of(target: str) -> str | None:
    """Where what does not fit into memory is put: beside the output, as the folder of temporary files may be memory."""
    folder = os.path.dirname(os.path.realpath(target))  # noqa: PTH120
    return None if target == STANDARD or not os.access(folder, os.W_OK) else folder


def taken_names(table: Table, posts: Posts) -> list[str]:
    """The names of the file's own columns; in JSON Lines those of every object."""
    return [*table.columns, *sorted(posts.names)]
