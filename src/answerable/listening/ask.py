"""Somebody asks on our own page: stored and read at once, with a reference and a private link."""

import hashlib
import hmac
import ipaddress
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import connection, transaction
from django.utils.translation import gettext as _

from answerable.channels.models import Channel, State
from answerable.errors import Refused
from answerable.listening.ingest import store_payloads
from answerable.listening.models import AskCount, Payload, Post
from answerable.listening.parse import parse_now
from answerable.networks.contract import Raw
from answerable.pure.text.cleaning import clean_incoming
from answerable.pure.text.graphemes import count_graphemes

LONGEST = 5_000
"""Characters as people count them. The longest letters to a council that we saw are half as long."""

MOST_AN_HOUR = 20
"""From one address: a library or a school shares one."""

REFERENCE_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
"""None of them looks or sounds like another when a reference is read out."""

_COUNT = """
INSERT INTO listening_askcount (hour, address_hash, count) VALUES (%s, %s, 1)
ON CONFLICT (hour, address_hash) DO UPDATE SET count = listening_askcount.count + 1 RETURNING count
"""


@dataclass(frozen=True, slots=True)
class Asked:
    """What the person is given: a short reference to quote, and the secret of their private page, kept nowhere."""

    reference: str
    secret: str


def ask(*, channel: Channel, text: str, name: str, at: datetime, form_key: str = "", address: str = "") -> Asked:
    """Stores one question. Raises `Refused` when there is no question in `text`, or too many came from `address`.

    `form_key` is a random key that the form carried: sent twice, it is stored once and answered alike. Reference and
    secret are made from it with our own key, so that a repeat can be answered although the secret is not kept.
    """
    text = clean_incoming(text).strip()
    _check(channel, text)
    form_key = form_key or secrets.token_urlsafe(24)
    uid = _uid(form_key)
    secret = _letters("private page", form_key, 26)
    with transaction.atomic():
        payload = {"text": text, "name": clean_incoming(name).strip()[:200], "asked_at": at.isoformat()}
        # A form sent twice at once: the second waits here and finds what the first stored.
        _hold(uid)
        if not Payload.objects.filter(channel=channel, uid=uid).exists():
            _count(address, at)
            store_payloads(channel=channel, items=[Raw(uid, payload)], at=at)
        return Asked(_stored(channel, uid, form_key, secret, at=at), secret)


def post_from(channel: Channel, form_key: str) -> Post | None:
    """The post that this form was sent as, if it was."""
    return Post.objects.filter(channel=channel, uid=_uid(form_key)).first()


def hash_link(secret: str) -> str:
    """What a post keeps of the secret of its private page (`Post.link_hash`)."""
    return hashlib.sha256(secret.encode()).hexdigest()


def new_form_key() -> str:
    """The random key of one form."""
    return secrets.token_urlsafe(24)


def _hold(uid: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [uid])


def _stored(channel: Channel, uid: str, form_key: str, secret: str, *, at: datetime) -> str:
    """The reference of the post, which is made from its payload unless somebody did so before."""
    payload = Payload.objects.select_for_update().filter(channel=channel, uid=uid).order_by("id").first()
    if payload is None:
        raise Refused(_("This form was sent before, and what it said was erased since. Open the page again to ask."))
    if payload.parsed_at is None:
        parse_now(payload=payload, at=at)
    post = Post.objects.get(channel=channel, uid=uid)
    if post.reference is None:
        post.reference, post.link_hash = _free_reference(form_key), hash_link(secret)
        post.save(update_fields=["reference", "link_hash"])
    return post.reference


def _check(channel: Channel, text: str) -> None:
    if channel.kind != "web" or channel.state != State.OPEN:
        raise Refused(_("Questions are not taken here at the moment. Please come back later."))
    if not any(letter.isalnum() for letter in text):
        raise Refused(_("Write your question."))
    strange = sum((not letter.isprintable() and letter not in "\n\t") or letter == "\ufffd" for letter in text)
    if strange > len(text) / 10:
        raise Refused(_("This does not look like text. Write your question in words."))
    length = count_graphemes(text)
    if length > LONGEST:
        words = _("Your question has %(length)s characters. Shorten it to %(most)s at most.")
        raise Refused(words % {"length": length, "most": LONGEST})


def _count(address: str, at: datetime) -> None:
    """Raises `Refused` when this hour's questions from the address are too many; yesterday's counts go."""
    AskCount.objects.filter(hour__lt=at - timedelta(days=1)).delete()
    if not address:
        return
    hour = at.replace(minute=0, second=0, microsecond=0)
    with connection.cursor() as cursor:
        cursor.execute(_COUNT, [hour, _address_hash(address, at)])
        if cursor.fetchone()[0] > MOST_AN_HOUR:
            raise Refused(_("Many questions came from your connection in the last hour. Please try again in an hour."))


def _address_hash(address: str, at: datetime) -> str:
    """Of the network of 64 bits in IPv6, which is one household; another one every day."""
    try:
        given = ipaddress.ip_address(address)
    except ValueError:
        return _keyed(f"address {at.date()}", address).hex()
    network = ipaddress.ip_network((given, 64 if given.version == 6 else 32), strict=False)  # noqa: PLR2004
    return _keyed(f"address {at.date()}", str(network)).hex()


def _uid(form_key: str) -> str:
    return "ask-" + _letters("post", form_key, 26)


def _free_reference(form_key: str) -> str:
    """Eight letters in two groups. At a million posts one in a million is taken already; then the next is tried."""
    attempt = 0
    while True:
        letters = _letters(f"reference {attempt}", form_key, 8)
        reference = f"{letters[:4]}-{letters[4:]}"
        if not Post.objects.filter(reference=reference).exists():
            return reference
        attempt += 1


def _letters(purpose: str, form_key: str, count: int) -> str:
    return "".join(REFERENCE_LETTERS[byte % len(REFERENCE_LETTERS)] for byte in _keyed(purpose, form_key)[:count])


def _keyed(purpose: str, words: str) -> bytes:
    return hmac.new(settings.SECRET_KEY.encode(), f"answerable {purpose}\x00{words}".encode(), hashlib.sha256).digest()
