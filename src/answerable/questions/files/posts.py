"""Reads the posts of a file once: each wording's vector and words are put on the disk, so that memory stays small."""

import os
import tempfile
from array import array
from collections import Counter, deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field

import numpy as np

from answerable.listening.file_rows import Reject, Row
from answerable.listening.words import Words, words_of
from answerable.pure.grouping.embedder import Embedder, Vectors
from answerable.questions.files.table import Table

TEXT_READ = 2_000
"""Characters of a post that are read; the model sees no more."""
TEXT_KEPT = 500
"""Characters of a post in which a number, a place or a "not" may tell two apart."""
PREVAILING = 0.9
"""Share of one language among the posts that show theirs from which the others are taken to be in it as well."""
BATCH = 32
NOT_READ = -1

Progress = Callable[[int, int], None]
"""Is told the bytes and rows read so far."""


@dataclass(frozen=True, slots=True)
class Fault:
    """A row that has no post in it, and why, in a sentence that does not repeat it."""

    line_number: int
    why: str


@dataclass(slots=True)
class Posts:
    """The different wordings of a file, numbered from 0 as they first come, and which of them each row has.

    In memory stand some 200 bytes a wording and 8 a row; texts and vectors (half precision) are on the disk.
    """

    dimension: int
    _texts: "_Spill"
    _vectors: "_Spill"
    wording_of_row: "array[int]" = field(default_factory=lambda: array("q"))
    faults: list[Fault] = field(default_factory=list)
    languages: list[str] = field(default_factory=list)
    names: set[str] = field(default_factory=set)
    _ends: "array[int]" = field(default_factory=lambda: array("Q", [0]))

    def __len__(self) -> int:
        return len(self.languages)

    def vectors(self, first: int, last: int) -> Vectors:
        """Unit vectors of the wordings from `first` to before `last`, float32[n, dimension]."""
        width = 2 * self.dimension
        found = np.frombuffer(self._vectors.read(first * width, last * width), np.float16)
        return found.reshape(-1, self.dimension).astype(np.float32)

    def vectors_of(self, wordings: Sequence[int]) -> Vectors:
        """The same for these wordings, in their order."""
        chosen = np.empty((len(wordings), self.dimension), np.float32)
        for at, wording in enumerate(wordings):
            chosen[at] = self.vectors(wording, wording + 1)[0]
        return chosen

    def text(self, wording: int) -> str:
        """The first characters of a wording, redacted."""
        return self._texts.read(self._ends[wording], self._ends[wording + 1]).decode(errors="replace")

    def assume_prevailing(self) -> None:
        """Where nearly all posts are in one language, takes those that do not say theirs for posts in it."""
        known = Counter(language for language in self.languages if language)
        language, count = next(iter(known.most_common(1)), ("", 0))
        if count >= PREVAILING * known.total():
            self.languages = [one or language for one in self.languages]

    def keep(self, words: Sequence[Words], vectors: Vectors) -> None:
        """Puts the next wordings on the disk."""
        for one in words:
            self._ends.append(self._ends[-1] + self._texts.append(one.masked_text[:TEXT_KEPT].encode()))
        self._vectors.append(vectors.astype(np.float16).tobytes())


class _Spill:
    """Bytes in a file without a name, written at the end and read anywhere."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor, self._length = descriptor, 0

    def append(self, content: bytes) -> int:
        """Writes all of `content` and says how long it is."""
        rest = memoryview(content)
        while rest:
            written = os.pwrite(self._descriptor, rest, self._length)
            self._length, rest = self._length + written, rest[written:]
        return len(content)

    def read(self, first: int, last: int) -> bytes:
        """The bytes from `first` to before `last`."""
        parts = []
        while first < last and (part := os.pread(self._descriptor, last - first, first)):
            parts.append(part)
            first += len(part)
        return b"".join(parts)


@contextmanager
def read_posts(
    table: Table, text: str, language: str, *, embedder: Embedder, folder: str | None, progress: Progress
) -> Iterator[Posts]:
    """The posts in the column `text` of every row; `language` is the column of their languages, "" for none.

    The model runs in as many threads as there are cores, while this one reads and writes in the order of the file.
    """
    with tempfile.TemporaryFile(dir=folder) as texts, tempfile.TemporaryFile(dir=folder) as vectors:
        posts = Posts(embedder.dimension, _Spill(texts.fileno()), _Spill(vectors.fileno()))
        cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
        workers = ThreadPoolExecutor(max_workers=cores)
        try:
            waiting: deque[tuple[list[Words], Future[Vectors]]] = deque()
            for batch in _batches(table, text, language, posts, progress):
                waiting.append((batch, workers.submit(embedder.embed, [one.masked_text for one in batch])))
                if len(waiting) > 2 * cores:
                    _keep_next(posts, waiting)
            while waiting:
                _keep_next(posts, waiting)
        finally:
            workers.shutdown(cancel_futures=True)
        posts.assume_prevailing()
        yield posts


def _keep_next(posts: Posts, waiting: deque[tuple[list[Words], Future[Vectors]]]) -> None:
    words, vectors = waiting.popleft()
    posts.keep(words, vectors.result())


def _batches(table: Table, text: str, language: str, posts: Posts, progress: Progress) -> Iterator[list[Words]]:
    """New wordings, some at a time; notes for every row which wording it has."""
    known: dict[bytes, int] = {}
    batch: list[Words] = []
    for row_count, row in enumerate(table.rows(), start=1):
        if row_count % BATCH == 0:
            progress(table.lines.position, row_count)
        if isinstance(row, Row) and not table.delimiter:
            posts.names.update(row.values)
        if isinstance(row, Reject) or _is_empty(row, text):
            posts.faults.append(_fault_of(row))
            posts.wording_of_row.append(NOT_READ)
            continue
        words = words_of(row.values[text][:TEXT_READ], claimed=row.values.get(language) or None)
        wording = _known(words, known, len(posts))
        posts.wording_of_row.append(wording)
        if wording == len(posts):
            posts.languages.append(words.language)
            batch.append(words)
        if len(batch) == BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def _is_empty(row: Row, text: str) -> bool:
    return not row.values.get(text, "").strip("\x00 \t\r\n")


def _fault_of(row: Row | Reject) -> Fault:
    why = row.why if isinstance(row, Reject) else "The column for the text is empty."
    return Fault(row.line_number, why)


def _known(words: Words, known: dict[bytes, int], count: int) -> int:
    """The number of the same wording in the same language, or the next one; emoji alone are nothing's copy."""
    if not words.same_wording:
        return count
    return known.setdefault(bytes.fromhex(words.same_wording) + words.language.encode(), count)
