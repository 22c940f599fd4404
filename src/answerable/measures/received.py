"""What became of everything that was received: every post is in exactly one line, and the lines add up."""

from collections import Counter
from dataclasses import dataclass

from django.db.models import Count, Q, Sum
from django.utils.translation import gettext as _

from answerable.listening.models import Post
from answerable.questions.models import Outcome, Placing, Question, Reason, State

OPEN = (State.NEW, State.ANSWERING, State.CLEARING)


@dataclass(frozen=True)
class Line:
    """One thing that became of posts. `code` is the closed list's own, empty for what is still open."""

    label: str
    count: int
    code: str = ""


@dataclass(frozen=True)
class Received:
    """All lines, and how many posts were received: the sum of the lines."""

    lines: tuple[Line, ...]
    received: int

    @property
    def adds_up(self) -> bool:
        """Whether each post is in exactly one line."""
        return sum(line.count for line in self.lines) == self.received


def count_received() -> Received:
    """Counts from the questions' own counts, and two small counts of posts that have no question."""
    counts = _counts()
    placed = sum(counts.values())
    apart = Post.objects.filter(ours=False).aggregate(
        received=Count("pk"), unplaced=Count("pk", filter=Q(placed_at=None))
    )
    waiting = apart["unplaced"] + Placing.objects.filter(question=None).count()
    answered = sum(counts[state, "", ""] for state in (State.ANSWERED, State.TELLING))
    lines = [
        Line(_("Answered"), answered, "answered"),
        *(
            _ended(outcome, reason, count)
            for (state, outcome, reason), count in sorted(counts.items())
            if state == State.ENDED
        ),
        Line(_("Waiting for us"), sum(counts[state, "", ""] for state in OPEN) + waiting, "waiting"),
        Line(
            _("Taken down before we read it, or nothing to answer in it"), apart["received"] - placed - waiting, "none"
        ),
    ]
    return Received(
        tuple(line for line in lines if line.count or line.code in {"answered", "waiting"}), apart["received"]
    )


def _counts() -> Counter[tuple[str, str, str]]:
    """Posts by state, and for ended questions by outcome and reason."""
    counts: Counter[tuple[str, str, str]] = Counter()
    rows = Question.objects.exclude(state=State.MERGED).values_list("state", "outcome", "reason")
    for state, outcome, reason, posts in rows.annotate(posts=Sum("post_count")).order_by():
        ended = state == State.ENDED
        counts[state, outcome if ended else "", reason if ended else ""] += posts or 0
    return counts


def _ended(outcome: str, reason: str, count: int) -> Line:
    label = Reason(reason).label if reason else Outcome(outcome).label
    return Line(str(label), count, reason or outcome)
