"""Addresses of the accounts."""

from django.urls import path

from answerable.accounts.pages import people, programs, set_up
from answerable.accounts.public import enter

app_name = "accounts"
urlpatterns = [
    path("way-in/<str:secret>/", enter.page, name="enter"),
    path("desk/set-up/", set_up.name, name="set_up"),
    path("desk/set-up/second-person/", set_up.second_person, name="second_person"),
    path("desk/people/", people.people, name="people"),
    path("desk/people/programs/", programs.programs, name="programs"),
    path("desk/people/programs/<int:pk>/withdraw/", programs.withdraw, name="withdraw_program"),
    path("desk/people/join/", people.join, name="join"),
    path("desk/people/training/", people.training, name="training"),
    path("desk/people/<uuid:key>/roles/", people.roles, name="roles"),
    path("desk/people/<uuid:key>/leave/", people.leave, name="leave"),
    path("desk/account/", people.mine, name="mine"),
]
