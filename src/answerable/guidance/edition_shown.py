"""An edition as people read it, on a page and on paper: principles and tips first, rules under their principle."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from answerable.design.wording import day
from answerable.guidance.models import Edition
from answerable.guidance.principles import SOURCES as SOURCES_OF_PRINCIPLES
from answerable.guidance.principles import TIPS, WORDS
from answerable.guidance.rule import Rule, SourceOfRule
from answerable.guidance.rule_data import rules_from
from answerable.guidance.rulebook import Rulebook
from answerable.guidance.wording import PACKS, SCOPES, SEVERITIES


@dataclass(frozen=True)
class SourceShown:
    """Where something comes from; `href` is empty where there is no address."""

    what: str
    href: str
    noted_on: date


@dataclass(frozen=True)
class RuleShown:
    """One rule in words of the active language; `pack` is the one that decided how severe it is."""

    id: str
    sentence: str
    severity: str
    pack: str
    applies_to: str
    question: str
    sources: tuple[SourceShown, ...]
    review_on: date


@dataclass(frozen=True)
class Chapter:
    """A principle and the rules under it."""

    key: str
    title: str
    rules: tuple[RuleShown, ...]


@dataclass(frozen=True)
class EditionShown:
    """All of it. `number` is 0 for rules that no edition holds yet, before the first round of a new desk."""

    number: int
    published_at: datetime | None
    said: str
    packs: str
    chapters: tuple[Chapter, ...]
    tips: tuple[str, ...]
    sources: tuple[SourceShown, ...]

    @property
    def rule_count(self) -> int:
        """How many rules there are."""
        return sum(len(chapter.rules) for chapter in self.chapters)


def edition_shown(edition: Edition) -> EditionShown:
    """One edition as it was kept."""
    return rules_shown(rules_from(edition.rules), edition)


def rules_shown(book: Rulebook, edition: Edition | None = None) -> EditionShown:
    """The rules of a book, with what is known of its edition."""
    packs = edition.packs if edition else dict.fromkeys(rule.pack for rule in book.rules)
    return EditionShown(
        number=edition.number if edition else 0,
        published_at=edition.published_at if edition else None,
        said=edition.said if edition else "",
        packs=", ".join(pack_words(pack) for pack in packs),
        chapters=tuple(_chapters(book)),
        tips=tuple(str(tip) for tip in TIPS),
        sources=tuple(_sources(SOURCES_OF_PRINCIPLES, book)),
    )


def pack_words(pack: str) -> str:
    """The name of a pack, or its key for one that this release does not know."""
    return str(PACKS.get(pack, pack))


def _chapters(book: Rulebook) -> Iterable[Chapter]:
    for key, words in (*WORDS.items(), ("", _("Other rules"))):
        rules = tuple(rule_shown(rule, book) for rule in book.rules if rule.principle == key)
        if rules:
            yield Chapter(key or "other", str(words), rules)


def rule_shown(rule: Rule, book: Rulebook) -> RuleShown:
    """One rule of a book."""
    applies_to = [str(SCOPES.get(name, name)) for name in rule.scope if name != "all"]
    return RuleShown(
        id=rule.id,
        sentence=rule.sentence,
        severity=str(SEVERITIES.get(rule.severity, rule.severity)),
        pack=pack_words(rule.decided_by.get("severity", rule.pack)),
        applies_to="; ".join([*applies_to, *rule.networks]),
        question=rule.question,
        sources=tuple(_sources(rule.sources, book)),
        review_on=rule.review_on,
    )


def _sources(keys: Iterable[str], book: Rulebook) -> Iterable[SourceShown]:
    for source in (book.sources[key] for key in keys if key in book.sources):
        yield _source(source)


def _source(source: SourceOfRule) -> SourceShown:
    href = source.addresses[0] if source.addresses else ""
    return SourceShown(source.what, href if href.startswith(("https://", "http://")) else "", source.noted_on)


def plain_edition(shown: EditionShown, body_name: str) -> dict[str, Any]:
    """As a program that sets pages takes it: every word in the active language, days as they are read."""
    title = _("The rules we hold ourselves to")
    return {
        "lang": (get_language() or "en").partition("-")[0],
        "body": body_name,
        "title": title,
        "edition": _("Edition %(number)s, since %(day)s") % {"number": shown.number, "day": day(shown.published_at)},
        "said": shown.said,
        "tips": list(shown.tips),
        "chapters": [asdict(chapter) for chapter in shown.chapters],
        "words": {
            "principles": _("The six principles"),
            "tips": _("The ten tips"),
            "source": _("Source:"),
            "noted": _("noted on"),
            "review": _("Looked at again on"),
            "asks": _("A second person is asked:"),
            "applies": _("For:"),
            "changes": _("What changed"),
        },
        "year": shown.published_at.year if shown.published_at else None,
        "sources": [asdict(source) for source in shown.sources],
    }
