"""Addresses of the guidance."""

from django.urls import path

from answerable.guidance.pages import guidance, lists, proposal, rule, switches
from answerable.guidance.public import editions

app_name = "guidance"
_NEXT = "desk/guidance/next/"
_SWITCH = "desk/switches/<slug:public_id>/"
urlpatterns = [
    path("rules/", editions.rules, name="rules"),
    path("rules/editions/", editions.editions, name="editions"),
    path("rules/editions/<int:number>/", editions.edition, name="edition"),
    path("rules/editions/<int:number>/since/<int:earlier>/", editions.since, name="since"),
    path("rules/editions/<int:number>/edition.html", editions.html, name="html"),
    path("rules/editions/<int:number>/edition.pdf", editions.pdf, name="pdf"),
    path("desk/lists/", lists.lists, name="lists"),
    path("desk/switches/", switches.switches, name="switches"),
    path("desk/switches/new/<slug:kind>/", switches.propose, name="propose_switch"),
    path(_SWITCH, switches.switch, name="switch"),
    path(f"{_SWITCH}confirm/", switches.confirm, name="confirm_switch"),
    path(f"{_SWITCH}drop/", switches.drop, name="drop_switch"),
    path(f"{_SWITCH}end/", switches.end, name="end_switch"),
    path(f"{_SWITCH}decide-end/", switches.decide_end, name="decide_end"),
    path("desk/guidance/", guidance.guidance, name="guidance"),
    path("desk/guidance/read/", guidance.acknowledged, name="acknowledged"),
    path("desk/guidance/rules/<slug:rule_id>/", rule.rule, name="rule"),
    path("desk/guidance/comments/", rule.comments, name="comments"),
    path("desk/guidance/comments/<int:number>/", rule.reply, name="reply"),
    path(_NEXT, proposal.proposal, name="proposal"),
    path(f"{_NEXT}begin/", proposal.begin, name="begin"),
    path(f"{_NEXT}drop/", proposal.drop, name="drop"),
    path(f"{_NEXT}publish/", proposal.publish, name="publish"),
    path(f"{_NEXT}rules/", proposal.own_rule, name="new_rule"),
    path(f"{_NEXT}rules/<slug:rule_id>/", proposal.own_rule, name="own_rule"),
    path(f"{_NEXT}rules/<slug:rule_id>/stricter/", proposal.stricter, name="stricter"),
    path(f"{_NEXT}rules/<slug:rule_id>/out/", proposal.out, name="out"),
]
