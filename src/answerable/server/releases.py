"""Whether this release may use the database it finds."""

from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.utils.translation import gettext as _

from answerable.errors import Refused


def refuse_newer() -> None:
    """Raises `Refused` when the database has steps that this release does not know: a newer release wrote to it."""
    loader = MigrationLoader(connection)
    ours = {app for app, _name in loader.disk_migrations}
    unknown = sorted(
        f"{app} {name}"
        for app, name in loader.applied_migrations
        if app in ours and (app, name) not in loader.disk_migrations
    )
    if unknown:
        raise Refused(
            _(
                "The data were written by a newer release of Answerable (it knows “%(step)s”, this one does not). "
                "Install that release again, or restore a backup made before it."
            )
            % {"step": unknown[0]}
        )
