"""Drafting the next edition: one person opens a proposal and changes it until another publishes it or it is dropped."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from answerable.accounts.models import Body, Person
from answerable.accounts.roles import Act
from answerable.errors import Refused
from answerable.guidance.in_force import number_editions, own_pack, rules_in_force
from answerable.guidance.models import Edition, Proposal
from answerable.guidance.own_pack import OwnPack, may_be_made_stricter, pack_of, read_own_rule
from answerable.pure.checks.draft import Severity

MOST_SAID = 1_000


def open_proposal(*, by: Person, at: datetime) -> Proposal:
    """Begins with the body's own pack as it stands. Raises `Refused` while another person has one open."""
    check_keeper(by)
    with transaction.atomic():
        number_editions()
        there = Proposal.objects.select_related("author").filter(state=Proposal.State.OPEN).first()
        if there is not None and there.author_id == by.pk:
            return there
        if there is not None:
            raise Refused(
                _("%(name)s is drafting the next edition already. Publish it or lay it aside first.")
                % {"name": there.author.name}
            )
        return Proposal.objects.create(author=by, opened_at=at, changed_at=at, own=own_pack().plain)


def put_rule(*, proposal: Proposal, table: Mapping[str, Any], by: Person, at: datetime) -> Proposal:
    """Adds a rule of the body's own, or changes it. Raises `Refused` for one that nobody could stand behind."""
    read_own_rule(table)
    return _change(proposal, lambda own: own.with_rule(table), by, at)


def make_stricter(*, proposal: Proposal, rule_id: str, severity: str, by: Person, at: datetime) -> Proposal:
    """Gives a shipped rule a stricter severity; never a milder one."""
    without = pack_of(proposal.own).without(rule_id)
    rule = next((one for one in rules_in_force(Body.objects.get()).rules if one.id == rule_id), None)
    if rule is None or without.rule(rule_id) is not None or not may_be_made_stricter(rule, severity):
        raise Refused(
            _("This rule can be made no stricter in this way. Only what a machine decides can, and never milder.")
        )
    chosen: Severity = severity  # type: ignore[assignment]  # one of the three, as was just looked
    return _change(proposal, lambda own: own.with_stricter(rule_id, chosen), by, at)


def take_out(*, proposal: Proposal, rule_id: str, by: Person, at: datetime) -> Proposal:
    """Retires a rule of the body's own, or lets a shipped one be as severe as it was shipped."""
    own = pack_of(proposal.own)
    if own.rule(rule_id) is None and rule_id not in own.stricter:
        raise Refused(_("Only a rule of your own can be taken out. A shipped one stays."))
    return _change(proposal, lambda there: there.without(rule_id), by, at)


def say_why(*, proposal: Proposal, said: str, by: Person, at: datetime) -> Proposal:
    """What changed, in the author's own sentence."""
    with transaction.atomic():
        there = _open(proposal, by)
        there.said, there.changed_at = " ".join(said.split())[:MOST_SAID], at
        there.save(update_fields=["said", "changed_at"])
    return there


def drop_proposal(*, proposal: Proposal, by: Person) -> None:
    """Lays it aside; anyone who keeps the guidance may, so that nobody's leave holds the next edition up."""
    check_keeper(by)
    Proposal.objects.filter(pk=proposal.pk, state=Proposal.State.OPEN).update(state=Proposal.State.DROPPED)


def next_own_id(own: OwnPack) -> str:
    """The name of the next rule of the body's own; a number that any edition used is not used again."""
    packs = [own, *(pack_of(kept) for kept in Edition.objects.values_list("own", flat=True))]
    newest = max((int(str(table["id"]).partition("-")[2]) for pack in packs for table in pack.rules), default=0)
    return f"OWN-{newest + 1:02}"


def check_keeper(by: Person) -> None:
    """Raises `Refused` unless the person may keep the guidance."""
    if not by.may(Act.KEEP_GUIDANCE):
        raise Refused(_("Your roles do not let you keep the guidance. Ask a topic owner or a clearer."))


def _change(proposal: Proposal, change: Callable[[OwnPack], OwnPack], by: Person, at: datetime) -> Proposal:
    with transaction.atomic():
        there = _open(proposal, by)
        there.own, there.changed_at = change(pack_of(there.own)).plain, at
        there.save(update_fields=["own", "changed_at"])
    return there


def _open(proposal: Proposal, by: Person) -> Proposal:
    check_keeper(by)
    there = Proposal.objects.select_for_update(of=("self",)).select_related("author").get(pk=proposal.pk)
    if there.state != Proposal.State.OPEN:
        raise Refused(_("This proposal was published or laid aside. Open a new one."))
    if there.author_id != by.pk:
        raise Refused(
            _("Only %(name)s changes this proposal, so that another person can publish it. Write a comment instead.")
            % {"name": there.author.name}
        )
    return there
