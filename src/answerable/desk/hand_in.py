"""Handing in: the author says what is in the draft and why they go on past warnings; then it waits for others."""

from collections.abc import Collection, Mapping
from datetime import datetime
from types import MappingProxyType

from django.db import transaction
from django.utils.translation import gettext as _

from answerable.accounts.models import Body, Person
from answerable.accounts.pseudonym import name_in_record
from answerable.accounts.roles import Act
from answerable.desk.clear import bind
from answerable.desk.models import Clearance, Draft, DraftKind, DraftState, DraftVersion
from answerable.desk.propose_route import Proposal, propose_routes, still_blocking
from answerable.desk.routes import Route
from answerable.desk.write import is_judged_so, judge_version
from answerable.errors import Refused
from answerable.guidance.in_force import rules_in_force
from answerable.questions.models import State
from answerable.questions.rename import give_title
from answerable.questions.states import move_question
from answerable.record.append import append


def hand_in(
    *,
    draft: Draft,
    number: int,
    reasons: Mapping[str, str],
    title: str = "",
    routes: Collection[str] | None = None,
    left_out: Mapping[str, str] = MappingProxyType({}),
    by: Person,
    at: datetime,
) -> Clearance:
    """Asks for clearance of version `number`. `reasons` say, by rule, why the author goes on past a warning.

    `title` puts the question in the author's words, as everyone will read it; empty leaves it as it is. `routes` are
    what the author says is in the draft, None what the machine proposes; `left_out` says, by route, why a proposed one
    is not taken. Raises `Refused` for a version that is not the newest, a finding that blocks, a warning or a lower
    route without a reason.
    """
    if not by.may(Act.DRAFT):
        raise Refused(_("Your roles do not let you hand in drafts."))
    with transaction.atomic():
        draft = Draft.objects.select_for_update(of=("self",)).select_related("question").get(pk=draft.pk)
        version = draft.versions.order_by("-number").first()
        if draft.state != DraftState.WRITING or version is None or version.number != number:
            raise Refused(_("The draft changed while you looked at it. Read it again, then hand it in."))
        proposal = propose_routes(version, rules_in_force(Body.objects.get()))
        taken = _routes_taken(proposal, routes, left_out)
        _check_findings(version, reasons, taken, at)
        if title and " ".join(title.split()) != draft.question.title:
            give_title(draft.question, title, by)
            version.draft = draft
        _posts, askers, bound = bind(version, cutoff=at)
        clearance = Clearance.objects.create(
            version=version,
            bound_hash=bound,
            cutoff_at=at,
            channel_ids=sorted({asker.channel.pk for asker in askers if not asker.reason}),
            asker_count=len(askers),
            asked_by=by,
            asked_at=at,
            reasons=_said(reasons),
            routes=taken,
            proposed=list(proposal.routes),
            left_out=_said({one: why for one, why in left_out.items() if one not in taken}),
        )
        Draft.objects.filter(pk=draft.pk).update(state=DraftState.CLEARING)
        if draft.kind == DraftKind.ANSWER:
            move_question(question=draft.question, to=State.CLEARING, at=at)
        _append_drafted(version, at)
    return clearance


def _said(words: Mapping[str, str]) -> dict[str, str]:
    return {name: said.strip() for name, said in words.items() if said.strip()}


def _append_drafted(version: DraftVersion, at: datetime) -> None:
    draft = version.draft
    fields: dict[str, str | int] = {
        "answer": draft.answer_id,
        "question": draft.question.public_id,
        "version": draft.answer_version,
        "by": name_in_record(version.written_by, on=draft.opened_at.date()),
        "about": draft.question.public_id,
    }
    append(type="answer.drafted", fields=fields, disclosed={}, on=at.date())


def _routes_taken(proposal: Proposal, routes: Collection[str] | None, left_out: Mapping[str, str]) -> list[str]:
    """What the author says with what is needed anyway, in order; published facts when they say nothing."""
    said = set(proposal.routes if routes is None else routes) | set(proposal.needed)
    if not said <= set(Route):
        raise Refused(_("Choose what is in the draft from the list."))
    if not proposal.is_possible(said):
        raise Refused(_("These are not the words of a standing answer, or no crisis was declared. Say what is in it."))
    if proposal.lacking(said, left_out):
        raise Refused(_("The checks see more in the draft than you say. Tick it, or give a reason why it is not so."))
    weighs = said - {Route.FACTUAL} or {Route.FACTUAL}
    return [route.value for route in Route if route in weighs]


def _check_findings(version: DraftVersion, reasons: Mapping[str, str], routes: Collection[str], at: datetime) -> None:
    if not is_judged_so(version, judge_version(version, at=at)):
        raise Refused(_("What the checks say has changed since this was saved. Save it again and read the findings."))
    if still_blocking(version.findings, rules_in_force(Body.objects.get()), routes):
        raise Refused(_("The checks found something that must be mended before this can be cleared."))
    if any(
        finding["severity"] == "warn" and not reasons.get(finding["rule_id"], "").strip()
        for finding in version.findings
    ):
        raise Refused(_("For each warning, mend the words or give a reason for going on."))
