"""The posts of a question: why they are together, strays last; tick some to split, move or confirm them."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from answerable.accounts.guard import StaffRequest, staff
from answerable.accounts.roles import Act
from answerable.design.pagination import Pages, changed
from answerable.errors import Refused
from answerable.jobs import clock
from answerable.listening.models import Post
from answerable.questions.confirm import confirm
from answerable.questions.merge import merge
from answerable.questions.models import MOVES, Question, State
from answerable.questions.move import move_post
from answerable.questions.pages.shown import number_in, post_shown, tone_of
from answerable.questions.reasons import reason_words
from answerable.questions.rename import rename
from answerable.questions.split import split
from answerable.questions.together import Card, cards_of, near_questions

LAST_PAGE = 500
MOST_TICKED = 200


@staff(Act.READ)
def posts(request: StaffRequest, public_id: str) -> HttpResponseBase:
    """One page of cards; takes what is to become of the ticked ones."""
    question = get_object_or_404(Question.objects.select_related("merged_into"), public_id=public_id)
    if request.method == "POST":
        return _act(request, question)
    page = _page(request.GET.get("page", ""))
    cards, more = cards_of(question, page=page)
    may = request.user.may(Act.GROUP) and question.state != State.MERGED
    context = {
        "question": question,
        "tone": tone_of(question.state),
        "cards": [(card, post_shown(card.placing.post, *_notes(card))) for card in cards],
        "pages": Pages(
            changed(request.GET, page=page - 1) if page > 1 else "",
            changed(request.GET, page=page + 1) if more and page < LAST_PAGE else "",
        ),
        "may": may,
        "may_merge": may and State.MERGED in MOVES[question.state],
        "near": near_questions(question) if may else [],
    }
    return render(request, "questions/posts.html", context)


def _notes(card: Card) -> list[str]:
    copies = ngettext("The same wording came %(num)s time.", "The same wording came %(num)s times.", card.copy_count)
    confirmed = card.placing.confirmed_by
    return [
        copies % {"num": card.copy_count} if card.copy_count > 1 else "",
        _("It may ask several things.") if card.asks_several else "",
        _("Most of it was sent by others too; this one adds: %(words)s") % {"words": " ".join(card.added)}
        if card.added
        else "",
        _("It speaks of danger or distress. Read it first.") if card.placing.why.get("urgent") else "",
        _("%(name)s said that it belongs here.") % {"name": confirmed.name}
        if confirmed
        else reason_words(card.placing.why),
    ]


def _act(request: StaffRequest, question: Question) -> HttpResponseBase:
    act = _ACTS.get(request.POST.get("do", ""))
    stay = reverse("questions:posts", args=[question.public_id])
    if act is None:
        return redirect(stay)
    try:
        shown, done = act(request, question)
    except Refused as refused:
        messages.warning(request, refused.reason)
        return redirect(stay)
    messages.success(request, done)
    return redirect(reverse("questions:posts", args=[shown.public_id]))


def _split(request: StaffRequest, question: Question) -> tuple[Question, str]:
    title = request.POST.get("title", "")
    made = split(question=question, posts=_ticked(request), title=title, person=request.user, at=clock.now())
    return made, _("This is the new question.")


def _move(request: StaffRequest, question: Question) -> tuple[Question, str]:
    to = _target(request)
    chosen = list(Post.objects.filter(pk__in=_ticked(request), placing__question=question).order_by("pk"))
    if not chosen:
        raise Refused(_("Tick the posts to move first."))
    for post in chosen:
        if Post.objects.filter(pk=post.pk, placing__question=question).exists():  # a copy may have gone with another
            move_post(post=post, to=to, person=request.user, at=clock.now())
    return to, _("The posts are here now.")


def _confirm(request: StaffRequest, question: Question) -> tuple[Question, str]:
    confirm(question=question, posts=_ticked(request), person=request.user, at=clock.now())
    return question, _("Noted: they belong here.")


def _merge(request: StaffRequest, question: Question) -> tuple[Question, str]:
    kept = merge(question=question, into=_target(request), person=request.user, at=clock.now())
    return kept, _("Merged. Its posts are here now.")


def _rename(request: StaffRequest, question: Question) -> tuple[Question, str]:
    rename(question=question, title=request.POST.get("title", ""), person=request.user, at=clock.now())
    return question, _("Renamed.")


_ACTS: dict[str, Callable[[StaffRequest, Question], tuple[Question, str]]] = {
    "split": _split,
    "move": _move,
    "confirm": _confirm,
    "merge": _merge,
    "rename": _rename,
}


def _ticked(request: StaffRequest) -> list[int]:
    numbers = [number_in(one) for one in request.POST.getlist("post")[:MOST_TICKED]]
    return [number for number in numbers if number]


def _target(request: StaffRequest) -> Question:
    """The question chosen from the near ones, or named by its address (its whole link may be pasted)."""
    given = request.POST.get("other", "").strip().rstrip("/").split("/")[-1] or request.POST.get("to", "")
    found = Question.objects.filter(public_id=given).first()
    if found is None:
        raise Refused(_("Choose the question they belong to, or give its address."))
    return found


def _page(given: str) -> int:
    return min(max(number_in(given), 1), LAST_PAGE)
