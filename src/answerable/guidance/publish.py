"""Publishing the next edition: the second person's yes, once every rule of the body's own has proved itself."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from answerable.accounts.models import Body, Person
from answerable.errors import Refused
from answerable.guidance.differences import Difference, differences
from answerable.guidance.in_force import add_edition, laid_for, number_editions, rules_in_force
from answerable.guidance.models import Edition, Proposal
from answerable.guidance.own_pack import OwnPack, faults_of, pack_of, read_own_rule
from answerable.guidance.propose import check_keeper


def publish_edition(*, proposal: Proposal, seen_at: datetime, by: Person, at: datetime) -> Edition:
    """Makes the proposal the next edition, with its entry in the record.

    `seen_at` is when the proposal that the publisher read was last changed. Raises `Refused` for one's own proposal
    (in training mode as well), one that changed since, one without a sentence or a change, or a rule whose examples
    do not do as they say.
    """
    check_keeper(by)
    with transaction.atomic():
        number_editions()
        there = Proposal.objects.select_for_update(of=("self",)).get(pk=proposal.pk)
        _check_fit(there, seen_at, by)
        own, body = pack_of(there.own), Body.objects.get()
        if not differences(rules_in_force(body), laid_for(body, own).rules):
            raise Refused(_("This changes nothing. Add or change a rule first."))
        trouble = troubles_of(own)
        if trouble:
            raise Refused(trouble[0])
        edition = add_edition(body=body, own=own, said=there.said, author=there.author, publisher=by, at=at)
        there.state, there.edition = Proposal.State.PUBLISHED, edition
        there.save(update_fields=["state", "edition"])
    return edition


def troubles_of(own: OwnPack) -> list[str]:
    """What keeps the pack from being published: rules that cannot be used, examples that do not do as they say."""
    found: list[str] = []
    for table in own.rules:
        try:
            rule, _source = read_own_rule(table)
        except Refused as refused:
            found.append(refused.reason)
        else:
            found += faults_of(rule)
    return found


def changes_of(proposal: Proposal) -> tuple[Difference, ...]:
    """What the proposal would change of the rules in force."""
    body = Body.objects.get()
    return differences(rules_in_force(body), laid_for(body, pack_of(proposal.own)).rules)


def _check_fit(proposal: Proposal, seen_at: datetime, by: Person) -> None:
    if proposal.state != Proposal.State.OPEN:
        raise Refused(_("This proposal was published or laid aside already."))
    if proposal.author_id == by.pk:
        raise Refused(_("You drafted this edition, so another person must publish it."))
    if proposal.changed_at != seen_at:
        raise Refused(_("The proposal changed while you read it. Read it again, then publish it."))
    if not proposal.said:
        raise Refused(_("The author has not said in a sentence what changes. Ask them to."))
