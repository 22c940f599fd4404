"""The checks, run over one draft as it will go out: its page and its variant for each channel."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from answerable.accounts.models import Body
from answerable.channels.limits import limits_of
from answerable.channels.models import Channel
from answerable.desk.reply import reply_text
from answerable.guidance.in_force import rules_in_force
from answerable.guidance.rulebook import ClearerQuestion, Finding, judge
from answerable.pure.checks.draft import Draft as Words
from answerable.pure.checks.draft import Source, Variant
from answerable.questions.models import Question, QuestionChannel


@dataclass(frozen=True)
class Judged:
    """What the rules said of one text, and which rules they were."""

    findings: tuple[Finding, ...]
    questions: tuple[ClearerQuestion, ...]
    rules_version: str


def judge_words(
    *, question: Question, kind: str, text: str, short_text: str, sources: str, language: str, at: datetime
) -> Judged:
    """Judges the words for every channel on which the question was asked; reads, writes nothing."""
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
    return Judged(findings=tuple(judged.findings), questions=tuple(judged.questions), rules_version=rulebook.version)


def _variants(question: Question, text: str, short_text: str) -> list[Variant]:
    counted = QuestionChannel.objects.filter(question=question, post_count__gt=0).values("channel_id")
    variants = []
    for channel in Channel.objects.filter(pk__in=counted).select_related("answers_through"):
        outlet = channel.answers_through or channel
        limits = limits_of(outlet)
        if limits is not None:
            reply = reply_text(text=text, short_text=short_text, rule=limits.text, page=question.public_id)
            variants.append(Variant(channel=outlet.name, network=outlet.kind, text=reply, limit=limits.text))
    return variants
