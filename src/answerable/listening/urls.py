"""Addresses of asking, of posts and of bringing in files."""

from django.urls import path

from answerable.listening.pages import by_hand, files, posts
from answerable.listening.public import ask, hook

app_name = "listening"
urlpatterns = [
    path("ask/", ask.page, name="ask"),
    path("ask/<slug:public_id>/", ask.page, name="ask_on"),
    path("hooks/<slug:public_id>/", hook.take, name="hook"),
    path("desk/posts/", posts.posts, name="posts"),
    path("desk/posts/<int:number>/", posts.post, name="post"),
    path("desk/posts/unreadable/", posts.unreadable, name="unreadable"),
    path("desk/posts/unreadable/again/", posts.again, name="again"),
    path("desk/posts/by-hand/", by_hand.by_hand, name="by_hand"),
    path("desk/posts/bring-in/", files.bring_in, name="bring_in"),
    path("desk/posts/bring-in/<int:number>/columns/", files.columns, name="columns"),
    path("desk/posts/bring-in/<int:number>/", files.progress, name="progress"),
    path("desk/posts/bring-in/<int:number>/now/", files.progress_part, name="progress_part"),
    path("desk/posts/bring-in/<int:number>/rejected.csv", files.rejects, name="rejects"),
]
