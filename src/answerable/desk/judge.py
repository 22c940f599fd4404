"""The checks, run over one draft as it will go out: its page and its variant for each channel."""

from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from answerable.accounts.models import Body
from answerable.channels.connect import network_of
from answerable.channels.limits import limits_of
from answerable.desk.area import area_under
from answerable.desk.preview import outlets_of
from answerable.desk.reply import answer_address, reply_text
from answerable.guidance.in_force import rules_in_force
from answerable.guidance.own_lists import keeps_of
from answerable.guidance.rulebook import Finding, judge
from answerable.guidance.switches import embargoes_of, in_force, is_grave, names_of, periods_of
from answerable.pure.checks.draft import Draft as Words
from answerable.pure.checks.draft import Source, Variant
from answerable.questions.models import Question

READ_AGAIN = timedelta(days=365)


@dataclass(frozen=True)
class Judged:
    """What the rules said of one text, as plain values that a row can keep; which rules they were, which switches."""

    findings: list[dict[str, Any]]
    questions: list[dict[str, Any]]
    rules_version: str
    switches: list[str]

    @property
    def is_blocked(self) -> bool:
        """Whether nobody may clear these words."""
        return any(finding["severity"] == "block" for finding in self.findings)


def judge_words(
    *,
    question: Question,
    text: str,
    short_text: str,
    sources: str,
    language: str,
    at: datetime,
    is_service: bool = False,
) -> Judged:
    """Judges the words for every channel that tells of the question, under the switches in force; writes nothing."""
    body, switches = Body.objects.get(), in_force(at=at)
    zone = ZoneInfo(body.time_zone)
    rulebook = rules_in_force(body)
    keeps = replace(keeps_of(body), periods=periods_of(switches, zone), embargoes=embargoes_of(switches, zone))
    words = Words(
        text=text,
        now=at.astimezone(zone),
        language=language,
        kind="service" if is_service else "factual",
        variants=tuple(_variants(question, text, short_text)),
        sources=tuple(Source(title=line, address=line) for line in map(str.strip, sources.splitlines()) if line),
        question=question.title,
        owner=question.assigned_to.name if question.assigned_to else body.name,
        review_on=review_day(at.date()),
        keeps=keeps,
        languages_asked=(question.language,) if question.language else (),
        asker_count=max(1, question.asker_count),
        area=area_under(switches, question),
        crisis=is_grave(switches),
    )
    judged, own_address = judge(words, rulebook), answer_address(question.public_id)
    return Judged(
        findings=[asdict(finding) for finding in _by_the_author(judged.findings, words, own_address)],
        questions=[asdict(one) | {"because": list(one.because)} for one in judged.questions],
        rules_version=rulebook.version,
        switches=names_of(switches),
    )


def review_day(today: date) -> date:
    """When an answer is read again, unless somebody says otherwise."""
    return today + READ_AGAIN


def _by_the_author(findings: Iterable[Finding], words: Words, own_address: str) -> Iterator[Finding]:
    """Leaves out what the checks say of the address that we add ourselves, and what they say again for each channel."""
    texts = {variant.channel: variant.text for variant in words.variants}
    said = {(finding.rule_id, finding.message) for finding in findings if not finding.channel}
    for finding in findings:
        place = texts.get(finding.channel, "")[finding.start : finding.end]
        ours = bool(place) and place in own_address
        if not finding.channel or not (ours or (finding.rule_id, finding.message) in said):
            yield finding


def _variants(question: Question, text: str, short_text: str) -> Iterator[Variant]:
    for outlet in outlets_of(question):
        limits = limits_of(outlet)
        if limits is not None:
            reply = reply_text(text=text, short_text=short_text, rule=limits.text, page=question.public_id)
            media = limits.media
            yield Variant(
                channel=outlet.name,
                network=network_of(outlet),
                text=reply,
                limit=limits.text,
                alt_most=media.alt_most if media else None,
                images_most=media.images if media else None,
                image_bytes_most=media.image_bytes if media else None,
            )
