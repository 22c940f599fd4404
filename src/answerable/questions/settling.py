"""Writes down where the posts of a batch belong, all in the caller's transaction."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any

import numpy as np

from answerable.listening.models import Post
from answerable.pure.grouping.placing import Placing as Decision
from answerable.pure.grouping.representatives import admit
from answerable.questions.arrivals import Arrivals, Verdict
from answerable.questions.counting import Tally, add_to_counts
from answerable.questions.locking import lock_to_join
from answerable.questions.models import How, Placing, PostVector, Question
from answerable.questions.naming import AGAIN_AT, name_again
from answerable.questions.nearest import representatives_of
from answerable.questions.opening import Beginning, open_questions
from answerable.questions.representing import write_scales
from answerable.questions.urgency import RUSH_ASKERS, asks_for_help, in_a_rush
from answerable.questions.vectors import fetch, to_rows
from answerable.questions.weighing import Weighed

FOLLOWER_STRENGTH = 0.6

_KEEP_VECTORS = """
INSERT INTO questions_postvector (post_id, question_id, vector, embedder, represents)
SELECT post, nullif(question, 0), vector, %(embedder)b::text, represents
FROM unnest(%(posts)b::bigint[], %(questions)b::bigint[], %(vectors)b::halfvec[], %(represents)b::boolean[])
  AS fresh(post, question, vector, represents)
ON CONFLICT (post_id) DO UPDATE
SET question_id = excluded.question_id, vector = excluded.vector, embedder = excluded.embedder,
    represents = excluded.represents
"""


@dataclass(slots=True)
class Settlement:
    """What is to be written: a placing for each post, and by question what its new posts add up to."""

    at: datetime
    placings: list[Placing] = field(default_factory=list)
    tallies: dict[int, Tally] = field(default_factory=lambda: defaultdict(Tally))

    def put(self, post: Post, question: int | None, *, urgent: bool, **how: Any) -> None:
        """Puts one post into a question, or into the queue of unsure ones."""
        self.placings.append(Placing(post_id=post.pk, question_id=question, placed_at=self.at, **how))
        if question is not None:
            self.tallies[question].add(post, urgent=urgent)


def settle(arrivals: Arrivals, weighed: Sequence[Weighed], *, embedder: str, space_id: int, at: datetime) -> None:
    """Writes everything about these posts but that they are placed."""
    urgent = {post.pk for post in _all_posts(arrivals, weighed) if asks_for_help(post.text)}
    opened = _open(weighed, urgent, at)
    joined = {question for question in _joined(arrivals, weighed) if question > 0}
    where, before = lock_to_join(joined)
    now_at = where | {number: question.pk for number, question in opened.items()}
    settlement = Settlement(at)
    for post, verdict in arrivals.decided:
        _put_decided(settlement, post, verdict, now_at, urgent)
    for post, question in arrivals.follows:
        why = {"code": "follows_its_thread"}
        settlement.put(
            post, now_at[question], urgent=post.pk in urgent, strength=FOLLOWER_STRENGTH, why=why, version="thread"
        )
    for one in weighed:
        _put_weighed(settlement, one, now_at, urgent)
    fresh = {question.pk for question in opened.values()}
    added = {number: tally for number, tally in settlement.tallies.items() if number not in fresh}
    add_to_counts(added)
    Placing.objects.bulk_create(settlement.placings)
    _keep_vectors(weighed, now_at, fresh, embedder=embedder, space_id=space_id)
    name_again([number for number, tally in added.items() if _grew_past(before[number], tally.post_count)])
    many = [
        number
        for number, tally in settlement.tallies.items()
        if before.get(number, 0) + tally.post_count >= RUSH_ASKERS
    ]
    _hurry(many, at=at)


def _all_posts(arrivals: Arrivals, weighed: Sequence[Weighed]) -> list[Post]:
    return [post for post, _ in (*arrivals.decided, *arrivals.follows)] + [one.post for one in weighed]


def _joined(arrivals: Arrivals, weighed: Sequence[Weighed]) -> set[int]:
    decided = {verdict.question for _, verdict in arrivals.decided if verdict.question}
    return decided | {question for _, question in arrivals.follows} | {one.decision.question or 0 for one in weighed}


def _open(weighed: Sequence[Weighed], urgent: Collection[int], at: datetime) -> dict[int, Question]:
    """The new questions, by the numbers below zero that the weighing gave them."""
    posts: dict[int, list[Post]] = {}
    for one in weighed:
        number = one.beginning or one.decision.question or 0
        if number < 0:
            posts.setdefault(number, []).append(one.post)
    beginnings = []
    for members in posts.values():
        tally = Tally()
        for post in members:
            tally.add(post, urgent=post.pk in urgent)
        beginnings.append(Beginning(members, tally))
    return dict(zip(posts, open_questions(beginnings, at=at) if beginnings else [], strict=True))


def _put_decided(
    settlement: Settlement, post: Post, verdict: Verdict, now_at: Mapping[int, int], urgent: Collection[int]
) -> None:
    settlement.put(
        post,
        now_at[verdict.question] if verdict.question else None,
        urgent=post.pk in urgent,
        how=How.PERSON,
        strength=1.0,
        why={"code": "same_wording"},
        version="person",
        confirmed_by_id=verdict.person,
    )


def _put_weighed(settlement: Settlement, one: Weighed, now_at: Mapping[int, int], urgent: Collection[int]) -> None:
    number = one.beginning or one.decision.question
    settlement.put(
        one.post,
        None if number is None else now_at[number],
        urgent=one.post.pk in urgent,
        strength=_strength(one),
        why=asdict(one.decision.why) | ({"urgent": True} if one.post.pk in urgent else {}),
        candidates=_candidates(one.decision, now_at),
        version=one.decision.version,
    )


def _strength(one: Weighed) -> float:
    """1 for the same wording and for who opens a question, else the similarity to the nearest post of the question."""
    if one.beginning or one.is_copy:
        return 1.0
    return next((each.similarity for each in one.decision.candidates if each.question == one.decision.question), 0.0)


def _candidates(decision: Decision, now_at: Mapping[int, int]) -> list[dict[str, Any]]:
    """The questions that may fit, as data, with the numbers they have by now."""
    return [
        {
            "question": now_at.get(each.question, each.question),
            "post": each.post,
            "similarity": round(each.similarity, 3),
        }
        for each in decision.candidates
    ]


def _keep_vectors(
    weighed: Sequence[Weighed], now_at: Mapping[int, int], fresh: Collection[int], *, embedder: str, space_id: int
) -> None:
    """Stores the vectors and chooses which of them represent their question, perhaps in another's place."""
    if not weighed:
        return
    numbers = [one.beginning or one.decision.question for one in weighed]
    questions = [0 if number is None else now_at[number] for number in numbers]
    represents, replaced = _admitted(weighed, questions, fresh)
    PostVector.objects.filter(post__in=replaced).update(represents=False)
    fetch(
        _KEEP_VECTORS,
        posts=[one.post.pk for one in weighed],
        questions=questions,
        vectors=to_rows(one.vector for one in weighed),
        represents=[one.post.pk in represents for one in weighed],
        embedder=embedder,
    )
    write_scales({one.post.pk: one.scale for one in weighed if one.post.pk in represents}, space_id=space_id)


def _admitted(
    weighed: Sequence[Weighed], questions: Sequence[int], fresh: Collection[int]
) -> tuple[set[int], set[int]]:
    """Which posts of the batch represent their question, and which older ones give way."""
    asked = {question for question, one in zip(questions, weighed, strict=True) if question and not one.is_copy}
    present: dict[int, dict[int, Any]] = defaultdict(dict)
    for number, post, vector in representatives_of(asked - set(fresh)):
        present[number][post] = vector
    own: set[int] = set()
    replaced: set[int] = set()
    for question, one in zip(questions, weighed, strict=True):
        if question not in asked or one.is_copy:
            continue
        members = present[question]
        row = admit(one.vector, np.array(list(members.values()), np.float32).reshape(-1, len(one.vector)))
        if row is None:
            continue
        if row < len(members):
            gone = list(members)[row]
            del members[gone]
            own.discard(gone)
            replaced.add(gone)
        members[one.post.pk] = one.vector
        own.add(one.post.pk)
    return own, replaced


def _grew_past(before: int, more: int) -> bool:
    return any(before < mark <= before + more for mark in AGAIN_AT)


def _hurry(questions: Collection[int], *, at: datetime) -> None:
    if questions:
        Question.objects.filter(pk__in=in_a_rush(questions, at=at), urgent=False).update(urgent=True)
