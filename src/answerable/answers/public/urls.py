"""Public addresses of questions and answers."""

from django.urls import path

from answerable.answers.public import already, answers, follow

public_patterns = [
    path("", answers.answers, name="answers"),
    path("ask/<slug:public_id>/already/", already.page, name="already_on"),
    path("answers/<slug:public_id>/", answers.answer, name="answer"),
    path("follow/<str:secret>/", follow.page, name="follow"),
]
