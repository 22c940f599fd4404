"""The writing page: words on one side, what the checks say on the other."""

from dataclasses import asdict

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from answerable.accounts.guard import StaffRequest, staff
from answerable.accounts.roles import Act
from answerable.design import difference
from answerable.desk.claim import claim_question
from answerable.desk.clear import hand_in, take_back
from answerable.desk.forms import DraftForm, WordsForm
from answerable.desk.judge import judge_words
from answerable.desk.mend import mend
from answerable.desk.models import Clearance, Decision, Draft, DraftState, DraftVersion
from answerable.desk.pages.question import find_question
from answerable.desk.preview import previews
from answerable.desk.shown import shown
from answerable.desk.write import Overtaken, drop_draft, open_draft, save_draft
from answerable.errors import Refused
from answerable.jobs import clock
from answerable.questions.models import Question

WORDS = ("text", "short_text", "sources", "language")


@staff(Act.DRAFT)
def draft(request: StaffRequest, public_id: str) -> HttpResponseBase:
    """Opens the draft of a question and saves versions of it."""
    question = find_question(public_id)
    claim_question(question=question, by=request.user, at=clock.now())
    open_one = open_draft(question=question, by=request.user, at=clock.now())
    newest = open_one.versions.select_related("written_by").order_by("-number").first()
    if open_one.state == DraftState.CLEARING:
        return redirect("desk:clear", public_id)
    if request.method != "POST":
        return _page(request, question, open_one, DraftForm(initial=_initial(newest, question)), newest)
    form = DraftForm(request.POST)
    if not form.is_valid():
        return _page(request, question, open_one, form, newest, status=422)
    try:
        given = {name: form.cleaned_data[name] for name in WORDS}
        version = save_draft(
            draft=open_one, based_on=form.cleaned_data["based_on"], by=request.user, at=clock.now(), **given
        )
    except Overtaken as overtaken:
        return _overtaken(request, question, open_one, form, overtaken)
    except Refused as refused:
        form.add_error(None, refused.reason)
        return _page(request, question, open_one, form, newest, status=422)
    messages.success(request, _("Version %(number)s is saved.") % {"number": version.number})
    return redirect("desk:hand_in" if "hand_in" in request.POST else "desk:draft", public_id)


def _initial(newest: DraftVersion | None, question: Question) -> dict[str, object]:
    if newest is None:
        return {"based_on": 0, "language": question.language or "en"}
    return {name: getattr(newest, name) for name in WORDS} | {"based_on": newest.number}


def _page(
    request: StaffRequest,
    question: Question,
    open_one: Draft,
    form: DraftForm,
    newest: DraftVersion | None,
    status: int = 200,
    **more: object,
) -> HttpResponseBase:
    last = (
        Clearance.objects.filter(version__draft=open_one, decision__in=[Decision.CHANGES, Decision.VOID])
        .select_related("decided_by")
        .order_by("-pk")
        .first()
    )
    context = {
        "question": question,
        "draft": open_one,
        "form": form,
        "newest": newest,
        "findings": shown(newest.findings, newest.text) if newest else [],
        "clearer_questions": newest.questions if newest else [],
        "previews": previews(question, newest) if newest else [],
        "sent_back": last,
    }
    return render(request, "desk/draft.html", context | more, status=status)


def _overtaken(
    request: StaffRequest, question: Question, open_one: Draft, form: DraftForm, overtaken: Overtaken
) -> HttpResponseBase:
    """Shows both texts; saving again from here is based on the newest, so nobody is overwritten unread."""
    form.add_error(None, overtaken.reason)
    form.data = form.data.copy()  # type: ignore[attr-defined]  # a QueryDict
    form.data["based_on"] = str(overtaken.newest.number)  # type: ignore[index]
    parts = difference.words(overtaken.newest.text, form.cleaned_data["text"])
    return _page(request, question, open_one, form, overtaken.newest, status=409, parts=parts)


@require_POST
@staff(Act.DRAFT)
def judge(request: StaffRequest, public_id: str) -> HttpResponseBase:
    """The findings for words as they are typed: a fragment, nothing is saved."""
    question = find_question(public_id)
    given = {name: request.POST.get(name, "")[:20_000] for name in WORDS}
    judged = judge_words(question=question, kind="answer", at=clock.now(), **given)
    findings = shown([asdict(finding) for finding in judged.findings], given["text"])
    return render(request, "desk/findings.html", {"findings": findings, "question": question, "typing": True})


@require_POST
@staff(Act.DRAFT)
def apply_mend(request: StaffRequest, public_id: str) -> HttpResponseBase:
    """Applies one mechanical mend to the newest version and saves the result as the next."""
    question = find_question(public_id)
    open_one = open_draft(question=question, by=request.user, at=clock.now())
    mend(
        draft=open_one,
        number=int(request.POST.get("number", "0") or 0),
        finding=int(request.POST.get("finding", "-1") or -1),
        by=request.user,
        at=clock.now(),
    )
    return redirect("desk:draft", public_id)


@staff(Act.DRAFT)
def hand_in_page(request: StaffRequest, public_id: str) -> HttpResponseBase:
    """Before a second person sees it: reasons for each warning that stays."""
    question = find_question(public_id)
    open_one = open_draft(question=question, by=request.user, at=clock.now())
    newest = open_one.versions.select_related("written_by").order_by("-number").first()
    if newest is None or open_one.state != DraftState.WRITING:
        return redirect("desk:draft", public_id)
    warnings = {finding["rule_id"]: finding["message"] for finding in newest.findings if finding["severity"] == "warn"}
    form = WordsForm(
        request.POST or None,
        asked={rule: _("%(message)s Why go on?") % {"message": message} for rule, message in warnings.items()},
    )
    if request.method == "POST" and form.is_valid():
        try:
            hand_in(
                draft=open_one,
                number=int(request.POST.get("number", "0") or 0),
                reasons=form.words,
                by=request.user,
                at=clock.now(),
            )
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            messages.success(request, _("Handed in. A second person decides now."))
            return redirect("desk:question", public_id)
    context = {
        "question": question,
        "form": form,
        "newest": newest,
        "blocking": [finding for finding in shown(newest.findings, newest.text) if finding["severity"] == "block"],
        "previews": previews(question, newest),
    }
    return render(request, "desk/hand_in.html", context, status=422 if form.errors else 200)


@require_POST
@staff(Act.DRAFT)
def take_back_page(request: StaffRequest, public_id: str) -> HttpResponseBase:
    """Takes a draft that waits for clearance back to write on."""
    question = find_question(public_id)
    waiting = Clearance.objects.filter(version__draft__question=question, decision=Decision.WAITING).first()
    if waiting is None:
        raise Refused(_("This draft does not wait for clearance any more."))
    take_back(clearance=waiting, by=request.user, at=clock.now())
    return redirect("desk:draft", public_id)


@require_POST
@staff(Act.DRAFT)
def drop(request: StaffRequest, public_id: str) -> HttpResponseBase:
    """Lays the draft aside."""
    question = find_question(public_id)
    open_one = Draft.objects.filter(question=question, state=DraftState.WRITING).first()
    if open_one is not None:
        drop_draft(draft=open_one, by=request.user)
    return redirect("desk:question", public_id)
