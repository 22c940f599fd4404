"""A process that reads a mailbox into posts until it is killed: `python -m tests.integration.listening.mail_reader`.

On the database of DATABASE_URL; the channel's clock runs fast, so that it is always due.
"""

import os
from datetime import timedelta

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "answerable.server.settings")
django.setup()

from answerable.jobs import clock  # noqa: E402
from answerable.listening.collect import collect_due  # noqa: E402
from answerable.listening.parse import parse_waiting  # noqa: E402


def main() -> None:
    turn = 0
    while True:
        turn += 1
        at = clock.now() + timedelta(hours=turn)
        collect_due(at=at)
        parse_waiting(at=at, limit=2_000)


if __name__ == "__main__":
    main()
