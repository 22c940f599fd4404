"""The listener: events per CPU second over a real websocket with 1,000 topic words, and what 2,000 a second cost.

The stream comes from a process of its own (`stream_replay.py`, fixed seed, the shape of a real sample). The peer is the
`websockets` library's own client with the same sifting.
"""

import random
import subprocess
import sys
import time

from websockets.sync.client import connect

from answerable.networks.bluesky.follow import follow
from answerable.networks.bluesky.stream import OF_A_POST, Watch, sift
from answerable.networks.bluesky.topics import Topics
from bench.stream_replay import END, SEED, events

TOPIC_COUNT = 1_000
FAST, PACED_SECONDS, PER_SECOND = 1_000_000, 20, 2_000


def main() -> None:
    """Prints both figures, the peer's beside."""
    watches = [Watch("did:plc:ourbody", "council.gov.uk", Topics.of(_topics()))]
    for name, run in (("ours", _ours), ("websockets' own client", _peer)):
        caught, seconds = _measured(run, watches, FAST, 0)
        print(f"{name:24} {FAST / seconds:10,.0f} events a CPU second ({FAST:,} events, {caught:,} caught)")
    for name, run in (("ours", _ours), ("websockets' own client", _peer)):
        _caught, seconds = _measured(run, watches, PER_SECOND * PACED_SECONDS, PER_SECOND)
        print(f"{name:24} {100 * seconds / PACED_SECONDS:10.2f} % of one core at {PER_SECOND:,} events a second")


def _topics() -> str:
    """Some words that posts of the replay use, and phrases and beginnings that they do not."""
    chance = random.Random(SEED)
    words = sorted({word for line in events(400) for word in line.decode().split() if word.isalpha()})
    rest = ["".join(chance.choices("bcdfghjklmnp", k=9)) for _ in range(TOPIC_COUNT)]
    mixed = [
        END,
        *words[:20],
        *(f"{a} {b}" for a, b in zip(rest[:200], rest[200:400], strict=True)),
        *(f"{word}*" for word in rest[400:450]),
        *rest[450:],
    ]
    return ", ".join(mixed[:TOPIC_COUNT])


def _measured(run, watches, count: int, per_second: int) -> tuple[int, float]:
    replay = subprocess.Popen(
        [sys.executable, "-m", "bench.stream_replay", str(count), str(per_second)], stdout=subprocess.PIPE, text=True
    )
    assert replay.stdout
    port = int(replay.stdout.readline())
    began = time.process_time()
    caught = run(f"ws://127.0.0.1:{port}/subscribe", watches)
    seconds = time.process_time() - began
    replay.wait()
    return caught, seconds


def _ours(address: str, watches) -> int:
    caught = 0
    for batch in follow(address, watches, None, reach="this machine"):
        caught += sum(1 for one in batch.caught if not one.only_if_kept)
        if any(_is_last(one) for one in batch.caught):
            return caught
    raise AssertionError("a stream does not end by itself")


def _peer(address: str, watches) -> int:
    caught = 0
    with connect(address, compression=None, proxy=None, ping_interval=None) as stream:
        while True:
            line = stream.recv(decode=False)
            if OF_A_POST in line:
                found = list(sift(line, watches))
                caught += sum(1 for one in found if not one.only_if_kept)
                if any(_is_last(one) for one in found):
                    return caught


def _is_last(one) -> bool:
    return one.raw.payload.get("record", {}).get("text") == END


if __name__ == "__main__":
    main()
