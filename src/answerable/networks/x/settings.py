"""What one account on X needs to be opened; the fields make the form."""

import re
from dataclasses import dataclass, field

from answerable.errors import Refused
from answerable.networks.reach import Reach, reach_of

API = "https://api.x.com"


def _secret(title: str, explained: str) -> str:
    made: str = field(repr=False, metadata={"title": title, "help": explained, "secret": True})
    return made


@dataclass(frozen=True, kw_only=True)
class XSettings:
    """An app's keys and an account's access token (OAuth 1.0a): they do not end by themselves. Raises `Refused`."""

    account: str = field(metadata={"title": "Account", "help": "The name after the @, such as tarnbrookcouncil."})
    consumer_key: str = _secret("API key", "Of your app in the developer console of X, under Keys and tokens.")
    consumer_secret: str = _secret("API key secret", "Shown once beside the API key.")
    token: str = _secret("Access token", "Of the account itself, with permission to read and write.")
    token_secret: str = _secret("Access token secret", "Shown once beside the access token.")
    address: str = field(
        default=API, metadata={"title": "Address", "help": "Leave it as it is, unless X says another."}
    )

    def __post_init__(self) -> None:
        if not re.fullmatch(r"[A-Za-z0-9_]{1,15}", self.account):
            raise Refused("The account is a name of up to 15 letters, digits and _, without the @.")
        for secret in (self.consumer_key, self.consumer_secret, self.token, self.token_secret):
            if not re.fullmatch(r"[!-~]{8,200}", secret):
                raise Refused("Each key and token is one line without spaces. Copy them from the console of X again.")
        if self.reach == "world" and not self.address.startswith("https://"):
            raise Refused("The address must begin with https://.")

    @property
    def reach(self) -> Reach:
        """Where calls may go."""
        return reach_of(self.address)
