"""Posts as they came in: searching them, one of them with its versions, and what could not be read."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from answerable.accounts.guard import StaffRequest, staff
from answerable.accounts.roles import Act
from answerable.design.pagination import steps
from answerable.listening.bring_one import hand_channels, who_brought
from answerable.listening.forms import SearchForm
from answerable.listening.models import Bookmark, Payload, Post, PostVersion
from answerable.listening.parse import parse_again
from answerable.listening.searching import Found, find_posts
from answerable.listening.words import account_in_list

MOST_UNREADABLE = 200
MOST_OF_A_THREAD = 50
SHOWN = 2_000
"""Characters of a post in the list; its own page has all of them."""


@staff(Act.READ)
def posts(request: StaffRequest) -> HttpResponseBase:
    """The list, newest first."""
    form = SearchForm(request.GET)
    found = _found(form, request) if form.is_valid() else Found((), "", "")
    context = {
        "form": form,
        "cards": [card_of(post) for post in found.posts],
        "pages": steps(request.GET, found.newer, found.older),
        "is_narrowed": any(request.GET.get(name) for name in form.fields),
        "failing": Bookmark.objects.exclude(failing_since=None).select_related("channel").order_by("channel__name"),
        "unreadable_count": _unreadable()[:MOST_UNREADABLE].count(),
        "may_bring_in": request.user.may(Act.BRING_IN),
        "has_hand": bool(hand_channels()),
    }
    return render(request, "listening/posts.html", context, status=422 if form.errors else 200)


@staff(Act.READ)
def post(request: StaffRequest, number: int) -> HttpResponseBase:
    """One post, whole, and what it said before it was edited."""
    one = get_object_or_404(Post.objects.select_related("channel", "author"), pk=number)
    context = {
        "post": one,
        "card": card_of(one, shown=len(one.text), whole=True),
        "versions": PostVersion.objects.filter(post=one).order_by("-number"),
        "others": _thread(one),
        "brought_by": who_brought(one),
    }
    return render(request, "listening/post.html", context)


@staff(Act.READ)
def unreadable(request: StaffRequest) -> HttpResponseBase:
    """Payloads that could not be read, with the reason; they stay until a release can read them."""
    rows = _unreadable().select_related("channel").order_by("-id")[:MOST_UNREADABLE]
    context = {"rows": rows, "most": MOST_UNREADABLE, "may_try": request.user.may(Act.BRING_IN)}
    return render(request, "listening/unreadable.html", context)


@require_POST
@staff(Act.BRING_IN)
def again(request: StaffRequest) -> HttpResponseBase:
    """Lets them be tried again."""
    count = parse_again()
    words = ngettext("%(count)s is being tried again.", "%(count)s are being tried again.", count)
    messages.success(request, words % {"count": count})
    return redirect("listening:unreadable")


def _found(form: SearchForm, request: StaffRequest) -> Found:
    given = form.cleaned_data
    return find_posts(
        words=given["q"],
        channel=given["channel"],
        since=given["since"],
        until=given["until"],
        before=request.GET.get("before", ""),
        after=request.GET.get("after", ""),
    )


def _thread(one: Post) -> Sequence[Post]:
    if not one.root_uid:
        return ()
    thread = Post.objects.filter(channel=one.channel, root_uid=one.root_uid).exclude(pk=one.pk)
    return list(thread.order_by("heard_at", "id")[:MOST_OF_A_THREAD])


def _unreadable() -> Any:
    return Payload.objects.filter(parsed_at=None).exclude(unreadable_why="")


def card_of(post: Post, shown: int = SHOWN, *, whole: bool = False) -> dict[str, Any]:
    """What `post_card` shows; in a list personal data is masked, on its own page a post is `whole`."""
    text = post.text if whole else post.masked_text
    return {
        "pk": post.pk,
        "text": text[:shown],
        "language": post.language,
        "channel": post.channel.name,
        "posted_at": post.claimed_at or post.heard_at,
        "who": _who(post) if whole else account_in_list(_who(post), post.channel.kind),
        "href": post.url,
        "is_edited": post.edited_at is not None,
        "edited_at": post.edited_at,
        "is_deleted": post.deleted_at is not None,
        "deleted_at": post.deleted_at,
        "note": _note(post, is_cut=len(text) > shown),
    }


def _who(post: Post) -> str:
    """The name of the account; nothing for a form without a name, whose asker is known by no other."""
    if post.author is None:
        return ""
    return post.author.name or (post.author.uid if post.author.uid != post.uid else "")


def _note(post: Post, *, is_cut: bool) -> str:
    notes = [_("Our own post.")] if post.ours else []
    notes += [_("A machine's answer to a message of ours.")] if post.asks_nothing else []
    notes += [_("Cut short here.")] if is_cut else []
    return " ".join(notes)
