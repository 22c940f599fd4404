"""What one account on a Mastodon server needs to be opened; the fields make the form."""

import re
from dataclasses import dataclass, field
from datetime import date

import httpx

from answerable.errors import Refused
from answerable.networks.reach import Reach, reach_of

PERMISSIONS = "read:accounts read:notifications read:search read:statuses write:statuses"
"""All that is called needs no more (Mastodon's documentation, OAuth scopes); the account itself is out of reach."""


@dataclass(frozen=True, kw_only=True)
class MastodonSettings:
    """Raises `Refused` for an address that is none, for plain http out in the world, and for a token that is none."""

    address: str = field(
        metadata={
            "title": "Server",
            "help": "The web address of the server that your account is on, such as https://mastodon.example.",
        }
    )
    token: str = field(
        repr=False,
        metadata={
            "title": "Access token",
            "help": (
                "In Mastodon: Preferences, Development, New application. These permissions are enough: "
                f"{PERMISSIONS.replace(' ', ', ')}. Open the application and copy “Your access token”."
            ),
            "secret": True,
        },
    )
    begin_on: str = field(
        default="",
        metadata={
            "title": "Bring in mentions from which day on? (optional)",
            "help": "Such as 2026-11-28. Leave it empty to bring in every mention that the server still has.",
        },
    )

    def __post_init__(self) -> None:
        if reach_of(self.address) == "world" and not self.address.startswith("https://"):
            raise Refused("The address must begin with https://, so that the token cannot be read on its way.")
        if httpx.URL(self.address).path.strip("/"):
            raise Refused("The address names a page. Write the server alone, such as https://mastodon.example.")
        if not re.fullmatch(r"[!-~]{8,500}", self.token):
            raise Refused("The access token is one line without spaces. Copy “Your access token” from the application.")
        if self.begin_on:
            try:
                date.fromisoformat(self.begin_on)
            except ValueError as error:
                raise Refused("The day is not a date. Write it as 2026-11-28.") from error

    @property
    def reach(self) -> Reach:
        """Where calls may go."""
        return reach_of(self.address)
