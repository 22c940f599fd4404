"""The signed link to an asker's own page that goes along in a message which nobody else reads."""

import hmac
from typing import Final

from django.conf import settings
from django.core.signing import Signer
from django.urls import reverse

from answerable.answers.models import Coverage, Delivery
from answerable.listening.models import Post

_SALT: Final = "answers.own_page"


def own_page_address(key: str) -> str:
    """The address for the message with that key: the same at every try, and made by nobody else."""
    return f"{settings.PUBLIC_ADDRESS}{reverse('answers:follow', args=[f'{key}.{_signature(key)}'])}"


def post_behind(secret: str) -> Post | None:
    """The first post that the message answers, by the end of such an address; None for a link that is not ours."""
    key, _dot, signature = secret.partition(".")
    if not hmac.compare_digest(signature.encode(), _signature(key).encode()):
        return None
    told = Delivery.objects.filter(key=key).select_related("version").first()
    if told is None:
        return None
    # A correction's message answers the posts that the first version's covered.
    covers = {"answer": told.version.answer_id, "delivery__channel": told.channel_id}
    covered = Coverage.objects.filter(**covers, delivery__recipient=told.recipient).values("post")
    return Post.objects.filter(pk__in=covered).select_related("channel").order_by("heard_at", "pk").first()


def _signature(key: str) -> str:
    return Signer(salt=_SALT).signature(key)
