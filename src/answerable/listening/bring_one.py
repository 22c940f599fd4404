"""A person brings in one post from a place that lets no program in: its link, its words, whose they are, and when."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from django.db import transaction
from django.utils.translation import gettext as _

from answerable.accounts.models import Person
from answerable.accounts.roles import Act
from answerable.channels.connect import connect
from answerable.channels.models import Channel, State
from answerable.errors import Refused
from answerable.listening.ingest import store_payloads
from answerable.listening.models import Payload, Post
from answerable.listening.parse import parse_now
from answerable.networks.contract import Raw
from answerable.networks.hand.kind import NOTED, ByHand, beside
from answerable.networks.hand.links import leads_to
from answerable.pure.text.cleaning import clean_incoming

LONGEST = 20_000
LONGEST_NAME = 200

Same = Literal["", "another", "edited"]
"""What the person says of a link that is here already with other words."""


@dataclass(frozen=True, slots=True)
class Brought:
    """The post, and whether it was new."""

    post: Post
    is_new: bool


class KnownLink(Refused):
    """The link is here already, with other words: the person says which of the two it is."""


def bring_one(  # noqa: PLR0913  what the form asks for
    *,
    channel: Channel,
    link: str,
    text: str,
    author: str,
    posted_at: datetime | None,
    form_key: str,
    by: Person,
    at: datetime,
    wrote_to_us: bool = True,
    same: Same = "",
) -> Brought:
    """Stores one post. The same link in any of its forms adds nothing, and neither does the same form sent twice.

    Raises `Refused` for what cannot be a post of that place, `KnownLink` where the link came with other words before
    and `same` does not say whether it is another comment under that link or the same one after an edit.
    """
    row = {**_row(link, text, author, posted_at, wrote_to_us=wrote_to_us), "brought_by": by.name}
    network = _checked(channel, row, by)
    uid = network.name_of(row) or f"form-{hashlib.sha256(form_key.encode()).hexdigest()[:40]}"
    uid = beside(uid, row) if same == "another" and "#" not in uid else uid
    with transaction.atomic():
        Channel.objects.select_for_update(no_key=True).get(pk=channel.pk)
        known = Post.objects.filter(channel=channel, uid=uid).first()
        if known is not None and (known.text == row["text"] or same != "edited"):
            return _as_it_is(known, row["text"])
        # Edited back to what it was once, it is still news.
        told = row if known is None else {**row, "edited_at": at.isoformat()}
        return _stored(channel, Raw(uid, told), at=at, is_new=known is None)


def channel_for(link: str, channels: Sequence[Channel]) -> Channel:
    """The one of these channels that the link belongs to. Raises `Refused` where none does, or more than one."""
    able = [one for one in channels if _is_of(one, link)]
    if len(able) == 1:
        return able[0]
    if able:
        raise Refused(_("Several of your channels are on this network. Choose the channel."))
    if link.strip():
        raise Refused(_("No channel for this link is open. Choose the channel, or ask an administrator to open one."))
    raise Refused(_("Choose the channel, or give the link of the post."))


def hand_channels() -> list[Channel]:
    """The open channels that posts are brought in on by hand, by name."""
    return list(Channel.objects.filter(kind="hand", state=State.OPEN))


def who_brought(post: Post) -> str:
    """The name of the person who brought it in; empty where it came another way, or was taken down."""
    if post.channel.kind != "hand":
        return ""
    first = Payload.objects.filter(channel=post.channel_id, uid=post.uid).exclude(content="").order_by("id").first()
    return str(json.loads(first.content).get("brought_by", "")) if first else ""


def _row(link: str, text: str, author: str, posted_at: datetime | None, *, wrote_to_us: bool) -> Mapping[str, str]:
    row = {
        "url": clean_incoming(link).strip(),
        "text": clean_incoming(text).strip(),
        "author": " ".join(clean_incoming(author).split())[:LONGEST_NAME],
        "time": posted_at.isoformat() if posted_at else "",
        "asks_us": "" if wrote_to_us else NOTED,
    }
    return {name: value for name, value in row.items() if value or name == "text"}


def _checked(channel: Channel, row: Mapping[str, str], by: Person) -> ByHand:
    if not by.may(Act.BRING_IN):
        raise Refused(_("Only a listener or an administrator can bring in posts. Ask one to do it."))
    if channel.kind != "hand" or channel.state != State.OPEN:
        raise Refused(_("Posts are brought in by hand on an open channel that is answered by hand. Choose one."))
    if not any(letter.isalnum() for letter in row["text"]):
        raise Refused(_("Paste the words of the post."))
    if len(row["text"]) > LONGEST:
        raise Refused(_("This is longer than a post can be. Bring in the part that asks something."))
    network = connect(channel)
    assert isinstance(network, ByHand)  # noqa: S101  its kind says so
    if network.place.hosts and "url" not in row:
        raise Refused(_("Give the link of the post: without it nobody can answer there."))
    return network


def _as_it_is(known: Post, text: str) -> Brought:
    if known.deleted_at is None and known.text != text:
        raise KnownLink(_("This link is here already, with other words."))
    return Brought(known, is_new=False)


def _stored(channel: Channel, raw: Raw, *, at: datetime, is_new: bool) -> Brought:
    store_payloads(channel=channel, items=[raw], at=at)
    newest = Payload.objects.filter(channel=channel, uid=raw.uid).order_by("-id").select_related("channel").first()
    if newest is None:
        raise Refused(_("This post was erased at its author's wish, or its time was over. It is not taken in again."))
    parse_now(payload=newest, at=at)
    return Brought(Post.objects.get(channel=channel, uid=raw.uid), is_new)


def _is_of(channel: Channel, link: str) -> bool:
    network = connect(channel)
    return isinstance(network, ByHand) and leads_to(network.place, link)
