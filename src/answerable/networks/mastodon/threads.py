"""Which thread a post stands in: from the posts we know, else from the server's own view of the conversation."""

from collections.abc import Iterable

from answerable.networks.contract import Rejected
from answerable.networks.mastodon.calls import Calls
from answerable.networks.mastodon.place import Known
from answerable.networks.mastodon.statuses import Status


class Threads:
    """Parents and roots; a call only for a reply to a post that we do not know."""

    def __init__(self, calls: Calls, known: Iterable[Known]) -> None:
        self._calls = calls
        self._known = {one.local_id: one for one in known}

    def add(self, one: Known) -> None:
        """From now on, replies to it need no call."""
        self._known[one.local_id] = one

    def of(self, status: Status) -> tuple[str | None, str | None]:
        """The uid of the post that `status` replies to, and of the first post of its thread.

        A post that replies to nothing is the first of its own; both are None where the server no longer shows what it
        replies to. Raises `TryLater` or `Closed`.
        """
        parent_id = status.get("in_reply_to_id")
        if parent_id is None:
            return None, str(status["uri"])
        known = self._known.get(str(parent_id))
        if known is not None and known.root:
            return known.uid, known.root
        try:
            above = self._calls.read("v1", "statuses", str(status["id"]), "context")["ancestors"]
        except Rejected:
            return None, None
        parents = [str(one["uri"]) for one in above if str(one["id"]) == str(parent_id)]
        if not parents:
            return None, None
        return parents[0], str(above[0]["uri"])
