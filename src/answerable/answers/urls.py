"""Addresses of answers: the staff pages about telling, and what anyone may read."""

from django.urls import path

from answerable.answers.pages import act, by_hand, held, late_rule, look
from answerable.answers.public.urls import public_patterns

app_name = "answers"
urlpatterns = [
    path("desk/telling/", look.tellings, name="tellings"),
    path("desk/telling/audit/", look.audit_page, name="audit"),
    path("desk/telling/late-rule/", late_rule.late_rule, name="late_rule"),
    path("desk/held/", held.held, name="held"),
    path("desk/held/<int:pk>/", held.one, name="held_one"),
    path("desk/telling/stop/", act.stop_all, name="stop_everything"),
    path("desk/telling/channels/<slug:public_id>/", act.stop_or_resume_channel, name="stop_channel"),
    path("desk/telling/held/<int:pk>/", act.settle, name="settle"),
    path("desk/telling/by-hand/", by_hand.by_hand, name="by_hand"),
    path("desk/telling/by-hand/take/", by_hand.take, name="take"),
    path("desk/telling/by-hand/<int:pk>/", by_hand.task, name="task"),
    path("desk/telling/<slug:public_id>/", look.telling, name="telling"),
    path("desk/telling/<slug:public_id>/progress/", look.progress, name="progress"),
    path("desk/telling/<slug:public_id>/stop/", act.stop_or_resume_answer, name="stop_answer"),
    path("desk/telling/<slug:public_id>/late/", act.late, name="late"),
    path("desk/telling/<slug:public_id>/correct/", act.correct, name="correct"),
    *public_patterns,
]
