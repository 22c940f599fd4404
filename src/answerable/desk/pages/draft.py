"""The writing page: words on one side, what the checks say on the other. What somebody typed is never thrown away."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

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
from answerable.desk.clean_picture import MOST_BYTES_GIVEN
from answerable.desk.forms import DraftForm, PlaceForm
from answerable.desk.judge import judge_words
from answerable.desk.judge_anew import judged_now
from answerable.desk.mend import mend
from answerable.desk.models import Clearance, Decision, Draft, DraftState, DraftVersion
from answerable.desk.pages.question import find_question
from answerable.desk.picture_forms import UploadForm, described_in, forms_for, with_added
from answerable.desk.pictures import keep_picture, with_sizes
from answerable.desk.preview import previews
from answerable.desk.shown import changes, shown
from answerable.desk.words import words_of
from answerable.desk.write import MOST_CHARACTERS, Overtaken, drop_draft, open_draft, save_draft
from answerable.errors import Refused
from answerable.guidance.in_force import rules_in_force
from answerable.jobs import clock
from answerable.questions.models import Question, State

WORDS = ("text", "short_text", "sources", "language", "content_warning")
FIELDS = (*WORDS, "is_service")


@dataclass
class _Pictures:
    """The pictures of the form as they are to be saved, and the form to add one; a chosen file is kept at once."""

    described: list[dict[str, Any]]
    upload: UploadForm = field(default_factory=UploadForm)

    @property
    def forms(self) -> Any:
        return forms_for(self.described)

    @classmethod
    def sent_with(cls, request: StaffRequest, *, at: datetime) -> "_Pictures":
        form = UploadForm(request.POST, request.FILES)
        there, chosen = described_in(request), request.FILES.get("picture")
        if not form.is_valid() or chosen is None:
            return cls(there, form)
        try:
            added = keep_picture(given=chosen.read(MOST_BYTES_GIVEN + 1), at=at)
        except Refused as refused:
            form.add_error("picture", refused.reason)
            return cls(there, form)
        return cls(with_added(there, added, form))


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
    added = _Pictures.sent_with(request, at=now)
    if not form.is_valid() or added.upload.errors:
        return _page(request, question, form, newest, status=422, pictures=added)
    given = {name: form.cleaned_data[name] for name in FIELDS} | {"pictures": added.described}
    try:
        open_one = open_one or open_draft(question=question, by=request.user, at=now)
        version = save_draft(draft=open_one, based_on=form.cleaned_data["based_on"], by=request.user, at=now, **given)
    except Overtaken as overtaken:
        return _overtaken(request, question, form, overtaken, added)
    except Refused as refused:
        form.add_error(None, refused.reason)
        return _page(request, question, form, newest, status=422, pictures=added)
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
    pictures: "_Pictures | None" = None,
    **more: object,
) -> HttpResponseBase:
    sent_back = Clearance.objects.filter(version__draft=newest.draft_id) if newest else Clearance.objects.none()
    last = sent_back.exclude(decision=Decision.WAITING).select_related("decided_by").order_by("-pk").first()
    judged = judged_now(newest, at=clock.now()) if newest else None
    context = {
        "question": question,
        "form": form,
        "pictures": pictures or _Pictures(list(newest.pictures) if newest else []),
        "newest": newest,
        "findings": shown(judged.findings, newest.text, rules_in_force(Body.objects.get()))
        if newest and judged
        else [],
        "clearer_questions": judged.questions if judged else [],
        "previews": previews(question, newest) if newest else [],
        "sent_back": last if last and last.decision in {Decision.CHANGES, Decision.VOID} else None,
    }
    return render(request, "desk/draft.html", context | more, status=status)


def _overtaken(
    request: StaffRequest, question: Question, form: DraftForm, overtaken: Overtaken, added: _Pictures
) -> HttpResponseBase:
    """Shows both texts; saving again from here is based on the newest, so nobody is overwritten unread."""
    theirs = overtaken.newest
    form.add_error(None, overtaken.reason)
    form.data = request.POST.copy()
    form.data["based_on"] = str(theirs.number)
    before = {name: getattr(theirs, name) for name in WORDS}
    difference = changes(before, {name: form.cleaned_data[name] for name in WORDS})
    return _page(request, question, form, theirs, status=409, pictures=added, theirs=theirs, difference=difference)


@staff(Act.DRAFT)
@require_POST
def judge(request: StaffRequest, public_id: str) -> HttpResponseBase:
    """The findings for words as they are typed: a fragment, nothing is saved."""
    question = find_question(public_id)
    given = {name: request.POST.get(name, "").replace("\0", "")[:MOST_CHARACTERS] for name in WORDS}
    is_service = request.POST.get("is_service", "") in {"on", "True"}
    pictures = with_sizes(described_in(request))
    judged = judge_words(question=question, at=clock.now(), is_service=is_service, pictures=pictures, **given)
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
