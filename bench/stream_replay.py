"""A stream in the shape of the network's, replayed over a real websocket by a process of its own: for `listener.py`.

python -m bench.stream_replay COUNT PER_SECOND   (0 a second: as fast as it is read); prints the port it listens on
"""

import contextlib
import json
import random
import socket
import sys
import time
from collections.abc import Iterator

from websockets.frames import Frame, Opcode
from websockets.http11 import Request
from websockets.server import ServerProtocol

SEED = 20260704
DIFFERENT = 20_000
"""Events that differ; they are sent over and over."""

SHARES = {"like": 0.52, "post": 0.12, "repost": 0.10, "follow": 0.16, "block": 0.02, "delete": 0.08}
"""18 of a contiguous sample of 152 events of the real network (2026-07-04) were posts; a post took 811 bytes there and
any event 552 on average."""

END = "the end of the replay"
"""The text of the last event; then the caller hangs up."""

LETTERS = "abcdefghijklmnopqrstuvwxyz234567"


def events(count: int = DIFFERENT) -> list[bytes]:
    """Lines of Jetstream v1 with a fixed seed; posts are of 2 to 45 words out of 20,000, some in other scripts."""
    chance = random.Random(SEED)
    words = ["".join(chance.choices(LETTERS[:26], k=chance.randint(2, 11))) for _ in range(20_000)]
    kinds = chance.choices(list(SHARES), list(SHARES.values()), k=count)
    return [_line(kind, number, chance, words) for number, kind in enumerate(kinds)]


def _line(kind: str, number: int, chance: random.Random, words: list[str]) -> bytes:
    did, cid = f"did:plc:{_letters(chance, 24)}", f"bafyrei{_letters(chance, 52)}"
    at = 1_783_175_940_000_000 + number * 2_000
    deleted = kind == "delete"
    kind = chance.choices(["like", "follow", "post"], [6, 3, 1])[0] if deleted else kind
    collection = f"app.bsky.{'graph' if kind in {'follow', 'block'} else 'feed'}.{kind}"
    commit = {
        "rev": _letters(chance, 13),
        "operation": "delete" if deleted else "create",
        "collection": collection,
        "rkey": _letters(chance, 13),
    }
    if not deleted:
        commit |= {"record": {"$type": collection, "createdAt": "2026-07-04T14:39:00.123Z"}, "cid": cid}
        commit["record"] |= _record(kind, chance, words)
    event = {"did": did, "time_us": at, "kind": "commit", "commit": commit}
    return json.dumps(event, ensure_ascii=False, separators=(",", ":")).encode()


def _record(kind: str, chance: random.Random, words: list[str]) -> dict[str, object]:
    subject = f"did:plc:{_letters(chance, 24)}"
    if kind in {"follow", "block"}:
        return {"subject": subject}
    post = {"cid": f"bafyrei{_letters(chance, 52)}", "uri": f"at://{subject}/app.bsky.feed.post/{_letters(chance, 13)}"}
    if kind in {"like", "repost"}:
        return {"subject": post}
    text = " ".join(chance.choices(words, k=chance.randint(2, 45)))
    if chance.random() < 0.3:
        text = "".join(chr(chance.randint(0x3041, 0x3096)) for _ in range(chance.randint(20, 120)))
    record: dict[str, object] = {"text": text, "langs": ["en"]}
    if chance.random() < 0.6:
        record["reply"] = {"root": post, "parent": post}
    elif chance.random() < 0.3:
        record["embed"] = {"$type": "app.bsky.embed.images", "images": [{"alt": text[:80], "image": {"ref": subject}}]}
    return record


def _letters(chance: random.Random, count: int) -> str:
    return "".join(chance.choices(LETTERS, k=count))


def _chunks(count: int, per_second: int) -> Iterator[bytes]:
    """Whole frames, put together: a tenth of a second's where paced, else a few hundred."""
    frames = [Frame(Opcode.TEXT, line).serialize(mask=False) for line in events(min(count, DIFFERENT))]
    each = max(1, per_second // 50) if per_second else 400
    for start in range(0, count, each):
        yield b"".join(frames[number % len(frames)] for number in range(start, min(start + each, count)))


def main(count: int, per_second: int) -> None:
    """Serves one caller, then ends."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        chunks = list(_chunks(count, per_second)) if not per_second else _chunks(count, per_second)
        print(server.getsockname()[1], flush=True)
        connection, _ = server.accept()
        protocol = ServerProtocol()
        while not (asked := [one for one in protocol.events_received() if isinstance(one, Request)]):
            protocol.receive_data(connection.recv(4096))
        protocol.send_response(protocol.accept(asked[0]))
        for part in protocol.data_to_send():
            connection.sendall(part)
        due = time.monotonic()
        for chunk in chunks:
            if per_second:
                due += 1 / 50
                time.sleep(max(0.0, due - time.monotonic()))
            connection.sendall(chunk)
        connection.sendall(Frame(Opcode.TEXT, _last()).serialize(mask=False))
        with contextlib.suppress(ConnectionResetError):
            while connection.recv(4096):
                continue


def _last() -> bytes:
    record = {"$type": "app.bsky.feed.post", "text": END, "createdAt": "2026-07-04T14:40:00Z"}
    commit = {"operation": "create", "collection": "app.bsky.feed.post", "rkey": "3jzfcijpj2z2a", "record": record}
    return json.dumps(
        {"did": "did:plc:last", "time_us": 1_783_175_999_000_000, "kind": "commit", "commit": commit}
    ).encode()


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
