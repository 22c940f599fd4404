"""The forms of routes: what is in a draft, and in which place somebody signs for it."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.validators import MaxLengthValidator
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from answerable.design.forms import Choice
from answerable.desk.forms import MOST_WORDS
from answerable.desk.propose_route import Proposal
from answerable.desk.routes import Route, Seat, seats_of, words_wanted

MANY = 2
NEVER_TICKED = frozenset({Route.FACTUAL, Route.CRISIS})
"""Facts are what remains when nothing is ticked; the lines of a crisis are offered while one is declared."""


class RouteForm(forms.Form):
    """What is in the draft: the machine's proposal is ticked; leaving some of it out needs a sentence."""

    routes = forms.MultipleChoiceField(
        label=_("What is in this draft?"),
        help_text=_("It decides who must clear it. Nothing ticked: facts that are published already."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    why_lower = forms.CharField(
        label=_("If you left out something that the checks saw: why is it not so?"),
        required=False,
        validators=[MaxLengthValidator(MOST_WORDS)],
        widget=forms.Textarea({"rows": 2}),
    )

    def __init__(self, *args: Any, proposal: Proposal, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        never = NEVER_TICKED - {Route.CRISIS} if proposal.is_crisis else NEVER_TICKED
        offered = [route for route in Route if route not in proposal.needed and route not in never]
        if not proposal.is_reuse:
            offered.remove(Route.REUSE)
        self.fields["routes"].choices = [(one.value, _choice(one, proposal)) for one in offered]  # type: ignore[attr-defined]
        self.fields["routes"].initial = proposal.routes
        if set(proposal.signs) <= set(proposal.needed):
            del self.fields["why_lower"]
        self.proposal = proposal

    @property
    def left_out(self) -> dict[str, str]:
        """The author's sentence, for each route that the checks saw and the author did not tick."""
        why = self.cleaned_data.get("why_lower", "")
        return {one: why for one in self.proposal.signs if why and one not in self.cleaned_data["routes"]}


def _choice(route: Route, proposal: Proposal) -> Any:
    """What it is, who must sign for it, and what in the draft points to it."""
    people = ", ".join(str(seat.label) for seat in seats_of([route]))
    why = " ".join(proposal.because.get(route, ()))
    return Choice(route.label, hint=gettext("Cleared by %(people)s. %(why)s") % {"people": people, "why": why})


class SignForm(forms.Form):
    """In which place somebody signs, where several are theirs, and what the place wants to be said."""

    seat = forms.ChoiceField(label=_("You sign as"), widget=forms.RadioSelect)
    words = forms.CharField(
        validators=[MaxLengthValidator(MOST_WORDS)], required=False, widget=forms.Textarea({"rows": 2})
    )

    def __init__(self, *args: Any, seats: Sequence[Seat], routes: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["seat"].choices = [(seat.value, capfirst(str(seat.label))) for seat in seats]  # type: ignore[attr-defined]
        self.fields["seat"].initial = seats[0] if seats else ""
        wanted = next((words for seat in seats if (words := words_wanted(routes, seat))), "")
        self.fields["words"].label = wanted
        if len(seats) < MANY:
            del self.fields["seat"]
        if not wanted:
            del self.fields["words"]
