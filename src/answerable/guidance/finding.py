"""What a judgement consists of: findings in the text, questions for the second person."""

from dataclasses import dataclass

from answerable.pure.checks.draft import Severity


@dataclass(frozen=True)
class Finding:
    """What is wrong, where, and its mend.

    The place is `text[start:end]` of the channel's text, or of the draft's own when `channel` is ""; 0, 0 is the whole.
    `mend` replaces exactly that stretch. `pack` is the one that decided the severity.
    """

    rule_id: str
    severity: Severity
    message: str
    start: int
    end: int
    mend: str | None
    channel: str
    pack: str


@dataclass(frozen=True)
class ClearerQuestion:
    """A question the second person answers in words before clearing; `because` says what in the draft raised it."""

    rule_id: str
    words: str
    because: tuple[str, ...]
    pack: str


@dataclass(frozen=True)
class Judgement:
    """What the rules say of one draft, and the version of the rulebook that said it."""

    findings: tuple[Finding, ...]
    questions: tuple[ClearerQuestion, ...]
    rulebook_version: str

    @property
    def is_blocked(self) -> bool:
        """Whether clearance is impossible as the draft stands."""
        return any(finding.severity == "block" for finding in self.findings)
