"""One rule, as plain values: what it says, where it comes from, how it is checked, and examples that prove it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final, Literal

from answerable.pure.checks.draft import Severity

SEVERITIES: Final[tuple[Severity, ...]] = ("ask", "warn", "block")
"""From mild to strict. Ask: the second person answers in words. Warn: the author may go on with a reason."""

PRINCIPLES: Final = ("places", "consult", "open", "conversation", "together", "code")
"""What a rule may name as its `principle`; the words are in `guidance.principles`."""

ROUTES: Final = ("commitment", "new-policy", "election", "legal")
"""What a rule may name as its `route`: who must clear on each is said in `desk.routes`."""


@dataclass(frozen=True)
class SourceOfRule:
    """Where a rule is taken from. `noted_on` is the day its address was written down here."""

    key: str
    what: str
    addresses: tuple[str, ...]
    noted_on: date


@dataclass(frozen=True)
class Example:
    """A draft (or the facts of a gate) that `passes` the rule or fails it. `facts` holds fields beside the text."""

    passes: bool
    text: str = ""
    facts: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Rule:
    """A rule of one pack. `scope` names conditions that must all hold; no `networks` means all.

    `principle` is the one of the guidance's six that it serves, "" for none. `route` is the way of clearance for what
    it finds, "" for none: the people on that way may let through what it blocks.

    A rule has a `check` (a name in the catalogue, with its `params`), a `question` to the clearer, or both; the
    question is put when `ask_when` holds: a condition, "found" for when the check saw something, or some of these with
    " or " between them. `decided_by` says, once packs are layered, which pack decided the severity and each parameter.
    """

    id: str
    kind: Literal["draft", "gate"]
    pack: str
    sentence: str
    severity: Severity
    scope: tuple[str, ...]
    sources: tuple[str, ...]
    review_on: date
    examples: tuple[Example, ...]
    networks: tuple[str, ...] = ()
    check: str = ""
    params: Mapping[str, Any] = field(default_factory=dict)
    question: str = ""
    ask_when: str = "all"
    principle: str = ""
    route: str = ""
    decided_by: Mapping[str, str] = field(default_factory=dict)
