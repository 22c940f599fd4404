"""The reply as each channel will carry it, with its length as that network counts it."""

from dataclasses import dataclass

from answerable.channels.connect import kind_of
from answerable.channels.limits import limits_of, takes_pictures
from answerable.channels.models import Channel
from answerable.desk.models import DraftVersion
from answerable.desk.reply import fits, reply_text, rule_beside
from answerable.networks.contract import Can, TextRule
from answerable.pure.checks.length import measure
from answerable.questions.models import Question, QuestionChannel


@dataclass(frozen=True)
class Preview:
    """One channel's reply; `length` of `most` units; `too_long` says that the network would refuse it.

    `picture_count` go along, `left_out` do not; `warning` stands before the text there.
    """

    channel: str
    text: str
    length: int
    most: int
    too_long: bool
    picture_count: int = 0
    left_out: int = 0
    warning: str = ""


def outlets_of(question: Question) -> list[Channel]:
    """The channels through which people can be told of this question, by name, each once."""
    counted = QuestionChannel.objects.filter(question=question, post_count__gt=0).values("channel_id")
    asked_on = Channel.objects.filter(pk__in=counted).select_related("answers_through")
    outlets = {one.answers_through or one for one in asked_on}
    return sorted((one for one in outlets if kind_of(one).tells), key=lambda one: one.name)


def previews(question: Question, version: DraftVersion) -> list[Preview]:
    """One preview for each channel that tells and whose limits are known."""
    made = []
    for outlet in outlets_of(question):
        limits = limits_of(outlet)
        if limits is not None:
            made.append(_preview(outlet, limits.text, version, question.public_id))
    return made


def _preview(outlet: Channel, whole_rule: TextRule, version: DraftVersion, page: str) -> Preview:
    kind, count = kind_of(outlet), len(version.pictures)
    rule = rule_beside(version.content_warning, rule=whole_rule, kind=kind)
    text = reply_text(text=version.text, short_text=version.short_text, rule=rule, page=page)
    takes = takes_pictures(outlet)
    return Preview(
        outlet.name,
        text,
        length=measure(text, rule),
        most=rule.most,
        too_long=not fits(text, rule),
        picture_count=count if takes else 0,
        left_out=0 if takes else count,
        warning=version.content_warning if Can.CONTENT_WARNING in kind.can else "",
    )
