"""Leave to reply to a post flagged as abuse: a senior person's, with a note; without it nobody is told there."""

from datetime import datetime

from django.utils.translation import gettext as _

from answerable.accounts.models import Person
from answerable.accounts.roles import Act
from answerable.desk.models import Engagement
from answerable.errors import Refused
from answerable.listening.models import Post


def allow_reply(*, post: Post, note: str, by: Person, at: datetime) -> Engagement:
    """Raises `Refused` for somebody who is not senior enough, or a missing note."""
    if not by.may(Act.ENGAGE):
        raise Refused(_("A reply to abuse needs the word of a topic owner or the safeguarding lead. Ask one of them."))
    if not note.strip():
        raise Refused(_("Say in a sentence why this person is answered all the same."))
    made, _new = Engagement.objects.get_or_create(post=post, defaults={"note": note.strip()[:500], "by": by, "at": at})
    return made
