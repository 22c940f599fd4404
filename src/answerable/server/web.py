"""The web process: Django behind granian, with static files from the same place."""

import os

import django
from django.core.wsgi import get_wsgi_application
from granian.constants import Interfaces
from granian.log import LogLevels
from granian.server import Server

from answerable.server.environment import environment
from answerable.server.worker import watch_parent

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "answerable.server.settings")
django.setup()
watch_parent()
application = get_wsgi_application()


def main() -> None:
    """Serves until a signal asks it to stop."""
    settings = environment()
    Server(
        "answerable.server.web:application",
        address=settings.host,
        port=settings.port,
        interface=Interfaces.WSGI,
        # Python uses one core a process: a second keeps pages quick while several people look at once.
        workers=settings.web_workers,
        # The server warns above twice the cores and one; more threads than that only wait for each other.
        blocking_threads=min(settings.web_threads, 2 * (os.cpu_count() or 1) + 1),
        # Stated, so that a burst waits in the listen queue and not in memory.
        backpressure=settings.web_threads * 8,
        log_access=False,
        log_level=LogLevels.warning,
        websockets=False,
    ).serve()


if __name__ == "__main__":
    main()
