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
        workers=1,
        blocking_threads=settings.web_threads,
        log_access=False,
        log_level=LogLevels.warning,
        websockets=False,
    ).serve()


if __name__ == "__main__":
    main()
