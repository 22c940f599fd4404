"""Says how far the reading and grouping of a file is, and what could not be read."""

import time
from collections.abc import Callable, Sequence

from answerable.listening.file_rows import Lines
from answerable.questions.files.posts import Fault

EVERY_SECONDS = 5.0
MOST_FAULTS_SAID = 1_000


class Told:
    """Tells `say` of progress every few seconds; `byte_count` is how much there is to read."""

    def __init__(self, say: Callable[[str], None], byte_count: int) -> None:
        self._say, self._byte_count = say, byte_count
        self._began = self._last = time.monotonic()

    def read(self, position: int, row_count: int) -> None:
        """So many bytes and rows were read."""
        now = time.monotonic()
        if now - self._last < EVERY_SECONDS:
            return
        self._last = now
        share = 100 * position // max(1, self._byte_count)
        self._say(f"{share:3} %: {row_count:,} rows read, {row_count / (now - self._began):,.0f} a second")

    def grouped(self, done: int, of: int) -> None:
        """So many wordings are grouped."""
        if of and done < of:
            self._say(f"{done:,} of {of:,} different wordings are grouped.")

    def say_read(self, lines: Lines, row_count: int, wording_count: int) -> None:
        """The end of reading."""
        seconds = max(time.monotonic() - self._began, 1e-3)
        self._say(
            f"{row_count:,} rows with {wording_count:,} different wordings read in {seconds:,.1f} s "
            f"({row_count / seconds:,.0f} a second)."
        )
        if lines.odd_count:
            self._say(
                f"{lines.odd_count:,} lines are not UTF-8 and were read as Windows-1252, the first is line "
                f"{lines.first_odd}. Look whether accents came out right."
            )

    def say_names(self, wanted: Sequence[str], used: Sequence[str]) -> None:
        """Which of our columns had to be named otherwise."""
        for one, other in zip(wanted, used, strict=True):
            if one != other:
                self._say(f"The file has a column “{one}” of its own: ours is called “{other}”.")


def say_faults(faults: Sequence[Fault], say: Callable[[str], None]) -> None:
    """Each row that was left without an answer of ours, with its line and why."""
    for fault in faults[:MOST_FAULTS_SAID]:
        say(f"Line {fault.line_number}: {fault.why}")
    if len(faults) > MOST_FAULTS_SAID:
        say(f"and {len(faults) - MOST_FAULTS_SAID:,} more")
