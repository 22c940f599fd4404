"""One rule at the desk: what it says and how it is proved, what colleagues say of it, and what a keeper may do."""

from django.contrib import messages
from django.http import Http404, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from answerable.accounts.guard import StaffRequest, staff
from answerable.accounts.models import Body
from answerable.accounts.roles import Act
from answerable.errors import Refused
from answerable.guidance.comment import comment_on_rule, reply_to_comment
from answerable.guidance.edition_shown import rule_shown
from answerable.guidance.forms import CommentForm, ReplyForm
from answerable.guidance.in_force import rules_in_force
from answerable.guidance.models import Proposal, RuleComment
from answerable.guidance.own_pack import may_be_made_stricter
from answerable.guidance.rule import SEVERITIES, Rule
from answerable.guidance.wording import SEVERITIES as SAID
from answerable.jobs import clock


@staff(Act.READ)
def rule(request: StaffRequest, rule_id: str) -> HttpResponseBase:
    """Shows the rule, and keeps a comment on it."""
    book = rules_in_force(Body.objects.get())
    found = next((one for one in book.rules if one.id == rule_id), None)
    if found is None:
        raise Http404
    form = CommentForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        comment_on_rule(rule_id=rule_id, words=form.cleaned_data["words"], by=request.user, at=clock.now())
        messages.success(request, _("Your comment is kept. Whoever keeps the guidance sees it."))
        return redirect("guidance:rule", rule_id)
    own = Proposal.objects.filter(state=Proposal.State.OPEN, author=request.user).first()
    context = {
        "rule": found,
        "shown": rule_shown(found, book),
        "form": form,
        "comments": RuleComment.objects.filter(rule_id=rule_id).select_related("written_by", "replied_by", "edition"),
        "proposal": own if request.user.may(Act.KEEP_GUIDANCE) else None,
        "stricter": _stricter(found),
    }
    return render(request, "guidance/rule.html", context, status=422 if form.errors else 200)


def _stricter(found: Rule) -> list[tuple[str, str]]:
    return [(name, str(SAID[name])) for name in SEVERITIES if may_be_made_stricter(found, name)]


@staff(Act.KEEP_GUIDANCE)
def comments(request: StaffRequest) -> HttpResponseBase:
    """What people say of the rules: on editions that the reader drafted first, unanswered before answered."""
    rows = RuleComment.objects.select_related("written_by", "replied_by", "edition__author")[:500]
    told = sorted(rows, key=lambda one: (bool(one.reply), one.edition.author_id != request.user.pk, -one.pk))
    return render(request, "guidance/comments.html", {"comments": told, "person_id": request.user.pk})


@staff(Act.KEEP_GUIDANCE)
def reply(request: StaffRequest, number: int) -> HttpResponseBase:
    """Answers one comment."""
    found = get_object_or_404(RuleComment.objects.select_related("written_by", "edition"), pk=number)
    form = ReplyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            reply_to_comment(comment=found, reply=form.cleaned_data["words"], by=request.user, at=clock.now())
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            messages.success(request, _("Answered."))
            return redirect("guidance:comments")
    return render(request, "guidance/reply.html", {"comment": found, "form": form}, status=422 if form.errors else 200)
