"""One embedded PostgreSQL for the whole run, in a folder that goes away with it."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

_home = Path(tempfile.mkdtemp(prefix="answerable-tests-"))
_home.chmod(0o755)
os.environ["ANSWERABLE_DATA"] = str(_home)
os.environ["ANSWERABLE_POOL_SIZE"] = "0"
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # Playwright's sync API runs a loop in the thread that uses the ORM
os.environ["DJANGO_SETTINGS_MODULE"] = "answerable.server.settings"

from answerable.server.database import start_embedded  # noqa: E402

if "DATABASE_URL" not in os.environ:
    _server, _address = start_embedded(_home)
    os.environ["DATABASE_URL"] = _address
    atexit.register(shutil.rmtree, _home, ignore_errors=True)
    atexit.register(_server.cleanup)

import django  # noqa: E402  the settings are read now, after the environment is set

django.setup()
