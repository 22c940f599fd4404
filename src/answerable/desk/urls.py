"""Addresses of the desk."""

from django.urls import path

from answerable.desk.pages import clear, draft, hand_in, processes, question, safeguarding, under_switches

app_name = "desk"
urlpatterns = [
    path("desk/safeguarding/", safeguarding.queue, name="safeguarding"),
    path("desk/safeguarding/<int:number>/", safeguarding.risk, name="risk"),
    path("desk/processes/", processes.processes, name="processes"),
    path("desk/processes/<int:number>/end/", processes.end, name="end_handover"),
    path("desk/posts/<int:number>/signs/", processes.signs, name="signs"),
    path("desk/switches/<slug:public_id>/notices/", under_switches.notices, name="notices"),
    path("desk/questions/<slug:public_id>/area/", under_switches.area, name="area"),
    path("desk/to-clear/", question.to_clear, name="to_clear"),
    path("desk/questions/<slug:public_id>/", question.question, name="question"),
    path("desk/questions/<slug:public_id>/triage/", question.triage, name="triage"),
    path("desk/questions/<slug:public_id>/claim/", question.claim, name="claim"),
    path("desk/questions/<slug:public_id>/assign/", question.assign, name="assign"),
    path("desk/questions/<slug:public_id>/reopen/", question.reopen, name="reopen"),
    path("desk/questions/<slug:public_id>/draft/", draft.draft, name="draft"),
    path("desk/questions/<slug:public_id>/draft/judge/", draft.judge, name="judge"),
    path("desk/questions/<slug:public_id>/draft/mend/", draft.apply_mend, name="mend"),
    path("desk/questions/<slug:public_id>/draft/hand-in/", hand_in.page, name="hand_in"),
    path("desk/questions/<slug:public_id>/draft/take-back/", hand_in.take_back_page, name="take_back"),
    path("desk/questions/<slug:public_id>/draft/drop/", draft.drop, name="drop"),
    path("desk/questions/<slug:public_id>/clear/", clear.clear, name="clear"),
]
