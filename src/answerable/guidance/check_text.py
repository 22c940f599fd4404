"""Judges a text that no desk knows of: which rules, for which networks, and what cannot be judged without a desk."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any, Final

from answerable.errors import Refused
from answerable.guidance.finding import ClearerQuestion, Finding
from answerable.guidance.rule import Rule
from answerable.guidance.rulebook import PACKS_OF, Rulebook, judge, load_rulebook
from answerable.guidance.usual_limits import usual_variants
from answerable.pure.checks.catalogue import CHECKS
from answerable.pure.checks.draft import Draft, Keeps, Source

MOST_CHARACTERS: Final = 20_000
"""As for a draft at the desk."""
MOST_BYTES: Final = 4 * MOST_CHARACTERS + 4
"""What the longest text can take, with its byte order mark."""

_NO_TEXT: Final = "This is not a plain text. Copy the words into a text file, then check that."
_TOO_LONG: Final = "The text is longer than 20,000 characters. Put the detail on a page and link to it."

_LISTS: Final = frozenset(Keeps.__dataclass_fields__) - {"embargoes", "statistics", "periods"}
_ODD_SIGNS: Final = frozenset(map(chr, range(32))) - set("\t\n\r\f")


@dataclass(frozen=True)
class Told:
    """What the words do not say. Sources are titles or addresses; None is what nobody told."""

    packs: tuple[str, ...] = ("generic",)
    networks: tuple[str, ...] = ()
    language: str = "en"
    sources: tuple[str, ...] = ()
    owner: str | None = None
    review_on: date | None = None
    keeps: Keeps = field(default_factory=Keeps)
    is_service: bool = False
    crisis: bool = False


@dataclass(frozen=True)
class Checked:
    """What the rules say of `text`; places in the findings are places in it.

    `raised` are questions that something in the text raised, `standing` those that every draft like it is asked.
    `unjudged` are rules that need more than the words, each with the facts it lacks.
    """

    text: str
    findings: tuple[Finding, ...]
    raised: tuple[ClearerQuestion, ...]
    standing: tuple[ClearerQuestion, ...]
    unjudged: tuple[tuple[Rule, tuple[str, ...]], ...]
    rules: Rulebook

    @property
    def is_blocked(self) -> bool:
        """Whether nobody could clear it as it stands."""
        return any(finding.severity == "block" for finding in self.findings)

    @property
    def is_clean(self) -> bool:
        """Whether nothing in the text is found fault with or asked about."""
        return not self.findings and not self.raised


def read_text(raw: bytes) -> str:
    """The text in a file, with one kind of line end. Raises `Refused` for what is no text, or none at all."""
    marked = raw[:2] in (b"\xff\xfe", b"\xfe\xff")
    if b"\0" in raw and not marked:
        raise Refused(_NO_TEXT)
    if len(raw) > MOST_BYTES:
        raise Refused(_TOO_LONG)
    try:
        text = raw.decode("utf-16" if marked else "utf-8-sig")
    except UnicodeDecodeError as problem:
        raise Refused("This is not a text in UTF-8. Save it as plain text in UTF-8, then check it again.") from problem
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not _ODD_SIGNS.isdisjoint(text):
        raise Refused(_NO_TEXT)
    if not text.strip():
        raise Refused("There is no text here. Write the answer first.")
    if len(text) > MOST_CHARACTERS:
        raise Refused(_TOO_LONG)
    return text


def read_lists(text: str) -> Keeps:
    """A body's own lists from TOML, such as `phones = ["0113 496 0000"]`. Raises `Refused`."""
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as problem:
        raise Refused(f"The file of lists cannot be read: {problem}. Mend that line.") from problem
    for name, entries in table.items():
        if name not in _LISTS:
            raise Refused(f"There is no list called “{name}”. Use some of: {', '.join(sorted(_LISTS))}.")
        if not isinstance(entries, list) or not all(isinstance(one, str) for one in entries):
            raise Refused(f'The list “{name}” is not a list of texts. Write it as {name} = ["one", "two"].')
    return Keeps(**{name: tuple(entries) for name, entries in table.items()})


def packs_named(names: tuple[str, ...]) -> tuple[str, ...]:
    """The packs of rules of these kinds of body, each once. Raises `Refused` for a kind that is not known."""
    strange = next((name for name in names if name not in PACKS_OF), None)
    if strange is not None:
        raise Refused(f"There is no pack called “{strange}”. Use some of: {', '.join(sorted(PACKS_OF))}.")
    return tuple(dict.fromkeys(pack for name in names for pack in PACKS_OF[name]))


def check_text(text: str, told: Told, *, at: datetime, rules: Rulebook | None = None) -> Checked:
    """Judges `text`, trimmed as the desk trims it, by `rules` or else by the shipped packs that were told.

    Raises `Refused` for a pack or network that is not known.
    """
    bare = text.strip()
    rules = rules or load_rulebook().for_packs(packs_named(told.packs))
    draft = Draft(
        bare,
        at,
        language=told.language,
        variants=usual_variants(told.networks, bare),
        sources=tuple(Source(title=one, address=one) for one in told.sources),
        owner=told.owner or "",
        review_on=told.review_on,
        keeps=told.keeps,
        kind="service" if told.is_service else "factual",
        crisis=told.crisis,
    )
    unjudged = tuple((rule, lacking) for rule in rules.rules if (lacking := _lacking(rule, vars(told))))
    left_out = {rule.id for rule, _ in unjudged}
    able = Rulebook(tuple(rule for rule in rules.rules if rule.id not in left_out), rules.sources)
    judged = judge(draft, able)
    shift = len(text) - len(text.lstrip())
    return Checked(
        text=text,
        findings=tuple(sorted((_moved(one, shift) for one in judged.findings), key=_in_reading_order)),
        raised=tuple(one for one in judged.questions if one.because),
        standing=tuple(one for one in judged.questions if not one.because),
        unjudged=unjudged,
        rules=rules,
    )


def _lacking(rule: Rule, told: Mapping[str, Any]) -> tuple[str, ...]:
    entry = CHECKS.get(rule.check) if rule.kind == "draft" else None
    return tuple(name for name in entry.told if told.get(name) is None) if entry else ()


def _in_reading_order(finding: Finding) -> tuple[int, int, str]:
    return finding.start, finding.end, finding.rule_id


def _moved(finding: Finding, shift: int) -> Finding:
    return replace(finding, start=finding.start + shift, end=finding.end + shift) if finding.end else finding
