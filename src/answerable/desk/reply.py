"""What one asker is sent: the answer where it fits, else its short form, and always the way to the answer's page."""

import regex
from django.conf import settings
from django.urls import reverse

from answerable.networks.contract import TextRule

_GRAPHEME = regex.compile(r"\X")
_LINK = regex.compile(r"https?://\S+")


def answer_address(page: str) -> str:
    """Where the answer to a question stands for anyone to read."""
    return settings.PUBLIC_ADDRESS + reverse("answers:answer", args=[page])  # type: ignore[no-any-return]


def reply_text(*, text: str, short_text: str, rule: TextRule, page: str) -> str:
    """The whole reply for a network that counts by `rule`. It is never cut: a reply that is too long is a finding."""
    way = "\n\n" + answer_address(page)
    if fits(text + way, rule) or not short_text:
        return text + way
    return short_text + way


def fits(text: str, rule: TextRule) -> bool:
    """Whether the network takes a text of this length, counted its way."""
    if rule.most_bytes is not None and len(text.encode()) > rule.most_bytes:
        return False
    return count(text, rule) <= rule.most


def count(text: str, rule: TextRule) -> int:
    """The length in the network's own unit, each link at its own cost."""
    if rule.link_cost is not None:
        links = _LINK.findall(text)
        return _units(_LINK.sub("", text), rule) + rule.link_cost * len(links)
    return _units(text, rule)


def _units(text: str, rule: TextRule) -> int:
    if rule.unit == "grapheme":
        return len(_GRAPHEME.findall(text))
    return len(text) if rule.unit == "codepoint" else len(text.encode())
