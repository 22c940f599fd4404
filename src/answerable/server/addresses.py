"""Every address: citizens' pages at the top, staff pages under desk/, sign-in under account/."""

from allauth.account import views as account
from django.urls import include, path

from answerable.server import status
from answerable.server.interface import interface

urlpatterns = [
    path("", include("answerable.answers.urls")),
    path("", include("answerable.listening.urls")),
    path("", include("answerable.questions.urls")),
    path("", include("answerable.desk.urls")),
    path("", include("answerable.channels.urls")),
    path("", include("answerable.accounts.urls")),
    path("", include("answerable.guidance.urls")),
    path("", include("answerable.keeping.urls")),
    path("", include("answerable.measures.urls")),
    path("", include("answerable.record.urls")),
    path("api/v1/", interface.urls),
    path("healthz", status.healthz, name="healthz"),
    path("desk/status/", status.status, name="status"),
    path("account/sign-in/", account.login, name="account_login"),
    path("account/sign-out/", account.logout, name="account_logout"),
    path("account/confirm/", account.reauthenticate, name="account_reauthenticate"),
    path("account/password/", account.password_change, name="account_change_password"),
    path("account/no-sign-up/", account.signup, name="account_signup"),
    path("account/inactive/", account.account_inactive, name="account_inactive"),
    path("account/two-step/", include("allauth.mfa.urls")),
]
