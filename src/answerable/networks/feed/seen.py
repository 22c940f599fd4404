"""Reading a feed as what an account says: for networks whose only open door is RSS or Atom."""

from answerable.networks.contract import Raw
from answerable.networks.feed.kind import FeedSettings, connect, moment_of
from answerable.networks.plain_html import plain_html
from answerable.networks.seen import SeenAccount, SeenPost

_LATEST = "A feed shows the latest entries only: what has left it is not compared."


def see_feed(address: str) -> SeenAccount:
    """The entries of the feed at `address`. Raises `Refused` for what is no address, `TryLater` or `Closed`."""
    reader = connect(FeedSettings(address=address))
    posts = tuple(_post(raw) for raw in reader.read(None).items)
    return SeenAccount("feed", address, frozenset({address.lower()}), posts, is_whole=False, notes=(_LATEST,))


def _post(raw: Raw) -> SeenPost:
    """The words of an entry; its title only where there are none, as servers of short posts cut a title from them."""
    told = raw.payload
    body = told.get("text") or plain_html(told.get("body", ""))
    return SeenPost(
        told.get("link") or raw.uid, body or plain_html(told.get("title", "")), moment_of(told.get("at", ""))
    )
