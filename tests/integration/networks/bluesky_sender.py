"""A sender in a process of its own, to be killed: tells each asker in a file once, and writes down whom it has told."""

import json
import sys
from datetime import UTC, datetime
from pathlib import Path

from answerable.networks.bluesky.kind import KIND
from answerable.networks.bluesky.settings import BlueskySettings
from answerable.networks.contract import Reply, TryLater, Uncertain

FROZEN = datetime(2026, 11, 28, 11, tzinfo=UTC)


def main(folder: Path) -> None:
    """Goes through those not told yet, again and again, until nobody is left or it is killed."""
    work = json.loads((folder / "work.json").read_text())
    network = KIND.connect(BlueskySettings(**work["settings"]))
    done = folder / "done"
    while True:
        told = set(done.read_text().split()) if done.exists() else set()
        waiting = [one for one in work["replies"] if one["key"] not in told]
        if not waiting:
            return
        for one in waiting:
            try:
                network.publish(Reply(**one, frozen_at=FROZEN))
            except (TryLater, Uncertain):
                continue
            with done.open("a") as file:
                file.write(one["key"] + "\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
