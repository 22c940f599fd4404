"""Reading age beside textstat: the same formula, two counts of syllables, on the same texts.

`python -m bench.reading_age` (with `pip install textstat`). Both give the grade of Flesch and Kincaid (1975); ours adds
five years. Texts: the examples of the rules, and paragraphs of public writing made longer by repeating their sentences.
"""

import random
import statistics
import sys
import time

from answerable.guidance.rulebook import load_rulebook
from answerable.pure.checks.reading import Reading
from answerable.pure.checks.sentences import reading_age

PIECES = (
    "We empty brown bins every other Friday. Put yours out by seven, with the lid closed.",
    "If we missed it, tell us on the same day and we will come back within two working days.",
    "The authority will determine applications in accordance with the provisions of the relevant legislation.",
    "You can appeal if you do not agree. The letter tells you how, and by when.",
    "Consideration was given to the representations received during the statutory consultation period.",
    "The pool is open to all. It is warm, and there is a hoist.",
    "Notwithstanding the foregoing, discretionary expenditure remains subject to the availability of resources.",
    "Bring your card and a photo. The desk is on the left as you come in.",
)
GRADE_TO_AGE = 5


def texts(count: int = 300, words: int = 120) -> list[str]:
    """Texts of at least `words` words, from easy to hard."""
    chance = random.Random(20_261_128)
    found = [example.text for rule in load_rulebook().rules for example in rule.examples]
    made = [text for text in found if len(text.split()) >= words]
    while len(made) < count:
        pieces: list[str] = []
        chosen = chance.sample(PIECES, chance.randrange(2, len(PIECES)))
        while sum(len(piece.split()) for piece in pieces) < words:
            pieces.append(chance.choice(chosen))
        made.append(" ".join(pieces))
    return made


def main() -> int:
    """How far the two are apart, and how fast they are."""
    try:
        import textstat
    except ImportError:
        print("textstat is not installed here; there is nothing to compare with.")
        return 0
    ours, theirs, times = [], [], {"ours": 0.0, "textstat": 0.0}
    for text in texts():
        start = time.process_time()
        ours.append(reading_age(Reading(text)))
        middle = time.process_time()
        theirs.append(textstat.flesch_kincaid_grade(text) + GRADE_TO_AGE)
        times["ours"] += middle - start
        times["textstat"] += time.process_time() - middle
    apart = [abs(one - other) for one, other in zip(ours, theirs, strict=True)]
    print(f"{len(ours)} texts of 120 words or more, ages {min(ours):.1f} to {max(ours):.1f}")
    print(f"apart by {statistics.median(apart):.2f} years in the median, {max(apart):.2f} at most")
    print(f"correlation {statistics.correlation(ours, theirs):.4f}")
    for name, seconds in times.items():
        print(f"{name}: {seconds / len(ours) * 1000:.2f} ms of CPU a text")
    return 0


if __name__ == "__main__":
    sys.exit(main())
