"""Posting by hand: the list of what waits, and one task with its words, the thread, and what became of it."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from answerable.accounts.guard import StaffRequest, staff
from answerable.accounts.roles import Act
from answerable.answers.by_hand import confirm_posted, could_not_post, give_back, in_hand, take_task, waiting
from answerable.answers.forms import CouldNotForm, PostedForm
from answerable.answers.guarantee import BY_HAND
from answerable.answers.models import Delivery, DeliveryState
from answerable.answers.pages.tasks import length_of, names_of, place_of, posts_of, thread_link
from answerable.channels.models import Channel
from answerable.design.pagination import changed, numbered
from answerable.errors import Refused
from answerable.jobs import clock
from answerable.listening.pages.posts import card_of

PAGE = 25
WITH = ("channel", "version__answer__question", "in_hand__person")


@staff(Act.TELL)
def by_hand(request: StaffRequest) -> HttpResponseBase:
    """What waits to be posted by hand, what I have, and what others have."""
    chosen = _channel(request.GET.get("channel", ""))
    now_waiting = waiting(at=clock.now())
    rows = now_waiting if chosen is None else now_waiting.filter(channel=chosen)
    leaf = Paginator(rows.select_related(*WITH), PAGE).get_page(request.GET.get("page"))
    taken = list(in_hand().select_related(*WITH))
    context = {
        "mine": [task for task in taken if task.in_hand.person == request.user],
        "others": [task for task in taken if task.in_hand.person != request.user],
        "tasks": list(leaf),
        "names": names_of([*leaf, *taken], in_list=True),
        "count": leaf.paginator.count,
        "pages": numbered(request.GET, leaf.number, leaf.paginator.num_pages),
        "tabs": _tabs(request, chosen),
        "chosen": chosen,
        "has_channel": Channel.objects.filter(kind__in=BY_HAND).exists(),
        "late": DeliveryState.HELD,
    }
    return render(request, "answers/by_hand.html", context)


@require_POST
@staff(Act.TELL)
def take(request: StaffRequest) -> HttpResponseBase:
    """Takes the task that was pressed, or the longest waiting one."""
    pressed = request.POST.get("task", "")
    wanted = get_object_or_404(Delivery, pk=pressed) if pressed.isdecimal() else None
    chosen = _channel(request.POST.get("channel", ""))
    try:
        return _taken(request, wanted, chosen)
    except Refused as refused:
        messages.error(request, refused.reason)
        return redirect(_list(chosen))


@staff(Act.TELL)
def task(request: StaffRequest, pk: int) -> HttpResponseBase:
    """One task in my hands; sent, it says what became of it."""
    joined = Delivery.objects.select_related(*WITH).filter(channel__kind__in=BY_HAND)
    one = get_object_or_404(joined, pk=pk)
    chosen, act = _channel(request.GET.get("channel", "")), request.POST.get("act")
    posted = PostedForm(request.POST if act in {"posted", "next"} else None, place=place_of(one))
    could_not = CouldNotForm(request.POST if act == "could not" else None)
    if request.method == "POST":
        if _report(request, one, posted, could_not):
            return _next(request, chosen) if act == "next" else redirect(_list(chosen))
        one = joined.get(pk=pk)
    context = _around(request, one) | {"posted": posted, "could_not": could_not, "back": _list(chosen)}
    return render(request, "answers/task.html", context, status=422 if posted.errors or could_not.errors else 200)


def _report(request: StaffRequest, one: Delivery, posted: PostedForm, could_not: CouldNotForm) -> bool:
    """Carries out what was pressed; False where the page is shown again, saying why."""
    form = could_not if could_not.is_bound else posted
    if form.is_bound and not form.is_valid():
        return False
    try:
        messages.success(request, _carry_out(request, one, form))
    except Refused as refused:
        if form.is_bound:
            form.add_error(next(iter(form.fields)), refused.reason)
        else:
            messages.error(request, refused.reason)
        return False
    return True


def _carry_out(request: StaffRequest, one: Delivery, form: PostedForm | CouldNotForm) -> str:
    """Calls the verb; returns what to say of it."""
    now = clock.now()
    if not form.is_bound:
        give_back(delivery=one, by=request.user, at=now)
        return _("Given back. Somebody else can take it.")
    given = form.cleaned_data
    if isinstance(form, CouldNotForm):
        could_not_post(delivery=one, reason=given["reason"], by=request.user, at=now)
        return _("Noted. It is listed as not told, with that reason.")
    link, note = given.get("link", ""), given.get("note", "")
    confirm_posted(delivery=one, link=link, note=note, by=request.user, at=now)
    return _("Told. What you gave is kept as the evidence.")


def _next(request: StaffRequest, chosen: Channel | None) -> HttpResponseBase:
    """The next task; where nothing waits any more, the list."""
    try:
        return _taken(request, None, chosen)
    except Refused:
        return redirect(_list(chosen))


def _taken(request: StaffRequest, wanted: Delivery | None, chosen: Channel | None) -> HttpResponseBase:
    one = take_task(delivery=wanted, channel=chosen, by=request.user, at=clock.now())
    return redirect(reverse("answers:task", args=[one.pk]) + _kept(chosen))


def _around(request: StaffRequest, one: Delivery) -> dict[str, Any]:
    posts, is_open = posts_of(one), one.state in {DeliveryState.SENDING, DeliveryState.HELD}
    theirs = is_open and hasattr(one, "in_hand") and one.in_hand.fence == one.fence
    held_by = one.in_hand.person if theirs else None
    return {
        "task": one,
        "place": place_of(one),
        "question": one.version.answer.question,
        "who": names_of([one])[one.pk],
        "cards": [card_of(post, whole=True) for post in posts],
        "thread": thread_link(one, posts),
        "mine": held_by == request.user,
        "held_by": held_by,
        "late": one.state == DeliveryState.HELD,
        "superseded": one.version.replaced_at is not None,
        "stopped": one.version.stopped_at is not None,
        "length": length_of(one),
    }


def _tabs(request: StaffRequest, chosen: Channel | None) -> list[dict[str, Any]]:
    """One for each channel that something waits on."""
    counts = (
        waiting(at=clock.now())
        .order_by()
        .values_list("channel__public_id", "channel__name")
        .annotate(count=Count("pk"))
    )
    rows = sorted(counts, key=lambda row: str(row[1]))
    every = changed(request.GET, channel=None, page=None)
    tabs = [{"label": _("All"), "href": every, "current": chosen is None, "count": sum(row[2] for row in rows)}]
    return tabs + [
        {
            "label": name,
            "href": changed(request.GET, channel=public_id, page=None),
            "current": chosen is not None and chosen.public_id == public_id,
            "count": count,
        }
        for public_id, name, count in rows
    ]


def _channel(public_id: str) -> Channel | None:
    return Channel.objects.filter(public_id=public_id, kind__in=BY_HAND).first() if public_id else None


def _list(chosen: Channel | None) -> str:
    return reverse("answers:by_hand") + _kept(chosen)


def _kept(chosen: Channel | None) -> str:
    return f"?channel={chosen.public_id}" if chosen else ""
