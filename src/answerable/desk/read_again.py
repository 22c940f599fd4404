"""A second person reads again what a switch holds, by the rules under it, and lets it go on."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from answerable.accounts.models import Body, Person
from answerable.accounts.roles import Act
from answerable.desk.clear import wrote
from answerable.desk.hold import held
from answerable.desk.judge import Judged, judge_words
from answerable.desk.models import Clearance, Decision, DraftVersion, ReadAgain
from answerable.desk.write import words_of
from answerable.errors import Refused
from answerable.guidance.switch_kinds import KINDS

MOST_SAID = 500


def read_again(*, clearance: Clearance, is_service: bool, said: str, by: Person, at: datetime) -> None:
    """Lets it go on under every switch that holds it now. `said` is why it may, in a few words.

    `is_service` is the reader's word that it is essential service information. Raises `Refused` for one's own draft, an
    embargo (which only its moment or two people end), or words that the rules under the switch forbid.
    """
    if not by.may(Act.CLEAR):
        raise Refused(_("Your roles do not let you clear drafts."))
    why = " ".join(said.split())[:MOST_SAID]
    if not why:
        raise Refused(_("Say in a few words why this may go on now."))
    with transaction.atomic():
        there = (
            Clearance.objects.select_for_update(of=("self",))
            .select_related("version__draft__question")
            .get(pk=clearance.pk)
        )
        holding = held(Clearance.objects.filter(pk=there.pk, decision=Decision.CLEARED), at=at).get(there.pk, [])
        if not holding:
            raise Refused(_("Nothing holds this any more. Look at the list again."))
        if not Body.objects.get().training and wrote(there.version, by):
            raise Refused(_("You wrote some of this draft, so another person must read it again."))
        if any(KINDS[one.kind].by_words for one in holding):
            raise Refused(_("An embargo holds this. It goes on by itself at its moment, or when two people end it."))
        _check(judged_under(there.version, is_service=is_service, at=at))
        ReadAgain.objects.bulk_create(ReadAgain(clearance=there, switch=one, said=why, by=by, at=at) for one in holding)


def judged_under(version: DraftVersion, *, is_service: bool, at: datetime) -> Judged:
    """What the rules say of the words under the switches in force."""
    served = is_service or version.is_service
    return judge_words(question=version.draft.question, at=at, is_service=served, **words_of(version))


def _check(judged: Judged) -> None:
    for finding in judged.findings:
        if finding["severity"] == "block":
            raise Refused(finding["message"])
