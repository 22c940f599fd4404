"""A rule of a body's own as the form fills it, and the way from a proposal to an edition."""

from typing import Any

from answerable.accounts.models import Person
from answerable.guidance.models import Edition, Proposal
from answerable.guidance.propose import open_proposal, put_rule, say_why
from answerable.guidance.publish import publish_edition
from tests.integration import factories as make


def own_rule(**more: Any) -> dict[str, Any]:
    return {
        "id": "OWN-01",
        "sentence": "The old name of the council is not used.",
        "severity": "warn",
        "scope": ["all"],
        "principle": "open",
        "check": "cues",
        "params": {"phrases": ["Tarnbrook Borough"], "message": "“{words}” is our old name. Write Tarnbrook Council."},
        "source": {"what": "Decision of the council", "address": "", "noted_on": "2025-05-01"},
        "review_on": "2027-05-01",
        "passes": [{"text": "Tarnbrook Council answers."}],
        "fails": [{"text": "Tarnbrook Borough answers."}],
    } | more


def proposed(*tables: dict[str, Any], by: Person | None = None, said: str = "Our new name.") -> Proposal:
    author = by or make.tom()
    proposal = open_proposal(by=author, at=make.NOON)
    for table in tables or (own_rule(),):
        put_rule(proposal=proposal, table=table, by=author, at=make.NOON)
    return say_why(proposal=proposal, said=said, by=author, at=make.NOON)


def published(*tables: dict[str, Any], by: Person | None = None) -> Edition:
    proposal = proposed(*tables)
    return publish_edition(proposal=proposal, seen_at=proposal.changed_at, by=by or make.ben(), at=make.NOON)
