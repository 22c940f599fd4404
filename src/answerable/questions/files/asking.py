"""Groups a file by people's yes and no to pairs of its posts, and says which pairs they are best asked about next."""

import csv
from array import array
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from answerable.errors import Refused
from answerable.listening.file_rows import Reject
from answerable.listening.words import words_of
from answerable.pure.grouping.dial import AT_MOST, Answer, best_asked, dialled
from answerable.pure.grouping.nearest import nearest_posts
from answerable.pure.grouping.refining import Told, close_pairs
from answerable.pure.grouping.smoothing import smoothed
from answerable.pure.grouping.space import Space
from answerable.pure.grouping.topics import topics_of
from answerable.pure.grouping.tree import Join, joined_tree
from answerable.pure.text.near_copy import normalised_key
from answerable.questions.files.arriving import Arriving, in_order
from answerable.questions.files.posts import TEXT_KEPT, Posts
from answerable.questions.files.table import open_table
from answerable.questions.files.whole import MOST_TOGETHER, Grouped, Step, majority, settle, sorted_by_language
from answerable.questions.files.widen import written

ONE, OTHER, SAME = "one", "other", "same"
_YES = frozenset({"yes", "y", "1", "true", "same"})
_NO = frozenset({"no", "n", "0", "false", "different"})

Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Asking:
    """What people said (files of pairs), how many more pairs they may be asked, and where those are written."""

    decisions: Sequence[str] = ()
    ask: int = 0
    ask_into: str = ""
    at_most: float = AT_MOST

    def check(self) -> None:
        """Raises `Refused` where these do not go together."""
        if not 0 < self.at_most < 1:
            raise Refused("The share that may be told wrongly is a number between 0 and 1, such as 0.1.")
        if self.ask < 0 or bool(self.ask) != bool(self.ask_into):
            raise Refused("To be asked about pairs, say how many with --ask and into which file with --ask-into.")

    @property
    def wanted(self) -> bool:
        """Whether people have a say at all."""
        return bool(self.decisions or self.ask)


NOT_ASKING = Asking()


def group_by_answers(
    posts: Posts, space: Space, asking: Asking, *, step: Step, say: Say, together: int = MOST_TOGETHER
) -> Grouped:
    """Questions and topics of all posts after what people said. What the model does not read is placed by wording."""
    read, unread = sorted_by_language(posts, space)
    if len(read) > together:
        raise Refused(f"Pairs can be asked about in files of up to {together:,} different posts. This one has more.")
    said = list(_answers(asking.decisions, posts, read, say)) if asking.decisions else []
    questions, topics = array("q", [-1]) * len(posts), array("q", [-1]) * len(posts)
    unused = len(read)
    if read:
        vectors = posts.vectors_of(read)
        told = [Told(posts.text(wording), posts.languages[wording]) for wording in read]
        space = settle(space, vectors, told)[1]
        joins = tree_of(space, vectors, told)
        outcome = dialled(len(read), joins, said, at_most=asking.at_most)
        say(f"About {outcome.wrongly:.0%} of the posts are likely in a question that they do not ask.")
        if asking.ask:
            pairs = best_asked(outcome, asking.ask, chance=np.random.default_rng(len(said)))
            write_pairs(asking.ask_into, [(told[one].text, told[other].text) for one, other in pairs])
        found = majority(outcome.groups, topics_of(space, vectors))
        for wording, number, topic in zip(read, outcome.groups, found, strict=True):
            questions[wording], topics[wording] = number, topic
        step(len(read), len(read))
    arriving = Arriving(posts, space)
    arriving.place(unread, refined_until=-1)
    for wording, number in arriving.question_of.items():
        questions[wording] = topics[wording] = unused + number
    return Grouped(in_order(questions), in_order(topics))


def write_pairs(target: str, pairs: Sequence[tuple[str, str]]) -> None:
    """Writes a CSV file of pairs to be answered: `same` is empty, for a person's yes or no."""
    with written(target) as out:
        rows = csv.writer(out, lineterminator="\n")
        rows.writerow((ONE, OTHER, SAME))
        rows.writerows((one, other, "") for one, other in pairs)


def tree_of(space: Space, vectors: np.ndarray, told: Sequence[Told]) -> list[Join]:
    """The tree of raw vectors float32[n, d] in the space that they make, read with their neighbours."""
    points = space.represent(vectors)
    ones, others, strengths = nearest_posts(points)
    near = smoothed(points, ones, others, strengths)
    kept = close_pairs(ones, others, [one.text for one in told])
    return joined_tree(near, ones[kept], others[kept])


def _answers(files: Sequence[str], posts: Posts, read: Sequence[int], say: Say) -> Iterator[Answer]:
    """The answered pairs of the files as rows of `read`; what cannot be used is counted aloud."""
    place = {normalised_key(posts.text(wording)): row for row, wording in enumerate(read)}
    unknown = open_count = 0
    for file in files:
        for one, other, word in _pairs(file):
            rows = place.get(one), place.get(other)
            if word not in _YES | _NO:
                open_count += 1
            elif rows[0] is None or rows[1] is None:
                unknown += 1
            elif rows[0] != rows[1]:
                yield Answer(rows[0], rows[1], word in _YES)
    if open_count:
        say(f"{open_count:,} pairs have no yes or no in the column “{SAME}” and were left out.")
    if unknown:
        say(f"{unknown:,} pairs name a post that is not in the file and were left out.")


def _pairs(file: str) -> Iterator[tuple[str, str, str]]:
    with open_table(file, None) as table:
        one, other = table.column("one post", "", (ONE,)), table.column("the other post", "", (OTHER,))
        same = table.column("yes or no", "", (SAME,))
        for row in table.rows():
            if not isinstance(row, Reject):
                yield _key(row.values.get(one, "")), _key(row.values.get(other, "")), _word(row.values.get(same, ""))


def _key(text: str) -> str:
    return normalised_key(words_of(text, claimed=None).masked_text[:TEXT_KEPT])


def _word(said: str) -> str:
    return said.strip().casefold()
