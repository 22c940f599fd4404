"""Where allauth asks us: nobody signs up by themselves, and only people who still work here may sign in."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class NoStrangers(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """People come in by a link that an administrator made."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002  allauth's own signature
        """Never: see `accounts.way_in`."""
        return False
