"""The stream of a mailbox, as `listening` follows it."""

from collections.abc import Iterator, Sequence

from answerable.networks.email.following import address_of
from answerable.networks.email.kind import connect
from answerable.networks.email.settings import EmailSettings
from answerable.networks.streaming import Batch, Caught, Stream


def follow(settings: Sequence[EmailSettings], bookmark: str | None) -> Iterator[Batch]:
    """Batches without end, for every channel on this mailbox. Raises `TryLater` or `Closed`."""
    network = connect(settings[0])
    while True:
        for page in network.follow(bookmark):
            caught = tuple(Caught(place, raw) for place in range(len(settings)) for raw in page.items)
            yield Batch(caught, page.bookmark)
            bookmark = page.bookmark


STREAM = Stream(address=address_of, follow=follow)
