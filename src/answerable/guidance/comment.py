"""Comments on a rule by people who work with it, and the answers of those who keep the guidance."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from answerable.accounts.models import Person
from answerable.accounts.roles import Act
from answerable.errors import Refused
from answerable.guidance.in_force import edition_in_force
from answerable.guidance.models import RuleComment
from answerable.guidance.propose import check_keeper
from answerable.guidance.rule_data import rules_from

MOST_CHARACTERS = 2_000


def comment_on_rule(*, rule_id: str, words: str, by: Person, at: datetime) -> RuleComment:
    """Keeps a comment on a rule of the edition in force, for its author and whoever keeps the guidance."""
    if not by.may(Act.READ):
        raise Refused(_("Only people who work here comment on a rule."))
    edition = edition_in_force(at=at)
    rules_from(edition.rules).rule(rule_id)
    return RuleComment.objects.create(
        edition=edition, rule_id=rule_id, words=_cleaned(words), written_by=by, written_at=at
    )


def reply_to_comment(*, comment: RuleComment, reply: str, by: Person, at: datetime) -> RuleComment:
    """Answers a comment, once: what came of it, or why nothing does."""
    check_keeper(by)
    words = _cleaned(reply)
    with transaction.atomic():
        there = RuleComment.objects.select_for_update(of=("self",)).get(pk=comment.pk)
        if there.reply:
            raise Refused(_("This comment has been answered already. Read the answer."))
        there.reply, there.replied_by, there.replied_at = words, by, at
        there.save(update_fields=["reply", "replied_by", "replied_at"])
    return there


def _cleaned(words: str) -> str:
    cleaned = words.replace("\r\n", "\n").replace("\0", "").strip()
    if not cleaned:
        raise Refused(_("Write a few words first."))
    if len(cleaned) > MOST_CHARACTERS:
        raise Refused(_("That is longer than 2,000 characters. Say it more shortly."))
    return cleaned
