"""The writing page: words on one side, what the checks say on the other. What somebody typed is never thrown away."""

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from answerable.accounts.guard import StaffRequest, staff
from answerable.accounts.models import LANGUAGES, Body, Person
from answerable.accounts.roles import Act
from answerable.desk.area import is_in_period
from answerable.desk.claim import claim_question
from answerable.desk.forms import DraftForm, PlaceForm
from answerable.desk.judge import judge_words
from answerable.desk.judge_anew import judged_now
from answerable.desk.mend import mend
from answerable.desk.models import Clearance, Decision, Draft, DraftState, DraftVersion
from answerable.desk.pages.question import find_question
from answerable.desk.preview import previews
from answerable.desk.shown import changes, shown
from answerable.desk.write import MOST_CHARACTERS, Overtaken, drop_draft, open_draft, save_draft, words_of
from answerable.errors import Refused
from answerable.guidance.in_force import rules_in_force
from answerable.jobs import clock
from answerable.questions.models import Question, State

WORDS = ("text", "short_text", "sources", "language")
FIELDS = (*WORDS, "is_service")


@staff(Act.DRAFT)
def draft(request: StaffRequest, public_id: str) -> HttpResponseBase:
    """Shows the draft of a question, and saves versions of it."""
    question = find_question(public_id)
    open_one = find_open_draft(question)
    if request.method == "POST":
        return _save(request, question, open_one)
    if open_one is not None and open_one.state == DraftState.CLEARING:
        return redirect("desk:question", public_id)
    if open_one is None and question.state != State.ANSWERING:
        raise Refused(_("A draft is opened for a question that is being answered. Triage it first."))
    newest = newest_version(open_one)
    form = DraftForm(initial=_initial(newest, question), in_period=is_in_period(question, at=clock.now()))
    return _page(request, question, form, newest, writing_too=_writes_too(question, request.user))


def find_open_draft(question: Question) -> Draft | None:
    """The draft that is being written or waits for clearance."""
    return Draft.objects.filter(question=question, state__in=[DraftState.WRITING, DraftState.CLEARING]).first()


def newest_version(open_one: Draft | None) -> DraftVersion | None:
    """What was saved last."""
    return open_one.versions.select_related("written_by").order_by("-number").first() if open_one else None


def _save(request: StaffRequest, question: Question, open_one: Draft | None) -> HttpResponseBase:
    now = clock.now()
    form = DraftForm(request.POST, in_period=is_in_period(question, at=now))
    newest = newest_version(open_one)
    if not form.is_valid():
        return _page(request, question, form, newest, status=422)
    given = {name: form.cleaned_data[name] for name in FIELDS}
    try:
        open_one = open_one or open_draft(question=question, by=request.user, at=now)
        version = save_draft(draft=open_one, based_on=form.cleaned_data["based_on"], by=request.user, at=now, **given)
    except Overtaken as overtaken:
        return _overtaken(request, question, form, overtaken)
    except Refused as refused:
        form.add_error(None, refused.reason)
        return _page(request, question, form, newest, status=422)
    _writes_too(question, request.user)
    messages.success(request, _("Version %(number)s is saved.") % {"number": version.number})
    return redirect("desk:hand_in" if "hand_in" in request.POST else "desk:draft", question.public_id)


def _writes_too(question: Question, person: Person) -> str:
    """Claims the question; where somebody else has it, the name of whoever works on it. Both may write knowingly."""
    try:
        claim_question(question=question, by=person, at=clock.now())
    except Refused:
        question.refresh_from_db(fields=["claimed_by"])
        return question.claimed_by.name if question.claimed_by else ""
    return ""


def _initial(newest: DraftVersion | None, question: Question) -> dict[str, object]:
    if newest is not None:
        return words_of(newest) | {"is_service": newest.is_service, "based_on": newest.number}
    known = {code for code, _name in LANGUAGES}
    language = question.language if question.language in known else Body.objects.get().language
    return {"based_on": 0, "language": language}


def _page(
    request: StaffRequest,
    question: Question,
    form: DraftForm,
    newest: DraftVersion | None,
    status: int = 200,
    **more: object,
) -> HttpResponseBase:
    sent_back = Clearance.objects.filter(version__draft=newest.draft_id) if newest else Clearance.objects.none()
    last = sent_back.exclude(decision=Decision.WAITING).select_related("decided_by").order_by("-pk").first()
    judged = judged_now(newest, at=clock.now()) if newest else None
    context = {
        "question": question,
        "form": form,
        "newest": newest,
        "findings": shown(judged.findings, newest.text, rules_in_force(Body.objects.get()))
        if newest and judged
        else [],
        "clearer_questions": judged.questions if judged else [],
        "previews": previews(question, newest) if newest else [],
        "sent_back": last if last and last.decision in {Decision.CHANGES, Decision.VOID} else None,
    }
    return render(request, "desk/draft.html", context | more, status=status)


def _overtaken(request: StaffRequest, question: Question, form: DraftForm, overtaken: Overtaken) -> HttpResponseBase:
    """Shows both texts; saving again from here is based on the newest, so nobody is overwritten unread."""
    theirs = overtaken.newest
    form.add_error(None, overtaken.reason)
    form.data = request.POST.copy()
    form.data["based_on"] = str(theirs.number)
    difference = changes(words_of(theirs), {name: form.cleaned_data[name] for name in WORDS})
    return _page(request, question, form, theirs, status=409, theirs=theirs, difference=difference)


@staff(Act.DRAFT)
@require_POST
def judge(request: StaffRequest, public_id: str) -> HttpResponseBase:
    """The findings for words as they are typed: a fragment, nothing is saved."""
    question = find_question(public_id)
    given = {name: request.POST.get(name, "").replace("\0", "")[:MOST_CHARACTERS] for name in WORDS}
    is_service = request.POST.get("is_service", "") in {"on", "True"}
    judged = judge_words(question=question, at=clock.now(), is_service=is_service, **given)
    context = {
        "findings": shown(judged.findings, given["text"], rules_in_force(Body.objects.get())),
        "question": question,
        "typing": True,
    }
    return render(request, "desk/findings.html", context)


@staff(Act.DRAFT)
@require_POST
def apply_mend(request: StaffRequest, public_id: str) -> HttpResponseBase:
    """Applies one mechanical mend to the newest version and saves the result as the next."""
    question, form = find_question(public_id), PlaceForm(request.POST)
    open_one = find_open_draft(question)
    if open_one is None or not form.is_valid():
        raise Refused(_("The draft changed while you looked at it. Read the findings again."))
    version = mend(draft=open_one, by=request.user, at=clock.now(), **form.cleaned_data)
    messages.success(request, _("Mended: version %(number)s is saved.") % {"number": version.number})
    return redirect("desk:draft", public_id)


@staff(Act.DRAFT)
@require_POST
def drop(request: StaffRequest, public_id: str) -> HttpResponseBase:
    """Lays the draft aside."""
    question = find_question(public_id)
    open_one = find_open_draft(question)
    if open_one is not None:
        drop_draft(draft=open_one, by=request.user)
        messages.success(request, _("The draft is laid aside. Its versions are kept."))
    return redirect("desk:question", public_id)
