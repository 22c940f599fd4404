"""The rules in force: the shipped packs of the body with its own on top, known by their edition."""

from datetime import datetime

from django.db import connection, transaction

from answerable.accounts.models import Body, Person
from answerable.accounts.pseudonym import name_in_record
from answerable.guidance.models import Edition
from answerable.guidance.own_pack import Laid, OwnPack, lay_over, pack_of
from answerable.guidance.rule_data import plain_rules
from answerable.guidance.rulebook import PACKS_OF, Rulebook
from answerable.record.append import append

_NUMBERING = 6_220_401
"""The lock under which editions get their numbers; any number that nothing else uses."""


def rules_in_force(body: Body) -> Rulebook:
    """The rulebook of the body's packs and of its own."""
    return laid_for(body, own_pack()).rules


def own_pack() -> OwnPack:
    """The body's own pack as the newest edition has it."""
    return pack_of(Edition.objects.values_list("own", flat=True).first() or {})


def laid_for(body: Body, own: OwnPack) -> Laid:
    """The shipped packs of the body with `own` on top."""
    return lay_over(PACKS_OF[body.jurisdiction], own)


def edition_in_force(*, at: datetime) -> Edition:
    """The edition of the rules in force, published the first time it is met, in the caller's transaction or its own.

    So a release that brings other rules, or a change of the kind of body, makes an edition that nobody drafted.
    """
    body = Body.objects.get()
    rules = rules_in_force(body)
    newest = Edition.objects.defer("rules").first()
    if newest is not None and newest.version == rules.version:
        return newest
    with transaction.atomic():
        number_editions()
        newest = Edition.objects.first()
        if newest is not None and newest.version == rules.version:
            return newest
        return add_edition(body=body, own=own_pack(), at=at)


def publish_if_changed(*, at: datetime) -> int:
    """Publishes an edition when the rules are not those of the newest; the number published. Nothing before set-up."""
    newest = Edition.objects.values_list("number", flat=True).first()
    return int(Body.objects.exists() and edition_in_force(at=at).number != newest)


def number_editions() -> None:
    """Waits until nobody else is adding an edition; to the end of the transaction."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_NUMBERING])


def add_edition(
    *,
    body: Body,
    own: OwnPack,
    said: str = "",
    author: Person | None = None,
    publisher: Person | None = None,
    at: datetime,
) -> Edition:
    """Adds the next edition and its entry in the record, in the caller's transaction, after `number_editions`."""
    rules = laid_for(body, own).rules
    newest = Edition.objects.first()
    edition = Edition.objects.create(
        number=newest.number + 1 if newest else 1,
        version=rules.version,
        packs=list(PACKS_OF[body.jurisdiction]),
        rule_count=len(rules.rules),
        rules=plain_rules(rules),
        own=own.plain,
        said=said,
        author=author,
        publisher=publisher,
        published_at=at,
    )
    fields: dict[str, str | int] = {
        "edition": f"ed_{rules.version[:16]}",
        "digest": rules.version,
        "rules": edition.rule_count,
    }
    disclosed = {"name": f"Edition {edition.number}"}
    if author is not None and publisher is not None:
        fields |= {
            "by": name_in_record(author, on=at.date()),
            "published_by": name_in_record(publisher, on=at.date()),
        }
        disclosed["said"] = said
    append(type="rule.edition", fields=fields, disclosed=disclosed, on=at.date())
    return edition
