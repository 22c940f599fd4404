"""The rules in force: the shipped rulebook for the body's packs, known by its edition."""

from datetime import datetime
from functools import cache

from django.db import transaction

from answerable.accounts.models import Body
from answerable.guidance.models import Edition
from answerable.guidance.rulebook import PACKS_OF, Rulebook, load_rulebook
from answerable.record.append import append


def rules_in_force(body: Body) -> Rulebook:
    """The rulebook of the body's packs."""
    return _rules(PACKS_OF[body.jurisdiction])


def edition_in_force(*, at: datetime) -> Edition:
    """The edition of the rules in force, published the first time it is met, in the caller's transaction or its own."""
    body = Body.objects.get()
    rules = rules_in_force(body)
    edition = Edition.objects.filter(version=rules.version).first()
    if edition is not None:
        return edition
    with transaction.atomic():
        newest = Edition.objects.select_for_update().order_by("-number").first()
        edition, made = Edition.objects.get_or_create(
            version=rules.version,
            defaults={
                "number": newest.number + 1 if newest else 1,
                "packs": list(PACKS_OF[body.jurisdiction]),
                "rule_count": len(rules.rules),
                "published_at": at,
            },
        )
        if made:
            fields: dict[str, str | int] = {
                "edition": f"ed_{rules.version[:16]}",
                "digest": rules.version,
                "rules": len(rules.rules),
            }
            append(type="rule.edition", fields=fields, disclosed={"name": f"Edition {edition.number}"}, on=at.date())
    return edition


@cache
def _rules(packs: tuple[str, ...]) -> Rulebook:
    """Shipped data, parsed once a process: it cannot change while we run."""
    return load_rulebook().for_packs(packs)
