"""Advice about a draft: what was asked of the propriety contact, what they said, and the form whose turn it is."""

from django import forms
from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from answerable.accounts.guard import StaffRequest, staff
from answerable.accounts.models import Person
from answerable.accounts.roles import Act
from answerable.desk.advise import ask_advice, give_advice, open_advice, take_advice_back
from answerable.desk.forms import NoteForm
from answerable.desk.models import Advice, Draft, DraftState
from answerable.desk.pages.question import find_question
from answerable.errors import Refused
from answerable.jobs import clock
from answerable.questions.models import Question


@staff(Act.ASK_ADVICE)
def page(request: StaffRequest, public_id: str) -> HttpResponseBase:
    """Asks, answers, declines or takes back, by the button that was pressed."""
    question = find_question(public_id)
    draft = Draft.objects.filter(question=question).exclude(state=DraftState.DROPPED).order_by("-pk").first()
    if draft is None:
        raise Refused(_("There is no draft to ask about yet. Write it first."))
    wanted = open_advice(draft.pk)
    form = NoteForm(request.POST if request.method == "POST" and "back" not in request.POST else None)
    form.fields["note"].label = (
        _("What do you want to know? It is the reason why the clock stops.") if wanted is None else _("Your advice")
    )
    if request.method == "POST" and (form.is_valid() or "back" in request.POST):
        try:
            said = _act(request, draft, wanted, form)
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            messages.success(request, said)
            return redirect("desk:question", public_id)
    return render(
        request, "desk/advice.html", _context(question, draft, wanted, form, request.user), status=_status(form)
    )


def _status(form: forms.Form) -> int:
    return 422 if form.errors else 200


def _act(request: StaffRequest, draft: Draft, wanted: Advice | None, form: NoteForm) -> str:
    """Does what the button says; the sentence that says so."""
    by, at = request.user, clock.now()
    if wanted is None:
        ask_advice(draft=draft, why=form.cleaned_data["note"], by=by, at=at)
        return _("Asked. The clock stands still until it is answered or taken back.")
    if "back" in request.POST:
        take_advice_back(advice=wanted, by=by, at=at)
        return _("Taken back. The clock goes on.")
    give_advice(advice=wanted, words=form.cleaned_data["note"], declines="decline" in request.POST, by=by, at=at)
    return _("Kept with the draft. The clock goes on.")


def _context(
    question: Question, draft: Draft, wanted: Advice | None, form: NoteForm, person: Person
) -> dict[str, object]:
    past = Advice.objects.filter(draft=draft).exclude(ended_at=None).select_related("asked_by", "ended_by")
    return {
        "question": question,
        "newest": draft.versions.order_by("-number").first(),
        "wanted": wanted,
        "past": past.order_by("pk"),
        "form": form,
        "advises": person.may(Act.ADVISE),
    }
