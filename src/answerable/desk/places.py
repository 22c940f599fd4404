"""The places of a route: where somebody may sign, and what must hold for their signature to count with the others."""

from collections.abc import Collection
from datetime import datetime
from typing import NamedTuple

from django.utils.translation import gettext as _

from answerable.accounts.models import Body, Person
from answerable.desk.models import Clearance, Signature
from answerable.desk.propose_route import propose_routes
from answerable.desk.routes import open_seats, seats_for, words_wanted
from answerable.errors import Refused
from answerable.guidance.in_force import rules_in_force


class SignedAs(NamedTuple):
    """In which place somebody signs, empty the first open one that is theirs; `words` are what the place wants said."""

    seat: str = ""
    words: str = ""


ANYWHERE = SignedAs()


def place_of(
    clearance: Clearance, signed: Collection[Signature], by: Person, place: SignedAs, *, training: bool
) -> str:
    """Where this person signs. Raises `Refused` where they may not, or left out what is to be said there."""
    if not training and any(one.by_id == by.pk for one in signed):
        raise Refused(_("You have signed this already. Somebody else signs next."))
    free = open_seats(clearance.routes, [one.seat for one in signed])
    mine = seats_for(by.roles, free)
    if not mine or (place.seat and place.seat not in mine):
        needed = ", ".join(str(one.label) for one in free)
        raise Refused(_("This draft needs %(people)s. Your roles do not let you sign for them.") % {"people": needed})
    seat = place.seat or mine[0]
    if (wanted := words_wanted(clearance.routes, seat)) and not place.words.strip():
        raise Refused(_("Say in a few words: %(wanted)s") % {"wanted": wanted})
    return seat


def check_route(clearance: Clearance) -> None:
    """Rules and switches by now demand no other people than the route does."""
    proposal = propose_routes(clearance.version, rules_in_force(Body.objects.get()))
    if proposal.lacking(clearance.routes, clearance.left_out) or not proposal.is_possible(clearance.routes):
        raise Refused(_("By now this draft needs another route. Send it back, so that its author says so."))


def check_bond(bound: str, seen_hash: str, cutoff: datetime, signed: Collection[Signature]) -> None:
    """Everyone signs the same: words, channels and people as the first of them saw them."""
    if any((one.bound_hash, one.cutoff_at) != (bound, cutoff) for one in signed):
        raise Refused(
            _("Something changed since %(name)s signed, or this page is old. Send the draft back to be read anew.")
            % {"name": next(iter(signed)).by.name}
        )
    if bound != seen_hash:
        raise Refused(
            _("Something changed while you looked: a post was edited, moved or taken down. Look again, then decide.")
        )
