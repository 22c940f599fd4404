"""The job of telling, written the usual way on a task library alone: a task for each asker, tried again when it fails.

A worker finds its queue in PEER_QUEUE and the practice network in PEER_NETWORK and PEER_TOKEN.
"""

import os
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass

import httpx

TRIES = 20
CALL_SECONDS = 0.6
HEARTBEAT_SECONDS = 0.2
STALLED_SECONDS = 1.0


def tell(uid: str) -> None:
    """One call; an error is for the library to try again."""
    with httpx.Client(trust_env=False, timeout=CALL_SECONDS) as client:
        headers = {"Authorization": f"Bearer {os.environ['PEER_TOKEN']}"}
        content = {"text": "On Tuesdays.", "in_reply_to": uid}
        client.post(f"{os.environ['PEER_NETWORK']}/api/posts", json=content, headers=headers).raise_for_status()


@dataclass(frozen=True)
class Peer:
    """How tasks are put in, and how a worker lives: without end, or until nothing is left to do."""

    put_in: Callable[[Iterable[str]], None]
    live: Callable[..., None]


def procrastinate(*, puts_back: bool) -> Peer:
    """On PostgreSQL; `puts_back` adds the task of its handbook that puts back jobs whose worker is gone."""
    from procrastinate import App, RetryStrategy, SyncPsycopgConnector
    from procrastinate.psycopg_connector import PsycopgConnector

    app = App(connector=PsycopgConnector(conninfo=os.environ["PEER_QUEUE"]))
    task = app.task(name="tell", retry=RetryStrategy(max_attempts=TRIES, wait=0), pass_context=False)(tell)

    def put_in(uids: Iterable[str]) -> None:
        with app.replace_connector(SyncPsycopgConnector(conninfo=os.environ["PEER_QUEUE"])) as sync, sync.open():
            sync.schema_manager.apply_schema()
            task.batch_defer(*({"uid": uid} for uid in uids))

    def work(*, wait: bool) -> None:
        app.run_worker(
            wait=wait,
            install_signal_handlers=False,
            update_heartbeat_interval=HEARTBEAT_SECONDS,
            stalled_worker_timeout=STALLED_SECONDS,
            fetch_job_polling_interval=0.1,
            listen_notify=False,
        )

    def live(*, without_end: bool) -> None:
        if without_end:
            work(wait=True)
        work(wait=False)
        for _round in range(4 if puts_back else 0):
            time.sleep(2 * STALLED_SECONDS)
            _put_back(app)
            work(wait=False)

    return Peer(put_in, live)


def _put_back(app: object) -> None:
    import asyncio

    async def stalled() -> None:
        async with app.open_async():  # type: ignore[attr-defined]
            for job in await app.job_manager.get_stalled_jobs(seconds_since_heartbeat=STALLED_SECONDS):  # type: ignore[attr-defined]
                await app.job_manager.retry_job(job)  # type: ignore[attr-defined]

    asyncio.run(stalled())


def huey() -> Peer:
    """On SQLite, as its own documentation begins."""
    from huey import SqliteHuey

    queue = SqliteHuey(filename=os.environ["PEER_QUEUE"], fsync=True)
    task = queue.task(name="tell", retries=TRIES)(tell)

    def put_in(uids: Iterable[str]) -> None:
        for uid in uids:
            task(uid)

    def live(*, without_end: bool) -> None:
        consumer = queue.create_consumer(workers=1, periodic=False, check_worker_health=False, initial_delay=0.01)
        consumer.start()
        while without_end or len(queue) or queue.scheduled_count():
            time.sleep(0.1)
        consumer.stop(graceful=True)

    return Peer(put_in, live)


PEERS: dict[str, Callable[[], Peer]] = {
    "procrastinate": lambda: procrastinate(puts_back=False),
    "procrastinate-puts-back": lambda: procrastinate(puts_back=True),
    "huey": huey,
}
