"""Makes a file of short posts that resemble those of a public body, the same each time; some ask alike, many do not."""

import csv
import random
import sys
from pathlib import Path

from answerable.pure.grouping.background import background_sentences

ADDED = (
    "", "", "", " please", " as soon as possible", " for my mother", " for our street", " if I moved last month",
    " on the phone", " near the station", " without the app", " since the office closed", " after the storm",
    " before the holidays", " for two people", " with a pushchair", " as a student", " as a tenant", " again",
    " in our village", " when nobody answers", " for a small business", " from abroad", " for the whole family",
)  # fmt: skip
ASKED = (
    "{}", "{}?", "Hi, {}", "{} - does anybody know?", "Sorry to ask: {}", "{} and what do I need", "{} or who can tell",
    "I would like to know {}", "my neighbour asks {}", "could you say {}", "still no reply: {}", "tell me {}",
)  # fmt: skip


def many_posts(count: int) -> list[str]:
    """`count` posts, nearly all with a wording of their own."""
    chance = random.Random(7)
    things = background_sentences()
    return [
        chance.choice(ASKED).format(chance.choice(things) + chance.choice(ADDED)) + chance.choice(ADDED)
        for _ in range(count)
    ]


def write_posts(path: Path, count: int) -> None:
    """The posts as a CSV file with an id."""
    with path.open("w", newline="", encoding="utf-8") as file:
        lines = csv.writer(file)
        lines.writerow(["id", "text"])
        lines.writerows(enumerate(many_posts(count)))


if __name__ == "__main__":
    write_posts(Path(sys.argv[1]), int(sys.argv[2]))
