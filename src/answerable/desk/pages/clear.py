"""The clearers' page: the words, the plan, the route and who signed, the questions of the rules; yes, or what not."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from answerable.accounts.guard import StaffRequest, staff
from answerable.accounts.models import Body
from answerable.accounts.roles import Act
from answerable.channels.connect import kind_of
from answerable.channels.sheet import price_words
from answerable.desk.clear import bind, clear_draft, want_changes, wrote
from answerable.desk.forms import WordsForm
from answerable.desk.models import Advice, Clearance, Decision, DraftVersion, Signature
from answerable.desk.pages.question import find_question
from answerable.desk.places import SignedAs
from answerable.desk.preview import previews
from answerable.desk.reach import UNREACHABLE, ChannelReach, reach_of
from answerable.desk.route_forms import SignForm
from answerable.desk.routes import Route, Seat, open_seats, seats_for
from answerable.desk.shown import route_shown, set_apart, shown
from answerable.errors import Refused
from answerable.guidance.in_force import rules_in_force
from answerable.jobs import clock


@staff(Act.CLEAR)
def clear(request: StaffRequest, public_id: str) -> HttpResponseBase:
    """Shows everything that is being agreed to, and takes the decision."""
    question = find_question(public_id)
    clearance = (
        Clearance.objects.filter(version__draft__question=question, decision=Decision.WAITING)
        .select_related("version__draft__question", "version__written_by", "asked_by")
        .first()
    )
    if clearance is None:
        messages.info(request, _("Nothing waits for clearance here."))
        return redirect("desk:question", public_id)
    signed = list(clearance.signatures.select_related("by").order_by("pk"))
    mine = _mine(clearance, signed, request)
    sends_back = "changes" in request.POST
    sign = SignForm(request.POST or None, seats=mine, routes=clearance.routes)
    form = WordsForm(
        request.POST or None,
        asked=_still_asked(clearance),
        required="" if sends_back else _("Answer in a few words before you clear."),
        note=_("Note to the author (needed when you send it back)"),
    )
    if request.method == "POST" and form.is_valid() and (sends_back or sign.is_valid()):
        try:
            _decide(request, clearance, form, {} if sends_back else sign.cleaned_data, sends_back=sends_back)
        except Refused as refused:
            form.add_error("note" if sends_back else None, refused.reason)
        else:
            return redirect("desk:question", public_id)
    context = _context(clearance, form, signed) | {
        "why_not": _why_not(clearance, signed, mine, request),
        "sign": sign,
        "at_once": request.user.may(Act.BREAK_GLASS),
    }
    wrong = form.errors or (not sends_back and sign.errors)
    return render(request, "desk/clear.html", context, status=422 if wrong else 200)


def _mine(clearance: Clearance, signed: list[Signature], request: StaffRequest) -> tuple[Seat, ...]:
    """The places that this person may sign in now."""
    return seats_for(request.user.roles, open_seats(clearance.routes, [one.seat for one in signed]))


def _why_not(clearance: Clearance, signed: list[Signature], mine: Sequence[Seat], request: StaffRequest) -> str:
    """Why this person does not sign now; empty where they may."""
    if not Body.objects.get().training:
        if wrote(clearance.version, request.user):
            return _("You wrote some of this draft, so another person must clear it.")
        if any(one.by_id == request.user.pk for one in signed):
            return _("You have signed. Somebody else signs next.")
    return "" if mine else _("Nobody with your roles signs next. You may still send it back.")


def _decide(
    request: StaffRequest, clearance: Clearance, form: WordsForm, place: Mapping[str, str], *, sends_back: bool
) -> None:
    note = form.cleaned_data["note"]
    if sends_back:
        want_changes(clearance=clearance, note=note, by=request.user, at=clock.now())
        messages.success(request, _("Sent back to the author."))
        return
    try:
        cutoff = datetime.fromisoformat(request.POST.get("cutoff", ""))
    except ValueError as error:
        raise Refused(_("This page is out of date. Open it again, then decide.")) from error
    made = clear_draft(
        clearance=clearance,
        seen_hash=request.POST.get("seen_hash", ""),
        cutoff=cutoff,
        answered=form.words,
        note=note,
        place=SignedAs(**place),
        by=request.user,
        at=clock.now(),
    )
    if made.decision == Decision.CLEARED:
        messages.success(request, _("Cleared. The answer is published and everyone who asked is told."))
    else:
        messages.success(request, _("Signed. It waits for the others that its route demands."))


def _asked(version: DraftVersion) -> dict[str, list[str]]:
    """What the rules ask the second person, by rule, with what in the draft raised it."""
    asked = {one["rule_id"]: [one["words"], *one["because"]] for one in version.questions}
    for finding in version.findings:
        if finding["severity"] == "ask":
            asked.setdefault(finding["rule_id"], [finding["message"]])
    return asked


def _still_asked(clearance: Clearance) -> dict[str, list[str]]:
    """Without what somebody who signed before has answered; that stands beside it."""
    return {rule: said for rule, said in _asked(clearance.version).items() if not clearance.answered.get(rule)}


def _context(clearance: Clearance, form: WordsForm, signed: list[Signature]) -> dict[str, object]:
    version = clearance.version
    # Everyone signs what the first saw; whoever joined since is told later.
    cutoff = signed[0].cutoff_at if signed else clock.now()
    _posts, askers, bound = bind(version, cutoff=cutoff)
    reach = reach_of(askers, at=cutoff, picture_count=len(version.pictures))
    findings = shown(version.findings, version.text, rules_in_force(Body.objects.get()))
    warnings = [one for one in findings if one["severity"] == "warn"]
    return {
        "question": version.draft.question,
        "version": version,
        "clearance": clearance,
        "form": form,
        "advice": Advice.objects.filter(draft=version.draft_id).select_related("asked_by", "ended_by").order_by("pk"),
        "route": route_shown(clearance, signed),
        "answered": [
            (said[0], clearance.answered[rule])
            for rule, said in _asked(version).items()
            if clearance.answered.get(rule)
        ],
        "left_out": [(Route(one).label, why) for one, why in clearance.left_out.items()],
        "warnings": [one | {"because": clearance.reasons.get(one["rule_id"], "")} for one in warnings],
        "previews": previews(version.draft.question, version),
        "plan": [_row(row) for row in reach],
        "apart": set_apart(version.draft.question),
        "tell_count": sum(row.tell_count for row in reach),
        "seen_hash": bound,
        "cutoff": cutoff.isoformat(),
    }


def _row(row: ChannelReach) -> dict[str, object]:
    return {
        "channel": row.channel.name,
        "tell": row.tell_count,
        "cannot": sum(count for _reason, count in row.cannot),
        "reasons": [f"{count} {UNREACHABLE[reason]}" for reason, count in row.cannot],
        "takes": row.seconds if row.seconds >= 1 else _("a moment") if row.tell_count else "",
        "note": f"{row.promise} {_cost(row)}".strip(),
    }


def _cost(row: ChannelReach) -> str:
    """What the telling costs in money, where the network asks for some."""
    price = kind_of(row.channel).price
    if price is None or not row.tell_count:
        return ""
    return _("It costs %(amounts)s.") % {"amounts": price_words(price, row.tell_count)}
