"""Who may do what: one table, read by pages, verbs, the command line and the tests."""

from enum import StrEnum

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Role(TextChoices):
    """What a person is here for; one person may hold several."""

    LISTENER = "listener", _("Listener")
    AUTHOR = "author", _("Author")
    CLEARER = "clearer", _("Clearer")
    TOPIC_OWNER = "topic_owner", _("Topic owner")
    RECORDS = "records", _("Records officer")
    SAFEGUARDING = "safeguarding", _("Safeguarding lead")
    PROPRIETY = "propriety", _("Propriety contact")
    PRESS = "press", _("Press office")
    PRIVATE_OFFICE = "private_office", _("Private office")
    LEGAL = "legal", _("Legal adviser")
    CRISIS_LEAD = "crisis_lead", _("Crisis lead")
    ADMINISTRATOR = "administrator", _("Administrator")


class Act(StrEnum):
    """What can be done at the desk; each staff page and each verb names the one it needs."""

    READ = "read"
    BRING_IN = "bring in posts"
    GROUP = "group"
    TRIAGE = "triage"
    SAFEGUARD = "look after people at risk"
    ENGAGE = "allow a reply to abuse"
    ASSIGN = "assign"
    DRAFT = "draft"
    CLEAR = "clear"
    TELL = "tell"
    CORRECT = "correct"
    KEEP_CHANNELS = "keep channels"
    KEEP_PEOPLE = "keep people"
    KEEP_RECORDS = "keep records"
    KEEP_GUIDANCE = "keep the guidance"
    SWITCH = "start and end switches"


_EVERYONE = frozenset(Role)

MAY: dict[Act, frozenset[Role]] = {
    Act.READ: _EVERYONE,
    Act.BRING_IN: frozenset({Role.LISTENER, Role.ADMINISTRATOR}),
    Act.GROUP: frozenset({Role.LISTENER, Role.TOPIC_OWNER}),
    Act.TRIAGE: frozenset({Role.LISTENER, Role.TOPIC_OWNER}),
    Act.SAFEGUARD: frozenset({Role.LISTENER, Role.TOPIC_OWNER, Role.SAFEGUARDING}),
    Act.ENGAGE: frozenset({Role.TOPIC_OWNER, Role.SAFEGUARDING}),
    Act.ASSIGN: frozenset({Role.LISTENER, Role.AUTHOR, Role.TOPIC_OWNER}),
    Act.DRAFT: frozenset({Role.AUTHOR, Role.TOPIC_OWNER}),
    # Each signs only in the places that are theirs (`desk.routes`).
    Act.CLEAR: frozenset(
        {
            *(Role.CLEARER, Role.TOPIC_OWNER, Role.PROPRIETY, Role.PRESS),
            *(Role.PRIVATE_OFFICE, Role.LEGAL, Role.CRISIS_LEAD),
        }
    ),
    Act.TELL: frozenset({Role.LISTENER, Role.CLEARER, Role.TOPIC_OWNER}),
    Act.CORRECT: frozenset({Role.AUTHOR, Role.TOPIC_OWNER}),
    Act.KEEP_CHANNELS: frozenset({Role.ADMINISTRATOR}),
    Act.KEEP_PEOPLE: frozenset({Role.ADMINISTRATOR}),
    Act.KEEP_RECORDS: frozenset({Role.RECORDS}),
    # Two of them at least in any body: one drafts an edition, another publishes it.
    Act.KEEP_GUIDANCE: frozenset({Role.CLEARER, Role.TOPIC_OWNER, Role.ADMINISTRATOR}),
    # Likewise: one proposes, another confirms.
    Act.SWITCH: frozenset({Role.CLEARER, Role.TOPIC_OWNER, Role.ADMINISTRATOR}),
}
