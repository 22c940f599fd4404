"""Which routes the words of a draft point to: by the rules that found something, and by what switches demand."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from answerable.accounts.models import Body
from answerable.desk.models import (
    Clearance,
    Decision,
    Draft,
    DraftKind,
    DraftState,
    DraftVersion,
    RouteNeed,
    SecondLook,
)
from answerable.desk.routes import Route
from answerable.desk.words import words_of
from answerable.guidance.models import Switch
from answerable.guidance.rulebook import Rulebook
from answerable.guidance.switch_kinds import CRISIS
from answerable.pure.checks.decisions import decision_words


@dataclass(frozen=True)
class Proposal:
    """What is in a draft as the machine sees it. `because` holds the sentences that say why, by route.

    `signs` are the routes that something points to, `needed` those of them that no reason lets out. `is_reuse` says
    that the words are those of a standing answer, which was cleared for all its signs before, `is_crisis` that a crisis
    is declared, in which agreed lines may go out by its lead alone.
    """

    signs: tuple[str, ...]
    needed: tuple[str, ...]
    is_reuse: bool
    because: Mapping[str, tuple[str, ...]]
    is_crisis: bool = False

    @property
    def routes(self) -> tuple[str, ...]:
        """What is proposed to the author."""
        return (Route.REUSE.value, *self.needed) if self.is_reuse else self.signs or (Route.FACTUAL.value,)

    def lacking(self, routes: Collection[str], left_out: Mapping[str, str]) -> list[str]:
        """What is seen and neither taken nor left out with a reason; in a declared crisis, nothing."""
        if Route.CRISIS in routes:
            return []
        excused = {route for route, why in left_out.items() if why.strip()} - set(self.needed)
        weighed = self.needed if self.is_reuse and Route.REUSE in routes else self.signs
        return [one for one in weighed if one not in routes and one not in excused]

    def is_possible(self, routes: Collection[str]) -> bool:
        """Whether what circumstances alone allow is so: words that stand, lines in a crisis that was declared."""
        return (self.is_reuse or Route.REUSE not in routes) and (
            Route.CRISIS in self.needed or self.is_crisis or Route.CRISIS not in routes
        )


def propose_routes(version: DraftVersion, rules: Rulebook) -> Proposal:
    """Reads the findings of the version, the switches that concern its draft, and the answers that stand."""
    because: dict[str, tuple[str, ...]] = {}
    needed: set[str] = set()
    by_rule = {rule.id: rule.route for rule in rules.rules if rule.route}
    for finding in version.findings:
        if route := by_rule.get(finding["rule_id"]):
            because[route] = tuple(dict.fromkeys((*because.get(route, ()), finding["message"])))
            if finding["severity"] == "block":
                needed.add(route)
    if words := decision_words(version.text):
        because[Route.DECISION] = (_("“%(words)s” speaks of a decision.") % {"words": words},)
    for need in RouteNeed.objects.filter(draft_id=version.draft_id, ended_at=None).order_by("pk"):
        because[need.route] = (*because.get(need.route, ()), need.why)
        needed.add(need.route)
    signs = tuple(route.value for route in Route if route in because)
    seen = tuple(one for one in signs if one in needed)
    return Proposal(signs, seen, stands_already(version), because, is_crisis(version))


def is_crisis(version: DraftVersion) -> bool:
    """Whether a crisis under which the version was judged is still on: two people end it."""
    return Switch.objects.filter(public_id__in=version.switches, kind=CRISIS, ended_at=None).exists()


def still_blocking(
    findings: Sequence[dict[str, Any]], rules: Rulebook, routes: Collection[str]
) -> list[dict[str, Any]]:
    """The findings that block, without those that the people on these routes may let through."""
    let_through = {rule.id for rule in rules.rules if rule.route and (rule.route in routes or Route.CRISIS in routes)}
    return [one for one in findings if one["severity"] == "block" and one["rule_id"] not in let_through]


def stands_already(version: DraftVersion) -> bool:
    """Whether exactly these words are those of another answer that was cleared and neither changed nor withdrawn."""
    newer = Draft.objects.filter(
        answer_id=OuterRef("draft__answer_id"),
        answer_version__gt=OuterRef("draft__answer_version"),
        state=DraftState.CLEARED,
    )
    same = DraftVersion.objects.filter(
        ~Exists(newer), **words_of(version), draft__state=DraftState.CLEARED, clearances__decision=Decision.CLEARED
    )
    if not Body.objects.filter(training=True).exists():
        same = same.filter(clearances__training=False)
    return same.exclude(draft=version.draft_id).exclude(draft__kind=DraftKind.WITHDRAWAL).exists()


def lacks_need(clearance: Clearance) -> str:
    """The route that a given clearance is missing by now, in words; empty where it still holds."""
    if SecondLook.objects.filter(clearance=clearance, is_glass=True).exists():
        return ""
    if Route.CRISIS in clearance.routes:
        crisis = RouteNeed.objects.filter(draft=clearance.version.draft_id, route=Route.CRISIS, ended_at=None)
        return "" if crisis.exists() or is_crisis(clearance.version) else str(Route.CRISIS.label)
    needs = RouteNeed.objects.filter(draft=clearance.version.draft_id, ended_at=None)
    missing = needs.exclude(route__in=clearance.routes).first()
    return missing.get_route_display() if missing else ""
