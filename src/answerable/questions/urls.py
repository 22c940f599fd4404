"""Addresses of the inbox and of grouping."""

from django.urls import path

from answerable.questions.pages import inbox, posts, proposals, strays, topics, unsure

app_name = "questions"
urlpatterns = [
    path("desk/", inbox.inbox, name="inbox"),
    path("desk/search/", inbox.inbox, name="search"),
    path("desk/unsure/", unsure.unsure, name="unsure"),
    path("desk/topics/", topics.topics, name="topics"),
    path("desk/day/", topics.day, name="day"),
    path("desk/strays/", strays.strays, name="strays"),
    path("desk/proposals/", proposals.proposals, name="proposals"),
    path("desk/questions/<slug:public_id>/posts/", posts.posts, name="posts"),
]
