"""What one asker is sent: the answer where it fits, else its short form, and always the way to the answer's page."""

from dataclasses import replace

from django.conf import settings
from django.urls import reverse

from answerable.networks.contract import Can, Kind, TextRule
from answerable.pure.checks.length import measure


def answer_address(page: str) -> str:
    """Where the answer to a question stands for anyone to read."""
    return f"{settings.PUBLIC_ADDRESS}{reverse('answers:answer', args=[page])}"


def reply_text(*, text: str, short_text: str, rule: TextRule, page: str) -> str:
    """The whole reply for a network that counts by `rule`. It is never cut: a reply that is too long is a finding."""
    way = "\n\n" + answer_address(page)
    if fits(text + way, rule) or not short_text:
        return text + way
    return short_text + way


def rule_beside(warning: str, *, rule: TextRule, kind: Kind) -> TextRule:
    """The same rule with the room that a warning leaves: Mastodon counts it with the text (StatusLengthValidator)."""
    if not warning or Can.CONTENT_WARNING not in kind.can:
        return rule
    return replace(rule, most=max(0, rule.most - measure(warning, rule)))


def fits(text: str, rule: TextRule) -> bool:
    """Whether the network takes a text of this length, counted its way."""
    if rule.most_bytes is not None and len(text.encode("utf-8", "surrogatepass")) > rule.most_bytes:
        return False
    return measure(text, rule) <= rule.most
