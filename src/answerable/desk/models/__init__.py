"""The tables of the desk."""

from answerable.desk.models.drafts import (
    MOVES,
    Advice,
    Clearance,
    Decision,
    Draft,
    DraftKind,
    DraftState,
    DraftVersion,
    Picture,
    RouteNeed,
    SecondLook,
    Signature,
    plainest_route,
)
from answerable.desk.models.posts import Engagement, Handover, RiskDone, RiskLook, RiskStep
from answerable.desk.models.switches import NoticeUp, QuestionArea, ReadAgain

__all__ = [
    "MOVES",
    "Advice",
    "Clearance",
    "Decision",
    "Draft",
    "DraftKind",
    "DraftState",
    "DraftVersion",
    "Engagement",
    "Handover",
    "NoticeUp",
    "Picture",
    "QuestionArea",
    "ReadAgain",
    "RiskDone",
    "RiskLook",
    "RiskStep",
    "RouteNeed",
    "SecondLook",
    "Signature",
    "plainest_route",
]
