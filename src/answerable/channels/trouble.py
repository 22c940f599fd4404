"""Marks a channel that its keeper must mend, and takes the mark away: until then nothing is sent, nothing fails."""

from datetime import datetime, timedelta

from answerable.channels.models import Channel

MOST_WORDS = 300
PROVED_AGAIN = timedelta(hours=1)


def lose(channel_id: int, why: str, *, by_proof: bool, at: datetime) -> None:
    """Notes what is wrong, once: the first words stay until it is mended, and the keeper is told once."""
    Channel.objects.filter(pk=channel_id, needs_keeper="").update(
        needs_keeper=why[:MOST_WORDS] or "The network does not let us in.",
        needs_keeper_since=at,
        lost_by_proof=by_proof,
        keeper_told_at=None,
        prove_at=at + PROVED_AGAIN,
    )


def trust(channel_id: int) -> None:
    """It is mended, or a person says so: what waited goes out."""
    Channel.objects.filter(pk=channel_id).update(
        needs_keeper="", needs_keeper_since=None, lost_by_proof=False, keeper_told_at=None
    )
