"""Who must sign on each route, written down by hand a second time; and what the people of the desk write and say."""

from answerable.desk.places import SignedAs
from answerable.desk.routes import Route

WORDS = [
    "The bins are collected one day later than usual in that week.",
    "We will collect the bins two days later than usual. The decision is on our website.",
    "The bins are collected later, because a man was arrested at the depot.",
]
DEMANDED = {
    "reuse": {"second"},
    "factual": {"second"},
    "decision": {"second", "topic_owner"},
    "commitment": {"topic_owner"},
    "new-policy": {"press", "private_office"},
    "election": {"propriety"},
    "legal": {"legal"},
    "crisis": {"crisis_lead"},
}
ROLES = {seat: {seat} for seat in ("topic_owner", "propriety", "legal", "press", "private_office", "crisis_lead")}
ROLES["second"] = {"clearer", "topic_owner"}
LINES = SignedAs(words="Cabinet, 3 May")
SWITCHES = (Route.ELECTION, Route.CRISIS, Route.ELECTION)
SAID = ([], ["factual"], ["decision"], ["commitment"], ["new-policy"], ["legal", "decision"], ["crisis"], ["reuse"])
