"""People in danger: the queue, and one post with the procedure, who saw it when and what was done."""

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from answerable.accounts.guard import StaffRequest, staff
from answerable.accounts.roles import Act
from answerable.desk.forms import RiskStepForm
from answerable.desk.models import RiskLook, RiskStep
from answerable.desk.safeguard import no_danger, record_step, risks_waiting, see_risk
from answerable.errors import Refused
from answerable.jobs import clock
from answerable.listening.models import PostSign, SignKind
from answerable.listening.sign_words import reasons_of, sign_sentence
from answerable.questions.pages.shown import post_whole

SHOWN = 300
"""Characters of a post in the queue; its page has all of them."""


@staff(Act.SAFEGUARD)
def queue(request: StaffRequest) -> HttpResponseBase:
    """All posts that speak of danger, the unseen first; words masked, as in every list."""
    signs = risks_waiting()
    looks = RiskLook.objects.filter(post__in=[sign.post_id for sign in signs]).select_related("person").order_by("at")
    seen: dict[int, list[RiskLook]] = {}
    for look in looks:
        seen.setdefault(look.post_id, []).append(look)
    rows = [
        {
            "post": sign.post,
            "text": sign.post.masked_text[:SHOWN],
            "why": ", ".join(reasons_of(sign)),
            "seen": seen.get(sign.post_id, []),
            "is_taken_up": sign.is_right is True,
            "found_at": sign.found_at,
        }
        for sign in signs
    ]
    return render(request, "desk/safeguarding.html", {"rows": rows})


@staff(Act.SAFEGUARD)
def risk(request: StaffRequest, number: int) -> HttpResponseBase:
    """One post. It is opened by a button, which writes down who saw it; then it shows everything there is to act on."""
    sign = get_object_or_404(
        PostSign.objects.select_related("post__channel", "post__author", "judged_by"),
        post=number,
        kind=SignKind.RISK,
    )
    if request.method == "POST" and "done" not in request.POST:
        return _decide(request, sign)
    form = RiskStepForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            record_step(post=sign.post, by=request.user, at=clock.now(), **form.cleaned_data)
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            messages.success(request, _("Written down."))
            return redirect("desk:risk", number)
    looks = list(RiskLook.objects.filter(post=sign.post).select_related("person").order_by("at"))
    context = {
        "sign": sign,
        "post": post_whole(sign.post),
        "why": sign_sentence(sign, sign.post.text),
        "looks": looks,
        "has_seen": any(look.person_id == request.user.pk for look in looks),
        "steps": RiskStep.objects.filter(post=sign.post).select_related("by").order_by("at", "pk"),
        "form": form,
    }
    return render(request, "desk/risk.html", context, status=422 if form.errors else 200)


def _decide(request: StaffRequest, sign: PostSign) -> HttpResponseBase:
    if "no_danger" not in request.POST:
        see_risk(post=sign.post, by=request.user, at=clock.now())
        return redirect("desk:risk", sign.post_id)
    count = no_danger(post=sign.post, by=request.user, at=clock.now())
    words = ngettext("%(num)s post goes on to its question.", "%(num)s posts go on to their question.", count)
    messages.success(request, words % {"num": count})
    return redirect("desk:safeguarding")
