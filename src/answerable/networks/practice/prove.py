"""Shows that the token of the practice network works, and whose it is, without writing anything."""

from answerable.networks.contract import Account, Closed, TryLater
from answerable.networks.outgoing import WAIT_SECONDS
from answerable.networks.practice.calls import Calls


def prove_account(calls: Calls) -> Account:
    """The account that the token opens. Raises `Closed` where it is not that of the settings, and as `Calls.read`."""
    told = calls.read("account")
    try:
        handle, name, address = str(told["handle"]), str(told["name"]), calls.address_of(told["path"])
    except (KeyError, TypeError) as error:
        raise TryLater("the practice network did not say whose account it is", after_seconds=WAIT_SECONDS) from error
    if handle.casefold() != calls.settings.account.casefold():
        raise Closed(f"the token is that of the account {handle}, not of {calls.settings.account}")
    return Account(name=f"{name} (@{handle})", url=address)
