"""One click that mends what a check found, where the mend is mechanical."""

from datetime import datetime

from django.utils.translation import gettext as _

from answerable.accounts.models import Person
from answerable.desk.models import Draft, DraftVersion
from answerable.desk.write import save_draft
from answerable.errors import Refused


def mend(*, draft: Draft, number: int, finding: int, by: Person, at: datetime) -> DraftVersion:
    """Replaces the place that finding number `finding` of version `number` names, and saves the next version."""
    version = draft.versions.order_by("-number").first()
    if version is None or version.number != number or not 0 <= finding < len(version.findings):
        raise Refused(_("The draft changed while you looked at it. Read the findings again."))
    found = version.findings[finding]
    if found["mend"] is None or found["channel"]:
        raise Refused(_("This finding needs your own words."))
    text = version.text[: found["start"]] + found["mend"] + version.text[found["end"] :]
    return save_draft(
        draft=draft,
        based_on=number,
        text=text,
        short_text=version.short_text,
        sources=version.sources,
        language=version.language,
        is_service=version.is_service,
        by=by,
        at=at,
    )
