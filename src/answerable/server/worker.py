"""The worker process: wakes for each round of the timetable, on as many machines as one likes."""

import asyncio
import functools
import logging
import os
import threading
import time
from pathlib import Path

import django
from django.db import connections

PARENT_CHECK_SECONDS = 2.0
log = logging.getLogger("answerable.worker")


def watch_parent() -> None:
    """Ends this process when the one that started it is gone, even by `kill -9`; off when started by hand."""
    if "ANSWERABLE_CHILD" not in os.environ:
        return
    parent = os.getppid()

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(PARENT_CHECK_SECONDS)
        os._exit(0)

    threading.Thread(target=watch, daemon=True).start()


def main() -> None:
    """Runs until a signal asks it to stop; the jobs in hand finish first."""
    django.setup()
    watch_parent()
    # These need Django to be ready.
    from procrastinate.contrib.django import app
    from procrastinate.contrib.django.django_connector import DjangoConnector

    from answerable.pure import grouping
    from answerable.pure.grouping.minilm import open_minilm
    from answerable.server.timetable import rounds

    embedder = open_minilm(Path(grouping.__file__).parent / "model")
    for one in rounds(embedder):
        _put_on_timetable(app, one)
    connector = app.connector
    assert isinstance(connector, DjangoConnector)  # noqa: S101  the Django app of the queue has no other
    with app.replace_connector(connector.get_worker_connector()) as worker_app:
        asyncio.run(_work(worker_app))


async def _work(worker_app) -> None:  # type: ignore[no-untyped-def]
    async with worker_app.open_async():
        await worker_app.run_worker_async(
            concurrency=4, delete_jobs="always", fetch_job_polling_interval=1.0, shutdown_graceful_timeout=20
        )


def _put_on_timetable(app, one) -> None:  # type: ignore[no-untyped-def]
    """A round never waits twice in the queue and never runs beside itself on one timetable."""
    from answerable.accounts.here import at_home
    from answerable.jobs import clock
    from answerable.jobs.heartbeat import beating

    @functools.wraps(one.run, assigned=())
    def run(timestamp: int) -> None:  # noqa: ARG001  the queue's own argument
        try:
            again = True
            while again:
                with beating(one.name), at_home():
                    done = one.run(at=clock.now())
                again = bool(one.most) and isinstance(done, int) and done >= one.most
        except Exception:
            log.exception("round failed: %s", one.name)
        finally:
            connections.close_all()

    task = app.task(name=one.name, queueing_lock=one.name, lock=one.name, pass_context=False)(run)
    app.periodic(cron=one.cron, periodic_id=one.name)(task)


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "answerable.server.settings")
    main()
