"""Names the questions and topics of a file: a question by its clearest post, a topic by its telling words."""

import re
from array import array
from collections.abc import Iterable, Sequence

from answerable.pure.grouping.titles import title_from
from answerable.pure.grouping.topics import telling_words
from answerable.questions.files.posts import Posts
from answerable.questions.files.whole import Grouped

MOST_READ_FOR_TITLE, MOST_READ_FOR_TOPIC = 12, 60
_PLACEHOLDER = re.compile(r"\[[^\]\n]{3,40}\]")
"""What redaction put in place of a detail."""


def names_of(posts: Posts, grouped: Grouped) -> tuple[list[str], list[str]]:
    """The names of questions and of topics by their numbers; none occurs twice."""
    titles = [_title(posts, wordings) for wordings in members_of(grouped.questions)]
    of_topic = [_spread(wordings, MOST_READ_FOR_TOPIC) for wordings in members_of(grouped.topics)]
    words = telling_words([[_PLACEHOLDER.sub(" ", posts.text(one)) for one in some] for some in of_topic])
    topics = [
        ", ".join(telling) or titles[grouped.questions[some[0]]] for telling, some in zip(words, of_topic, strict=True)
    ]
    return unlike(titles), unlike(topics)


def members_of(numbers: Iterable[int]) -> "list[array[int]]":
    """The wordings with each number, in order."""
    members: list[array[int]] = []
    for wording, number in enumerate(numbers):
        while number >= len(members):
            members.append(array("q"))
        members[number].append(wording)
    return members


def unlike(names: Sequence[str]) -> list[str]:
    """The names, with a number behind each that came before."""
    used: set[str] = set()
    last: dict[str, int] = {}
    told = []
    for name in names:
        number, found = last.get(name, 1), name
        while found in used:
            number += 1
            found = f"{name} ({number})"
        last[name] = number
        used.add(found)
        told.append(found)
    return told


def _title(posts: Posts, wordings: Sequence[int]) -> str:
    some = _spread(wordings, MOST_READ_FOR_TITLE)
    texts = [posts.text(wording) for wording in some]
    return title_from(texts, list(posts.vectors_of(some)) if len(some) > 1 else ())


def _spread(wordings: Sequence[int], most: int) -> Sequence[int]:
    return wordings[:: -(-len(wordings) // most)]
