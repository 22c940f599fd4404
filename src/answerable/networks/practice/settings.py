"""What one account on the practice network needs to be opened; the fields make the form."""

import re
from dataclasses import dataclass, field

from answerable.errors import Refused
from answerable.networks.reach import reach_of


@dataclass(frozen=True, kw_only=True)
class PracticeSettings:
    """Raises `Refused` unless the address names this machine: nothing said in training can leave it."""

    address: str = field(
        metadata={
            "title": "Address",
            "help": "The web address that the practice network printed when it started, such as http://127.0.0.1:8090.",
        }
    )
    account: str = field(
        default="council",
        metadata={
            "title": "Account",
            "help": "The name your body has on the practice network: council or department.",
        },
    )
    token: str = field(
        repr=False,
        metadata={
            "title": "Token",
            "help": "The secret made when the practice network first started, in the tokens file beside its store.",
            "secret": True,
        },
    )

    def __post_init__(self) -> None:
        if reach_of(self.address) != "this machine":
            raise Refused(
                "The practice network runs on this machine. Use its own address, such as http://127.0.0.1:8090."
            )
        if not re.fullmatch(r"[A-Za-z0-9_.-]{1,64}", self.account):
            raise Refused("The account is a short name without @ and without spaces. Use council or department.")
        if not re.fullmatch(r"[!-~]{8,200}", self.token):
            raise Refused("The token is one line without spaces. Copy it from the tokens file of the practice network.")
