"""A person's request: found, checked, copied, erased, from one page."""

from django.contrib import messages
from django.http import FileResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from answerable.accounts.guard import StaffRequest, staff
from answerable.accounts.roles import Act
from answerable.errors import Refused
from answerable.jobs import clock
from answerable.keeping.erase_person import erase_person, plan_erasure
from answerable.keeping.export_person import export_person
from answerable.keeping.forms import CheckForm, CopyForm, EndForm, EraseForm, GivenForm, RequestForm
from answerable.keeping.inventory import held, subject_of
from answerable.keeping.look_up import look_up
from answerable.keeping.models import PersonRequest, Wish
from answerable.keeping.open_request import check_identity, end_request, note_copy, open_request
from answerable.keeping.pages.shown import next_of, recorded
from answerable.listening.models import Post


@staff(Act.KEEP_RECORDS)
def new(request: StaffRequest) -> HttpResponseBase:
    """What they gave, then which of the accounts found are theirs. It is sent, never put into an address."""
    asked = request.POST if request.method == "POST" else None
    given = GivenForm(asked)
    form, found = None, []
    if given.is_valid():
        found = look_up(given.cleaned_data["given"])
        chosen = asked if asked and "wish" in asked else None
        form = RequestForm(chosen, initial={"wish": Wish.BOTH})
        form.offer(found)
        if chosen is not None and form.is_valid():
            accounts = [one.account for one in found if str(one.account.pk) in form.cleaned_data["accounts"]]
            told = {"wish": form.cleaned_data["wish"], "received_on": form.cleaned_data["received_on"]}
            try:
                made = open_request(
                    given=given.cleaned_data["given"], accounts=accounts, by=request.user, at=clock.now(), **told
                )
                return redirect("keeping:person", made.public_id)
            except Refused as refused:
                form.add_error(None, refused.reason)
    context = {"given": given, "form": form, "found": found}
    wrong = given.errors or (form is not None and form.errors)
    return render(request, "keeping/new_person.html", context, status=422 if wrong else 200)


@staff(Act.KEEP_RECORDS)
def person(request: StaffRequest, public_id: str) -> HttpResponseBase:
    """Everything about one request, with one next step."""
    row = get_object_or_404(PersonRequest, public_id=public_id)
    of = subject_of(row)
    posts = Post.objects.filter(pk__in=of.posts).select_related("channel").order_by("-heard_at", "-pk")
    context = {
        "row": row,
        "step": next_of(row),
        "accounts": of.accounts,
        "held": [(part.title, count) for part, count in held(of)],
        "posts": posts[:20],
        "post_count": len(of.posts),
        "check": CheckForm(),
        "copy": CopyForm(initial={"with_safeguarding": False}),
        "end": EndForm(),
        "entries": recorded(row.public_id),
    }
    return render(request, "keeping/person.html", context)


@staff(Act.KEEP_RECORDS)
@require_POST
def check(request: StaffRequest, public_id: str) -> HttpResponseBase:
    """Says how identity was checked."""
    row = get_object_or_404(PersonRequest, public_id=public_id)
    form = CheckForm(request.POST)
    if not form.is_valid():
        raise Refused(_("Choose how you made sure who they are."))
    check_identity(request=row, **form.cleaned_data, by=request.user, at=clock.now())
    messages.success(request, _("Written down."))
    return redirect("keeping:person", public_id)


@staff(Act.KEEP_RECORDS)
@require_POST
def copy(request: StaffRequest, public_id: str) -> HttpResponseBase:
    """The copy as a file."""
    row, now = get_object_or_404(PersonRequest, public_id=public_id), clock.now()
    note_copy(request=row, by=request.user, at=now)
    made = export_person(request=row, with_safeguarding=bool(request.POST.get("with_safeguarding")), at=now)
    return FileResponse(made, as_attachment=True, filename=f"{public_id}.zip", content_type="application/zip")


@staff(Act.KEEP_RECORDS)
def erase(request: StaffRequest, public_id: str) -> HttpResponseBase:
    """What goes, what stays and why; then, once confirmed, it is done."""
    row = get_object_or_404(PersonRequest, public_id=public_id)
    if row.erased_at is not None:
        return redirect("keeping:receipt", public_id)
    plan = plan_erasure(row)
    form = EraseForm(request.POST if request.method == "POST" else None, initial={"seen": plan.seen_hash})
    form.offer(plan.identifiers)
    if request.method == "POST" and form.is_valid():
        told = {"seen_hash": form.cleaned_data["seen"], "take_out": form.cleaned_data["take_out"]}
        erase_person(request=row, **told, by=request.user, at=clock.now())
        messages.success(request, _("Erased. Give the person the receipt."))
        return redirect("keeping:receipt", public_id)
    context = {"row": row, "plan": plan, "form": form}
    return render(request, "keeping/erase.html", context, status=422 if form.errors else 200)


@staff(Act.KEEP_RECORDS)
def receipt(request: StaffRequest, public_id: str) -> HttpResponseBase:
    """What the person is given: counts, reasons, and where the record shows it."""
    row = get_object_or_404(PersonRequest, public_id=public_id, erased_at__isnull=False)
    return render(request, "keeping/receipt.html", {"row": row, "entries": recorded(public_id)})


@staff(Act.KEEP_RECORDS)
@require_POST
def end(request: StaffRequest, public_id: str) -> HttpResponseBase:
    """Nothing more is to be done."""
    row = get_object_or_404(PersonRequest, public_id=public_id)
    form = EndForm(request.POST)
    if not form.is_valid():
        raise Refused(_("Say in a sentence how it ended."))
    end_request(request=row, why=form.cleaned_data["why"], by=request.user, at=clock.now())
    messages.success(request, _("Ended."))
    return redirect("keeping:records")
