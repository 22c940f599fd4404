"""Writes posts down: new ones, new versions with the old words kept, and deletions that take the words away."""

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import reduce
from operator import or_

from django.db.models import Max, Q
from django.utils.translation import gettext as _

from answerable.channels.models import Channel
from answerable.listening.erased import empty_payloads, erased_among, erased_name
from answerable.listening.models import Author, Payload, Post, PostSign, PostVersion, SignKind
from answerable.listening.signs import Found, find_again, find_signs, keep_signs
from answerable.listening.words import Words, words_of
from answerable.networks.contract import Heard
from answerable.pure.sense.sign import Kind
from answerable.pure.text.cleaning import clean_incoming

LONGEST_LINK = 500

Key = tuple[int, str]
"""A channel and a name that is the network's own: of a post, or of an account."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A payload and what it says; `heard` is None where it could not be read, and `why` says so."""

    payload: Payload
    heard: Heard | None
    why: str

    @property
    def key(self) -> Key:
        """The post it is about."""
        return self.payload.channel_id, self.payload.uid


def keep_posts(readings: Sequence[Reading], *, at: datetime) -> None:
    """Writes what was read and marks the payloads. At most one reading for each post; inside a transaction."""
    known = _known(reading.key for reading in readings)
    told = [(reading, reading.heard) for reading in readings if reading.heard and reading.heard.change == "post"]
    posts = _cut_loose(told)
    authors = _authors([(reading.payload.channel_id, heard) for reading, heard in posts])
    own_names = _own_names({reading.payload.channel_id for reading, _ in posts})
    deleted = _deleted_before(reading.key for reading, _ in posts if reading.key not in known)
    erased = _of_erased_accounts([one for one in posts if one[0].key not in known])
    deleted |= erased
    fresh: list[tuple[Post, Found]] = []
    refused: list[Reading] = []
    for reading, heard in posts:
        if reading.key in deleted:
            continue
        words = words_of(heard.text, claimed=heard.language, keep=own_names[reading.payload.channel_id])
        author = authors.get((reading.payload.channel_id, _short(heard.author_uid)))
        before = known.get(reading.key)
        if before is None:
            signs = find_signs(words.text) if not heard.ours and not heard.asks_nothing else {}
            fresh.append((_new_post(reading.payload, heard, words, author, at=at), signs))
        elif None not in {author, before.author_id} and before.author_id != author:
            refused.append(replace(reading, heard=None, why=_("Somebody else sent it under the name of another post.")))
        elif before.deleted_at is None:
            _revise(before, heard, words, reading.payload.heard_at, at=at)
    _store(fresh, at=at)
    _mark([*(reading for reading in readings if reading.key not in {one.key for one in refused}), *refused], at=at)
    deleted |= {reading.key for reading in readings if reading.heard and reading.heard.change == "deletion"}
    deleted |= {key for key, post in known.items() if post.deleted_at}
    _take_away(deleted, known, at=at)
    empty_payloads(erased, at=at)


def _deleted_before(keys: Iterable[Key]) -> set[Key]:
    """Which of these posts were deleted before we heard them: their deletion was told first, and left empty content."""
    wanted = among(keys)
    return set() if wanted is None else set(Payload.objects.filter(wanted, content="").values_list("channel", "uid"))


def _of_erased_accounts(fresh: Sequence[tuple[Reading, Heard]]) -> set[Key]:
    """New to us, but written before its account was erased: as if deleted. What they write afterwards is heard."""
    named = {
        reading.key: (heard.claimed_at, erased_name(reading.payload.channel_id, _short(heard.author_uid)))
        for reading, heard in fresh
        if heard.claimed_at and heard.author_uid
    }
    wanted = among((channel, name) for (channel, _uid), (_at, name) in named.items())
    if wanted is None:
        return set()
    rows = Author.objects.filter(wanted, erased_at__isnull=False).values_list("channel", "uid", "erased_at")
    erased = {(channel, uid): at for channel, uid, at in rows}
    return {key for key, (claimed, name) in named.items() if (at := erased.get((key[0], name))) and claimed <= at}


def _cut_loose(posts: Sequence[tuple[Reading, Heard]]) -> Sequence[tuple[Reading, Heard]]:
    """Replies to something that was erased stay in their thread under its keyed name, and so does what told of them."""
    above: dict[int, set[str]] = {}
    for reading, heard in posts:
        above.setdefault(reading.payload.channel_id, set()).update(filter(None, (heard.parent_uid, heard.root_uid)))
    erased = {channel: erased_among(channel, uids) for channel, uids in above.items()}
    gone = {(channel, uid): erased_name(channel, uid) for channel, uids in erased.items() for uid in uids}
    return [(reading, _cut(reading.payload, heard, gone)) for reading, heard in posts] if gone else posts


def _cut(payload: Payload, heard: Heard, gone: Mapping[Key, str]) -> Heard:
    linked = {uid: name for (channel, uid), name in gone.items() if channel == payload.channel_id}
    linked = {uid: name for uid, name in linked.items() if uid in {heard.parent_uid, heard.root_uid}}
    content = payload.content
    for uid, name in linked.items():
        content = content.replace(json.dumps(uid)[1:-1], name)
    if linked:
        Payload.objects.filter(pk=payload.pk).update(content=content)
    parent, root = heard.parent_uid or "", heard.root_uid or ""
    return replace(heard, parent_uid=linked.get(parent, parent), root_uid=linked.get(root, root))


def _known(keys: Iterable[Key]) -> dict[Key, Post]:
    wanted = among(keys)
    if wanted is None:
        return {}
    rows = Post.objects.filter(wanted).select_for_update().order_by("id").defer("search")
    return {(post.channel_id, post.uid): post for post in rows}


def among(keys: Iterable[Key]) -> Q | None:
    """Rows whose `channel` and `uid` are one of the keys; None for no keys."""
    uids: dict[int, list[str]] = {}
    for channel, uid in keys:
        uids.setdefault(channel, []).append(uid)
    return reduce(or_, (Q(channel=channel, uid__in=names) for channel, names in uids.items())) if uids else None


def _authors(told: Sequence[tuple[int, Heard]]) -> dict[Key, int]:
    """The key of each account, made where it is new; a new name is taken over."""
    named = [(channel, heard) for channel, heard in told if heard.author_uid]
    names = {(channel, _short(heard.author_uid)): _clean(heard.author_name)[:200] for channel, heard in named}
    found = _found_authors(names)
    missing = sorted(names.keys() - found.keys())
    if missing:
        made = [Author(channel_id=channel, uid=uid, name=names[channel, uid]) for channel, uid in missing]
        Author.objects.bulk_create(made, ignore_conflicts=True)
        found |= _found_authors(dict.fromkeys(missing, ""))
    for key in sorted(found):
        if names[key] and found[key].name != names[key]:
            Author.objects.filter(pk=found[key].pk).update(name=names[key])
    return {key: author.pk for key, author in found.items()}


def _found_authors(names: Mapping[Key, str]) -> dict[Key, Author]:
    wanted = among(names)
    rows = Author.objects.none() if wanted is None else Author.objects.filter(wanted)
    return {(author.channel_id, author.uid): author for author in rows}


def _own_names(channels: Iterable[int]) -> dict[int, tuple[str, ...]]:
    """What people call us on each channel: the account that our settings name is not personal data."""
    accounts = Channel.objects.filter(pk__in=channels).values_list("pk", "settings__account")
    return {pk: (f"@{str(account).lstrip('@')}",) if account else () for pk, account in accounts}


def _new_post(payload: Payload, heard: Heard, words: Words, author: int | None, *, at: datetime) -> Post:
    return Post(
        channel_id=payload.channel_id,
        uid=payload.uid,
        author_id=author,
        text=words.text,
        masked_text=words.masked_text,
        language=words.language,
        same_wording=words.same_wording,
        url=_link(heard.url),
        parent_uid=_short(heard.parent_uid or ""),
        root_uid=_short(heard.root_uid or ""),
        asks_us=heard.asks_us,
        ours=heard.ours,
        is_private=heard.visibility == "private",
        asks_nothing=heard.asks_nothing,
        returned_key=_short(heard.returned_key)[:40],
        returned_why=_clean(heard.returned_why)[:200],
        claimed_at=heard.claimed_at,
        heard_at=payload.heard_at,
        placed_at=at if heard.ours or heard.asks_nothing else None,
    )


def _store(fresh: Sequence[tuple[Post, Found]], *, at: datetime) -> None:
    """New posts with their signs. One that speaks of danger needs no question: a person reads it first."""
    for post, signs in fresh:
        if Kind.RISK in signs:
            post.placed_at = at
    Post.objects.bulk_create([post for post, _signs in fresh])
    keep_signs([(post.pk, signs) for post, signs in fresh], at=at)


def _revise(post: Post, heard: Heard, words: Words, heard_at: datetime, *, at: datetime) -> None:
    """Takes over the words as they are now and keeps the old ones; told again without a change, nothing happens.

    A post that was heard for a topic word and turns out to be addressed to us may be answered from then on.
    """
    if heard.asks_us and not post.asks_us and not post.ours:
        post.asks_us = True
        post.save(update_fields=["asks_us"])
    if words.text == post.text:
        return
    last = PostVersion.objects.filter(post=post).aggregate(number=Max("number"))["number"] or 0
    since = post.edited_at or post.heard_at
    PostVersion.objects.create(post=post, number=last + 1, text=post.text, heard_at=since)
    if words.same_wording != post.same_wording and not post.ours and not post.asks_nothing:
        post.placed_at = at if find_again(post, words.text, at=at) else None
    post.text, post.masked_text = words.text, words.masked_text
    post.language, post.same_wording = words.language, words.same_wording
    post.url, post.edited_at = _link(heard.url) or post.url, heard_at
    post.save(update_fields=["text", "masked_text", "language", "same_wording", "url", "edited_at", "placed_at"])


def _mark(readings: Sequence[Reading], *, at: datetime) -> None:
    Payload.objects.filter(pk__in=[reading.payload.pk for reading in readings if reading.heard]).update(parsed_at=at)
    for reading in readings:
        if reading.heard is None:
            Payload.objects.filter(pk=reading.payload.pk).update(unreadable_why=reading.why)


def _take_away(keys: Collection[Key], known: Mapping[Key, Post], *, at: datetime) -> None:
    """Empties the post, its versions and every payload that told of it; the row stays, so that it is still counted."""
    wanted = among(keys)
    if wanted is None:
        return
    Payload.objects.filter(wanted).update(content="", parsed_at=at, unreadable_why="")
    gone = [known[key].pk for key in keys if key in known]
    PostVersion.objects.filter(post__in=gone).delete()
    # Whoever speaks of danger and takes it back is still looked for; of anything else nothing is left to decide.
    PostSign.objects.filter(post__in=gone, is_right=None).exclude(kind=SignKind.RISK).delete()
    Post.objects.filter(pk__in=gone, deleted_at=None).update(
        text="", masked_text="", same_wording="", url="", deleted_at=at
    )


def _clean(text: str) -> str:
    return " ".join(clean_incoming(text[:1_000]).split())


def _short(uid: str) -> str:
    return _clean(uid)[:300]


def _link(address: str) -> str:
    """Only web addresses become links: `javascript:` and its like from outside never do."""
    clean = _clean(address)
    return clean if clean.startswith(("https://", "http://")) and len(clean) <= LONGEST_LINK else ""
