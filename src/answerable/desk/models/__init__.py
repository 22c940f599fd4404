"""The tables of the desk."""

from answerable.desk.models.drafts import (
    MOVES,
    Clearance,
    Decision,
    Draft,
    DraftKind,
    DraftState,
    DraftVersion,
    RouteNeed,
    Signature,
    plainest_route,
)
from answerable.desk.models.posts import Engagement, Handover, RiskDone, RiskLook, RiskStep
from answerable.desk.models.switches import NoticeUp, QuestionArea, ReadAgain

__all__ = [
    "MOVES",
    "Clearance",
    "Decision",
    "Draft",
    "DraftKind",
    "DraftState",
    "DraftVersion",
    "Engagement",
    "Handover",
    "NoticeUp",
    "QuestionArea",
    "ReadAgain",
    "RiskDone",
    "RiskLook",
    "RiskStep",
    "RouteNeed",
    "Signature",
    "plainest_route",
]
