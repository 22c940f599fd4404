"""The listening process: follows the networks' streams, one thread for each, and minds which channels are open.

It leaves no heartbeat: that is the worker's, whose silence it would hide. A stream's row says when it was last heard.
"""

import logging
import os
import signal
import threading
from dataclasses import dataclass
from datetime import timedelta

import django
from django.db import connections

LOOK_SECONDS = 10.0
"""How often the channels are looked at: a changed topic word is heard after that."""

log = logging.getLogger("answerable.listener")


@dataclass
class Following:
    """A stream being followed, and how to end it."""

    thread: threading.Thread
    stop: threading.Event


def main() -> None:
    """Runs until a signal asks it to stop; what was caught until then is kept."""
    django.setup()
    # These need Django to be ready.
    from answerable.server.worker import watch_parent

    watch_parent()
    ending = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda _number, _frame: ending.set())
    followed: dict[tuple[object, ...], Following] = {}
    while not ending.is_set():
        try:
            _look(followed)
        except Exception:
            log.exception("the channels could not be looked at")
        finally:
            connections.close_all()
        ending.wait(LOOK_SECONDS)
    _end(list(followed.values()))


def _look(followed: dict[tuple[object, ...], Following]) -> None:
    """Ends what is no longer to be followed as it was, begins what is new, and begins again what an error ended."""
    from answerable.listening.follow_streams import groups

    wanted = {group.name: group for group in groups()}
    gone = [name for name, one in followed.items() if name not in wanted or not one.thread.is_alive()]
    _end([followed.pop(name) for name in gone])
    for name in wanted.keys() - followed.keys():
        stop = threading.Event()
        thread = threading.Thread(target=_follow, args=(wanted[name], stop), name="stream", daemon=True)
        followed[name] = Following(thread, stop)
        thread.start()


def _follow(group, stop: threading.Event) -> None:  # type: ignore[no-untyped-def]
    from answerable.jobs import clock
    from answerable.listening.follow_streams import follow_group

    def rest(wait: timedelta) -> None:
        stop.wait(wait.total_seconds())

    try:
        follow_group(group, now=clock.now, rest=rest, stopped=stop.is_set)
    except Exception:
        log.exception("following a stream failed")
    finally:
        connections.close_all()


def _end(some: list[Following]) -> None:
    for one in some:
        one.stop.set()
    for one in some:
        one.thread.join(timeout=5)


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "answerable.server.settings")
    main()
