"""The peer of the page benchmark: the barest Django page that makes two queries, on the same server and database."""

import os

import django
from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import path

ROWS = "SELECT public_id, title, asker_count FROM questions_question WHERE state = 'new' ORDER BY id LIMIT 25"
NAME = "SELECT name FROM accounts_body"
PAGE = (
    "<!doctype html><title>{{ name }}</title><ol>{% for row in rows %}<li>{{ row.1 }} {{ row.2 }}</li>{% endfor %}</ol>"
)


def page(request: HttpRequest) -> HttpResponse:  # noqa: ARG001  every page takes its request
    with connection.cursor() as cursor:
        cursor.execute(NAME)
        name = cursor.fetchone()
        cursor.execute(ROWS)
        rows = cursor.fetchall()
    return HttpResponse(engines["django"].from_string(PAGE).render({"name": name, "rows": rows}))


urlpatterns = [path("", page)]

if "BENCH_DATABASE" in os.environ:
    host, name = os.environ["BENCH_DATABASE"].split("|")
    settings.configure(
        ALLOWED_HOSTS=["*"],
        ROOT_URLCONF="bench.bare",
        SECRET_KEY="bench",  # noqa: S106  nothing is signed
        TEMPLATES=[{"BACKEND": "django.template.backends.django.DjangoTemplates"}],
        DATABASES={
            "default": {
                "ENGINE": "django.db.backends.postgresql",
                "NAME": name,
                "USER": "postgres",
                "HOST": host,
                "OPTIONS": {"pool": {"min_size": 1, "max_size": 8}},
            }
        },
    )
    django.setup()
    application = get_wsgi_application()
