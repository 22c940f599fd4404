"""The checks, run over one draft as it will go out: its page and its variant for each channel."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from answerable.accounts.models import Body
from answerable.channels.limits import limits_of
from answerable.desk.preview import outlets_of
from answerable.desk.reply import reply_text
from answerable.guidance.in_force import rules_in_force
from answerable.guidance.rulebook import judge
from answerable.pure.checks.draft import Draft as Words
from answerable.pure.checks.draft import Source, Variant
from answerable.questions.models import Question


@dataclass(frozen=True)
class Judged:
    """What the rules said of one text, as plain values that a row can keep, and which rules they were."""

    findings: list[dict[str, Any]]
    questions: list[dict[str, Any]]
    rules_version: str

    @property
    def is_blocked(self) -> bool:
        """Whether nobody may clear these words."""
        return any(finding["severity"] == "block" for finding in self.findings)


def judge_words(
    *, question: Question, kind: str, text: str, short_text: str, sources: str, language: str, at: datetime
) -> Judged:
    """Judges the words for every channel that tells of the question; reads, writes nothing."""
    body = Body.objects.get()
    rulebook = rules_in_force(body)
    words = Words(
        text=text,
        now=at.astimezone(ZoneInfo(body.time_zone)),
        language=language,
        kind="service" if kind == "answer" else "factual",
        variants=tuple(_variants(question, text, short_text)),
        sources=tuple(
            Source(title=line.strip(), address=line.strip()) for line in sources.splitlines() if line.strip()
        ),
        question=question.title,
        languages_asked=(question.language,) if question.language else (),
        asker_count=max(1, question.asker_count),
    )
    judged = judge(words, rulebook)
    return Judged(
        findings=[asdict(finding) for finding in judged.findings],
        questions=[asdict(one) | {"because": list(one.because)} for one in judged.questions],
        rules_version=rulebook.version,
    )


def _variants(question: Question, text: str, short_text: str) -> Iterator[Variant]:
    for outlet in outlets_of(question):
        limits = limits_of(outlet)
        if limits is not None:
            reply = reply_text(text=text, short_text=short_text, rule=limits.text, page=question.public_id)
            yield Variant(channel=outlet.name, network=outlet.kind, text=reply, limit=limits.text)
