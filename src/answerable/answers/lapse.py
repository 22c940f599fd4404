"""Unattended: given clearances that were not published in time lapse, whatever kept them."""

from datetime import datetime

from answerable.answers.plan import unpublished
from answerable.desk.lapse import has_lapsed, lapse_clearance


def lapse_unused(*, at: datetime) -> int:
    """How many lapsed."""
    late = [one for one in unpublished().select_related("version__draft__question") if has_lapsed(one, at=at)]
    for one in late:
        lapse_clearance(clearance=one, at=at)
    return len(late)
