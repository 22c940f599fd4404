"""Bringing in one post after another by hand, and the bookmark that fills the form in from another page."""

from collections.abc import Sequence
from urllib.parse import quote

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from answerable.accounts.guard import StaffRequest, staff
from answerable.accounts.roles import Act
from answerable.channels.models import Channel
from answerable.errors import Refused
from answerable.jobs import clock
from answerable.listening.ask import new_form_key
from answerable.listening.bring_one import Brought, KnownLink, bring_one, channel_for, hand_channels
from answerable.listening.forms import PasteForm
from answerable.listening.models import Post
from answerable.listening.pages.posts import card_of

RECENT = 8
SHOWN = 280

# What is handed over stands behind "#": browsers keep that to themselves, so no log on the way holds a citizen's words.
_BOOKMARK = (
    "(()=>{const w=new URLSearchParams({link:location.href,title:document.title,text:String(getSelection()||'')});"
    "open('%s#'+w,'_blank','noopener')})()"
)


@staff(Act.BRING_IN)
def by_hand(request: StaffRequest) -> HttpResponseBase:
    """The form; sent, it comes back empty for the next post, with what was brought in below."""
    channels = hand_channels()
    chosen = request.GET.get("channel", "")
    form = PasteForm(request.POST or None, channels=channels, initial={"channel": chosen, "key": new_form_key()})
    asks_same = False
    if request.method == "POST" and form.is_valid():
        try:
            brought = _bring(request, form, channels)
        except KnownLink as known:
            form.add_error("same", known.reason)
            asks_same = True
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            _say(request, brought)
            kept = form.cleaned_data["channel"]
            return redirect(reverse("listening:by_hand") + (f"?channel={kept}" if kept else ""))
    recent = Post.objects.filter(channel__in=channels).select_related("channel", "author").order_by("-heard_at", "-pk")
    context = {
        "form": form,
        "channels": channels,
        "asks_same": asks_same or bool(form.data.get("same")),
        "cards": [card_of(post, shown=SHOWN) for post in recent[:RECENT]],
        "bookmark": bookmark_to(request.build_absolute_uri(reverse("listening:by_hand"))),
    }
    return render(request, "listening/by_hand.html", context, status=422 if form.errors else 200)


def bookmark_to(address: str) -> str:
    """The bookmark that opens `address` with link, title and selected words of the page that one is on."""
    return "javascript:" + quote(_BOOKMARK % address, safe="()=>{}:,;.!$&*+-_~'/?[]@|")


def _bring(request: StaffRequest, form: PasteForm, channels: Sequence[Channel]) -> Brought:
    given = form.cleaned_data
    named = [one for one in channels if one.public_id == given["channel"]]
    channel = named[0] if named else channel_for(given["link"], channels)
    return bring_one(
        channel=channel,
        link=given["link"],
        text=given["text"],
        author=given["author"],
        posted_at=given["posted_at"],
        wrote_to_us=not given["only_noted"],
        same=given["same"],
        form_key=given["key"] or new_form_key(),
        by=request.user,
        at=clock.now(),
    )


def _say(request: StaffRequest, brought: Brought) -> None:
    words = _("Brought in on “%(channel)s”. Ready for the next.")
    if not brought.is_new:
        words = _("That post is here already, on “%(channel)s”. Nothing was added twice.")
    messages.success(request, words % {"channel": brought.post.channel.name})
