"""Replies a second from one worker against a real Bluesky server with its app view on loopback; goal 30.

Each reply looks at the question first (is it there, may we reply) and then writes. The peer is the bare write, by the
same code without the look. Needs the network of the tests, which installs itself the first time (minutes).
"""

import hashlib
import time
from collections.abc import Callable

import tests.conftest  # noqa: F401  starts the database that the app view lives in
from answerable.networks.bluesky.publish import publish_reply
from answerable.networks.contract import Reply
from tests.integration.networks.bluesky_town import POST, Town, new_town

COUNT = 300


def main() -> None:
    """Prints both figures."""
    town = new_town()
    uids = questions(town)
    town.network.publish(town.reply(None, "Hello."))
    replies = [reply_to(town, uid, number) for number, uid in enumerate(uids)]
    told = per_second(lambda reply: publish_reply(town.network.calls, reply), replies)
    bare = per_second(lambda reply: write(town, reply), [reply_to(town, uid, -n - 1) for n, uid in enumerate(uids)])
    assert len({record["text"] for record in town.told()}) == 2 * COUNT + 1
    print(
        f"{told:6.1f} replies a second from one worker, one after the other ({COUNT} replies, the question looked at)"
    )
    print(f"{bare:6.1f} bare writes a second by the same code")


def questions(town: Town) -> list[str]:
    create = {"$type": "com.atproto.repo.applyWrites#create", "collection": POST}
    uids: list[str] = []
    for start in range(0, COUNT, 100):
        writes = [
            {**create, "value": {"$type": POST, **town.mention(text=f"Question {n}?")}}
            for n in range(start, start + 100)
        ]
        made = town.anna.call("com.atproto.repo.applyWrites", repo=town.anna.did, writes=writes)
        uids += [one["uri"] for one in made["results"]]
    town.net.settled()
    return uids


def reply_to(town: Town, uid: str, number: int) -> Reply:
    key = hashlib.sha1(f"{uid} {number}".encode(), usedforsecurity=False).hexdigest()
    return Reply(key=key, text=f"Answer {number}.", frozen_at=town.network.now(), target_uid=uid)


def write(town: Town, reply: Reply) -> None:
    town.network.calls.tell(
        "com.atproto.repo.createRecord",
        {
            "repo": town.council.did,
            "collection": POST,
            "record": {"$type": POST, "text": reply.text, "createdAt": "2026-11-28T10:00:00.000Z"},
        },
    )


def per_second(run: Callable[[Reply], object], replies: list[Reply]) -> float:
    began = time.perf_counter()
    for reply in replies:
        run(reply)
    return len(replies) / (time.perf_counter() - began)


if __name__ == "__main__":
    main()
