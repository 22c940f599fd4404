"""One question: where it stands, what people said, and the one next step."""

from datetime import date, datetime
from typing import Any

from django.contrib import messages
from django.db import connection
from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from answerable.accounts.body import body_of
from answerable.accounts.guard import StaffRequest, staff
from answerable.accounts.models import Body, Person
from answerable.accounts.roles import Act
from answerable.desk.area import area_under, areas_of
from answerable.desk.claim import assign_question, claim_question, release_question
from answerable.desk.clear import wrote
from answerable.desk.forms import AssignForm, TriageForm, writers
from answerable.desk.hold import held
from answerable.desk.models import Clearance, Decision, Draft, DraftState
from answerable.desk.next_step import Standing, next_step
from answerable.desk.routes import open_seats, seats_for
from answerable.desk.shown import route_shown
from answerable.desk.signs_in import signs_in
from answerable.desk.story import clearances_of, story_of
from answerable.desk.triage import reopen_question, triage_question
from answerable.errors import Refused
from answerable.guidance.switches import ELSEWHERE, in_force, is_any_in_force
from answerable.guidance.switches_shown import shown
from answerable.jobs import clock
from answerable.questions.models import Outcome, Question, State
from answerable.questions.pages.shown import clearest_posts, tone_of

SAMPLE = 5
MOST_WAITING = 200
AT_WORK = {State.NEW, State.ANSWERING}
"""The states in which somebody is expected to answer."""

_COLUMNS = [one.attname for one in Question._meta.concrete_fields if one.name != "search"]  # noqa: SLF001  documented
_FIND = f"SELECT {', '.join(_COLUMNS)} FROM questions_question WHERE public_id = %s"  # noqa: S608  our own words


def find_question(public_id: str) -> Question:
    """The question of this address; the people around it are fetched where they are named, which is seldom.

    By plain SQL, which is a third of the work of the same with the query put together anew on every page.
    """
    with connection.cursor() as cursor:
        cursor.execute(_FIND, [public_id])
        row = cursor.fetchone()
    if row is None:
        raise Http404(public_id)
    return Question.from_db("default", _COLUMNS, row)


@staff(Act.READ)
def question(request: StaffRequest, public_id: str) -> HttpResponseBase:
    """Everything about one question on one page."""
    one, now = find_question(public_id), clock.now()
    drafts = _drafts(one)
    draft = next((each for each in drafts if each.state != DraftState.DROPPED), None)
    newest = draft.versions.order_by("-number").first() if draft else None
    clearances = clearances_of(one) if drafts else []
    clearance = next((each for each in reversed(clearances) if draft and each.version.draft_id == draft.pk), None)
    waits = clearance is not None and clearance.decision == Decision.WAITING
    may = {act for act in Act if request.user.may(act)}
    body = body_of(request)
    standing = Standing(
        state=one.state,
        is_drafting=draft is not None and draft.state == DraftState.WRITING,
        is_saved=newest is not None,
        is_waiting=waits,
        is_for_others=clearance is not None
        and waits
        and not _turn(clearance, request.user, training=bool(body and body.training))["mine"],
        wrote=newest is not None and not (body and body.training) and wrote(newest, request.user),
    )
    context = {
        "question": one,
        "channels": _channels(one),
        "posts": _sample(one),
        "signs": signs_in(one),
        "newest": newest,
        "clearance": clearance,
        "route": route_shown(clearance, list(clearance.signatures.all())) if clearance and waits else None,
        "standing": standing,
        "step": next_step(standing, may),
        "writers": writers().values_list("pk", "name") if one.state in AT_WORK and Act.ASSIGN in may else [],
        "story": story_of(one, clearances, is_drafted=bool(drafts)),
        "may": {act.name.lower(): True for act in may},
        "claimed": one.claimed_by_id is not None and one.claimed_until is not None and one.claimed_until > now,
        "mine": one.claimed_by_id == request.user.pk,
        **_under_switches(one, clearance, now),
        "tone": tone_of(one.state),
    }
    return render(request, "desk/question.html", context)


def _under_switches(question: Question, clearance: Clearance | None, now: datetime) -> dict[str, Any]:
    """What holds the cleared answer back, and which places it matters to ask about; nothing while no switch is on."""
    if not is_any_in_force(at=now):
        return {}
    switches = in_force(at=now)
    cleared = Clearance.objects.filter(pk=clearance.pk if clearance else 0, decision=Decision.CLEARED)
    return {
        "held_by": [shown(one) for holding in held(cleared, at=now).values() for one in holding],
        "areas": areas_of(switches),
        "area": area_under(switches, question),
        "elsewhere": ELSEWHERE,
    }


def _drafts(question: Question) -> list[Draft]:
    """All that were ever opened, the latest first. Most questions have none, which plain SQL says for less."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT EXISTS (SELECT 1 FROM desk_draft WHERE question_id = %s)", [question.pk])
        (is_drafted,) = cursor.fetchone()
    return list(Draft.objects.filter(question=question).order_by("-pk")) if is_drafted else []


def _channels(question: Question) -> list[tuple[str, int]]:
    """The name of each channel it was asked on, with how many posts came there, most first."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT channel.name, post_count FROM questions_questionchannel AS came"
            " JOIN channels_channel AS channel ON channel.id = channel_id"
            " WHERE question_id = %s AND post_count > 0 ORDER BY post_count DESC, channel.name",
            [question.pk],
        )
        rows: list[tuple[str, int]] = cursor.fetchall()
    return rows


def _sample(question: Question) -> list[dict[str, Any]]:
    """The clearest posts, as cards."""
    return [post | {"heading_level": 3} for post in clearest_posts(question, SAMPLE)]


@staff(Act.TRIAGE)
def triage(request: StaffRequest, public_id: str) -> HttpResponseBase:
    """Decides what happens to the question."""
    one = find_question(public_id)
    form = TriageForm(request.POST or None, initial={"outcome": "answer"})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        back: date | None = given["comes_back_on"]
        try:
            triage_question(
                question=one,
                outcome=given["outcome"],
                reason=given["reason"],
                note=given["note"],
                comes_back_on=back,
                by=request.user,
                at=clock.now(),
            )
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            if given["outcome"] == Outcome.ANSWER and request.user.may(Act.DRAFT):
                return redirect("desk:draft", public_id)
            messages.success(request, _("Recorded: %(outcome)s.") % {"outcome": Outcome(given["outcome"]).label})
            return redirect("questions:inbox")
    context = {"question": one, "form": form, "posts": _sample(one)}
    return render(request, "desk/triage.html", context, status=422 if form.errors else 200)


@staff(Act.ASSIGN)
@require_POST
def claim(request: StaffRequest, public_id: str) -> HttpResponseBase:
    """Takes the question up, or gives it back."""
    one = find_question(public_id)
    if request.POST.get("release"):
        release_question(question=one, by=request.user)
    else:
        claim_question(question=one, by=request.user, at=clock.now())
    return redirect("desk:question", public_id)


@staff(Act.ASSIGN)
@require_POST
def assign(request: StaffRequest, public_id: str) -> HttpResponseBase:
    """Says who is expected to answer."""
    one = find_question(public_id)
    form = AssignForm(request.POST)
    if not form.is_valid():
        raise Refused(_("Choose an author who works here."))
    assign_question(question=one, to=form.cleaned_data["to"], by=request.user, at=clock.now())
    return redirect("desk:question", public_id)


@staff(Act.TRIAGE)
@require_POST
def reopen(request: StaffRequest, public_id: str) -> HttpResponseBase:
    """Brings an ended question back."""
    reopen_question(question=find_question(public_id), by=request.user, at=clock.now())
    return redirect("desk:question", public_id)


@staff(Act.READ)
def to_clear(request: StaffRequest) -> HttpResponseBase:
    """Drafts that wait to be cleared: those where it is this person's turn first, then the longest waiting."""
    waiting = (
        Clearance.objects.filter(decision=Decision.WAITING)
        .select_related("version__draft__question", "asked_by")
        .prefetch_related("signatures__by")
        .order_by("asked_at")
    )
    training = Body.objects.filter(training=True).exists()
    rows = [_turn(one, request.user, training=training) for one in waiting[:MOST_WAITING]]
    return render(request, "desk/to_clear.html", {"rows": sorted(rows, key=lambda row: not row["mine"])})


def _turn(clearance: Clearance, person: Person, *, training: bool) -> dict[str, Any]:
    """One draft of the list: who signs next, and whether that may be this person."""
    signed = list(clearance.signatures.all())
    free = open_seats(clearance.routes, [one.seat for one in signed])
    others = training or person.pk not in {*clearance.writer_ids, *(one.by_id for one in signed)}
    return {
        "clearance": clearance,
        "mine": others and bool(seats_for(person.roles, free)),
        "next": route_shown(clearance, signed).next_words,
    }
