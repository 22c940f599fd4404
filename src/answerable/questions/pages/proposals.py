"""Merges and moves that the machine proposes and a person decides."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from answerable.accounts.guard import StaffRequest, staff
from answerable.accounts.roles import Act
from answerable.errors import Refused
from answerable.jobs import clock
from answerable.questions.decide_proposal import decide_proposal
from answerable.questions.models import Proposal, Question
from answerable.questions.pages.shown import number_in, post_shown, tone_of
from answerable.questions.together import representative_texts

MOST_SHOWN = 20
SAMPLE = 2


@staff(Act.GROUP)
def proposals(request: StaffRequest) -> HttpResponseBase:
    """The strongest twenty, each with its two buttons; takes one decision."""
    if request.method == "POST":
        _decide(request)
        return redirect("questions:proposals")
    waiting = Proposal.objects.filter(decided_at=None).order_by("-strength", "id")
    shown = list(waiting.select_related("question", "other", "post__channel", "post__author")[:MOST_SHOWN])
    sides = {side.pk for one in shown for side in (one.question, one.other) if side is not None}
    texts = representative_texts(sorted(sides))
    rows = [_row(one, texts) for one in shown]
    return render(request, "questions/proposals.html", {"rows": rows, "tone_of": tone_of})


def _row(proposal: Proposal, texts: dict[int, list[str]]) -> dict[str, Any]:
    return {
        "id": proposal.pk,
        "post": post_shown(proposal.post) if proposal.post else None,
        "question": _side(proposal.question, texts),
        "other": _side(proposal.other, texts) if proposal.other else None,
    }


def _side(question: Question, texts: dict[int, list[str]]) -> dict[str, Any]:
    return {"question": question, "texts": texts.get(question.pk, [])[:SAMPLE]}


def _decide(request: StaffRequest) -> None:
    proposal = get_object_or_404(Proposal, pk=number_in(request.POST.get("proposal", "")))
    accept = request.POST.get("verdict") == "accept"
    try:
        decide_proposal(proposal=proposal, accept=accept, person=request.user, at=clock.now())
    except Refused as refused:
        messages.warning(request, refused.reason)
        return
    messages.success(request, _("Done.") if accept else _("Kept apart. It is not proposed again."))
