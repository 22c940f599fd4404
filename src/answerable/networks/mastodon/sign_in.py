"""A way to an access token where a server has no page for it: open an address, allow it, type the code back.

`python -m answerable.networks.mastodon.sign_in https://social.example`
"""

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from answerable.errors import Failed, Refused
from answerable.networks.contract import Closed
from answerable.networks.mastodon.settings import PERMISSIONS, MastodonSettings
from answerable.networks.outgoing import Outgoing

OUT_OF_BAND = "urn:ietf:wg:oauth:2.0:oob"
"""The server shows the code instead of sending the browser on with it (Mastodon's documentation, OAuth)."""


@dataclass(frozen=True)
class Program:
    """What the server knows us by from now on."""

    address: str
    client_id: str
    client_secret: str

    @property
    def page(self) -> str:
        """Where the person who keeps the account allows it."""
        asked = {"response_type": "code", "client_id": self.client_id, "redirect_uri": OUT_OF_BAND}
        return f"{self.address}/oauth/authorize?{urlencode(asked | {'scope': PERMISSIONS})}"


def introduce(outgoing: Outgoing, address: str) -> Program:
    """Makes this program known to the server. Raises a child of `Failed`."""
    given = {"client_name": "Answerable", "redirect_uris": OUT_OF_BAND, "scopes": PERMISSIONS}
    told = _told(outgoing, f"{address}/api/v1/apps", given, "client_id", "client_secret")
    return Program(address, told["client_id"], told["client_secret"])


def token_for(outgoing: Outgoing, program: Program, code: str) -> str:
    """The access token for the code that the server showed. Raises a child of `Failed`."""
    known = {"client_id": program.client_id, "client_secret": program.client_secret, "redirect_uri": OUT_OF_BAND}
    given = {"grant_type": "authorization_code", "code": code, "scope": PERMISSIONS} | known
    return str(_told(outgoing, f"{program.address}/oauth/token", given, "access_token")["access_token"])


def _told(outgoing: Outgoing, url: str, given: dict[str, str], *wanted: str) -> dict[str, Any]:
    response = outgoing.write(url, content=given)
    try:
        told = response.json()
    except ValueError:
        told = None
    if not isinstance(told, dict) or not all(isinstance(told.get(name), str) for name in wanted):
        raise Closed(f"The server refused ({response.status}). Check the address and the code, and begin again.")
    return told


def main(arguments: Sequence[str], *, ask: Callable[[str], str] = input) -> int:
    """Prints the token; 0 done, 1 the server did not do its part, 2 a person must change something."""
    if len(arguments) != 1:
        sys.stderr.write("Name the server: python -m answerable.networks.mastodon.sign_in https://social.example\n")
        return 2
    try:
        settings = MastodonSettings(address=arguments[0], token="not-yet-known")  # noqa: S106  it is what we ask for
        outgoing = Outgoing(settings.reach)
        program = introduce(outgoing, settings.address.rstrip("/"))
        sys.stdout.write(f"Sign in to the account and open this address:\n\n  {program.page}\n\n")
        token = token_for(outgoing, program, ask("Type the code that the server shows: ").strip())
    except (Refused, Failed) as problem:
        sys.stderr.write(f"{problem.reason if isinstance(problem, Refused) else problem.why}\n")
        return 2 if isinstance(problem, Refused) else 1
    sys.stdout.write(f"\nThe access token, for the form that opens the channel:\n\n  {token}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
