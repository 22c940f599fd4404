"""`python -m answerable` is the command line."""

import sys

from answerable.server.command import main

sys.exit(main())
