"""The reply as each channel will carry it, with its length as that network counts it."""

from dataclasses import dataclass

from answerable.channels.limits import limits_of
from answerable.channels.models import Channel
from answerable.desk.models import DraftVersion
from answerable.desk.reply import count, reply_text
from answerable.questions.models import Question, QuestionChannel


@dataclass(frozen=True)
class Preview:
    """One channel's reply; `length` of `most` units."""

    channel: str
    text: str
    length: int
    most: int

    @property
    def too_long(self) -> bool:
        """Whether the network would refuse it."""
        return self.length > self.most


def previews(question: Question, version: DraftVersion) -> list[Preview]:
    """One preview for each channel on which the question was asked and whose limits are known."""
    counted = QuestionChannel.objects.filter(question=question, post_count__gt=0).values("channel_id")
    outlets = {
        (one.answers_through or one) for one in Channel.objects.filter(pk__in=counted).select_related("answers_through")
    }
    made = []
    for outlet in sorted(outlets, key=lambda one: one.name):
        limits = limits_of(outlet)
        if limits is not None:
            text = reply_text(
                text=version.text, short_text=version.short_text, rule=limits.text, page=question.public_id
            )
            made.append(Preview(outlet.name, text, count(text, limits.text), limits.text.most))
    return made
