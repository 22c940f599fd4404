"""Puts before a person what the machine would do: moves that concern touched questions, merges of neighbours."""

from collections.abc import Sequence
from datetime import datetime

from answerable.pure.grouping.merging import MOST_PAIRS, merge_queue, next_threshold
from answerable.questions.current_space import InUse
from answerable.questions.models import NotTheSame, Proposal, State
from answerable.questions.vectors import fetch, from_rows

MOST_WAITING = 200
"""Open proposals of moves at most: nobody decides thousands, and the next round finds the rest again."""
MOST_COMPARED = 20_000
"""Questions whose middles are compared for merging, those last asked first."""
OPEN_STATES = (State.NEW, State.ANSWERING, State.CLEARING, State.TELLING, State.ANSWERED)

_MIDDLES = """
SELECT chosen.id, chosen.post_count, chosen.state IN ('new', 'answering'), chosen.language, avg(vector.vector)::halfvec
FROM (
  SELECT id, post_count, state, language FROM questions_question
  WHERE state = ANY(%(states)b::text[]) ORDER BY last_asked_at DESC, id DESC LIMIT %(most)b::int
) AS chosen
JOIN questions_postvector AS vector
  ON vector.question_id = chosen.id AND vector.represents AND vector.embedder = %(embedder)b::text
GROUP BY 1, 2, 3, 4 ORDER BY 1
"""

PostProposal = tuple[int, int, int, float]
"""Post, the question it is in, the question it would go to (below zero: one of its own), by how much it fits better."""


def propose_moves(moves: Sequence[PostProposal], *, at: datetime) -> None:
    """Proposes each move that no person has decided against."""
    waiting = Proposal.objects.filter(decided_at=None, post__isnull=False).count()
    refused = set(
        NotTheSame.objects.filter(post__in=[move[0] for move in moves]).values_list("post", "question")
    ) | set(Proposal.objects.filter(post__in=[move[0] for move in moves], accepted=False).values_list("post", "other"))
    confirmed = _confirmed([move[0] for move in moves])
    rows = [
        Proposal(post_id=post, question_id=now, other_id=then if then > 0 else None, strength=strength, proposed_at=at)
        for post, now, then, strength in sorted(moves, key=lambda move: (-move[3], move[0]))
        if (post, then if then > 0 else None) not in refused and post not in confirmed
    ]
    Proposal.objects.bulk_create(rows[: max(0, MOST_WAITING - waiting)], ignore_conflicts=True)


def _confirmed(posts: Sequence[int]) -> set[int]:
    placed = fetch(
        "SELECT post_id FROM questions_placing WHERE post_id = ANY(%(posts)b::bigint[])"
        " AND (how = 'person' OR confirmed_by_id IS NOT NULL)",
        posts=list(posts),
    )
    return {post for (post,) in placed}


def propose_merges(space: InUse, *, at: datetime) -> None:
    """Proposes the pairs of questions that are most alike, down to the likeness that people have taught."""
    rows = fetch(
        _MIDDLES, states=[str(state) for state in OPEN_STATES], most=MOST_COMPARED, embedder=space.geometry.embedder
    )
    if len(rows) < 2:  # noqa: PLR2004  a pair
        return
    numbers, sizes, may_go, languages, middles = (list(column) for column in zip(*rows, strict=True))
    pairs = merge_queue(
        space.geometry,
        from_rows(middles),
        sizes,
        decided=_decided({number: row for row, number in enumerate(numbers)}),
        unread={row for row, language in enumerate(languages) if language and not space.geometry.reads(language, "")},
        least=threshold(start=space.geometry.link),
    )
    fresh = [
        Proposal(question_id=numbers[pair.one], other_id=numbers[pair.other], strength=pair.likeness, proposed_at=at)
        for pair in pairs
        if (may_go[pair.one] or may_go[pair.other]) and _may_meet(languages[pair.one], languages[pair.other])
    ]
    waiting = Proposal.objects.filter(decided_at=None, post=None).count()
    Proposal.objects.bulk_create(fresh[: max(0, MOST_PAIRS - waiting)], ignore_conflicts=True)


def threshold(*, start: float) -> float:
    """How alike two questions must be to be proposed: learnt from every twenty merges that people decided, in order."""
    judged = Proposal.objects.filter(post=None, decided_at__isnull=False).order_by("decided_at", "pk")
    verdicts = list(judged.values_list("accepted", flat=True))
    likeness = start
    for at in range(0, len(verdicts) - MOST_PAIRS + 1, MOST_PAIRS):
        some = verdicts[at : at + MOST_PAIRS]
        likeness = next_threshold(likeness, accepted=sum(map(bool, some)), asked=len(some))
    return likeness


def _decided(rows: dict[int, int]) -> set[frozenset[int]]:
    """Pairs of rows that a person has judged, or that wait to be judged."""
    said = NotTheSame.objects.filter(post=None).values_list("question", "other")
    open_pairs = Proposal.objects.filter(post=None, decided_at=None).values_list("question", "other")
    return {frozenset((rows[one], rows[other])) for one, other in (*said, *open_pairs) if one in rows and other in rows}


def _may_meet(one: str, other: str) -> bool:
    return not one or not other or one == other
