"""The ways a draft is cleared, by what is in it: who must sign on each. Pure, and the same as the database has it."""

from collections.abc import Collection, Iterable

from django.db.models import TextChoices
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from answerable.accounts.roles import Role


class Route(TextChoices):
    """What may be in a draft, from the lightest to what weighs most; a draft may be several of these at once."""

    REUSE = "reuse", _("Words of a standing answer, unchanged")
    FACTUAL = "factual", _("Facts that are published already")
    DECISION = "decision", _("Explains or defends a decision")
    COMMITMENT = "commitment", _("A promise, a date or money")
    POLICY = "new-policy", _("New policy, or news of a statement to come")
    ELECTION = "election", _("In an election period, more than plain service information")
    LEGAL = "legal", _("A court case, an inquest, an inquiry or an allegation")
    CRISIS = "crisis", _("Agreed lines in a declared crisis")


class Seat(TextChoices):
    """Whose signature a route demands, in the order in which people usually sign."""

    SECOND = "second", _("a second person")
    OWNER = "topic_owner", _("the topic owner")
    PROPRIETY = "propriety", _("the propriety contact")
    LEGAL = "legal", _("the legal adviser")
    PRESS = "press", _("the press office")
    PRIVATE_OFFICE = "private_office", _("the private office")
    CRISIS_LEAD = "crisis_lead", _("the crisis lead")


SEATS: dict[Route, tuple[Seat, ...]] = {
    Route.REUSE: (Seat.SECOND,),
    Route.FACTUAL: (Seat.SECOND,),
    Route.DECISION: (Seat.SECOND, Seat.OWNER),
    Route.COMMITMENT: (Seat.OWNER,),
    Route.POLICY: (Seat.PRESS, Seat.PRIVATE_OFFICE),
    Route.ELECTION: (Seat.PROPRIETY,),
    Route.LEGAL: (Seat.LEGAL,),
    Route.CRISIS: (Seat.CRISIS_LEAD,),
}
"""Who must clear what: our own, after the propriety, press and crisis guidance that `docs/explanation` names."""

FILLED_BY: dict[Seat, frozenset[Role]] = {
    Seat.SECOND: frozenset({Role.CLEARER, Role.TOPIC_OWNER}),
    Seat.OWNER: frozenset({Role.TOPIC_OWNER}),
    Seat.PROPRIETY: frozenset({Role.PROPRIETY}),
    Seat.LEGAL: frozenset({Role.LEGAL}),
    Seat.PRESS: frozenset({Role.PRESS}),
    Seat.PRIVATE_OFFICE: frozenset({Role.PRIVATE_OFFICE}),
    Seat.CRISIS_LEAD: frozenset({Role.CRISIS_LEAD}),
}


def seats_of(routes: Collection[str]) -> tuple[Seat, ...]:
    """Whose signatures a draft of these routes needs: of all of them together. In a crisis its lead alone clears."""
    demanded = (Route.CRISIS,) if Route.CRISIS in routes else tuple(Route(one) for one in routes)
    wanted = {seat for route in demanded for seat in SEATS[route]}
    return tuple(seat for seat in Seat if seat in wanted)


def open_seats(routes: Collection[str], signed: Collection[str]) -> tuple[Seat, ...]:
    """Those not signed yet that may be signed now: the private office comes after the press office."""
    missing = [seat for seat in seats_of(routes) if seat not in signed]
    return tuple(seat for seat in missing if seat != Seat.PRIVATE_OFFICE or Seat.PRESS not in missing)


def seats_for(roles: Iterable[str], seats: Collection[Seat]) -> tuple[Seat, ...]:
    """Which of these seats somebody with such roles may fill, the most particular first."""
    held = set(roles)
    return tuple(sorted((seat for seat in seats if FILLED_BY[seat] & held), key=lambda seat: seat == Seat.SECOND))


def words_wanted(routes: Collection[str], seat: str) -> str:
    """What whoever signs here must say in words; empty where the signature is enough."""
    if seat == Seat.OWNER and Route.COMMITMENT in routes:
        return gettext("By what authority may this be promised?")
    return gettext("Which agreed lines do these words follow?") if seat == Seat.CRISIS_LEAD else ""
