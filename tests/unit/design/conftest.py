"""Templates and forms need Django's registry of rooms, and nothing of its database."""

import django

django.setup()
