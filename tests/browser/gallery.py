"""Serves every component on a few pages, without any room but design, so that eyes and axe can go over them."""

import functools
import mimetypes
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

from django import forms
from django.core.handlers.wsgi import WSGIRequest
from django.http import Http404, HttpResponse, QueryDict
from django.middleware.csrf import get_token
from jinja2 import Environment, FileSystemLoader

from answerable.design import charts, difference, pagination
from answerable.design.csp import ContentSecurityPolicy
from answerable.design.forms import Choice
from answerable.design.jinja import environment

HERE = Path(__file__).parent / "gallery"
STATIC = Path(__file__).parents[2] / "src" / "answerable" / "design" / "static"
# How often each live part was asked for.
ASKED: dict[str, int] = {}
NOW = datetime(2026, 11, 20, 9, 12, tzinfo=UTC)


class Everything(forms.Form):
    """One field of each family."""

    title = forms.CharField(label="Question in one sentence", help_text="As a person would ask it.", max_length=200)
    answer = forms.CharField(label="Answer", widget=forms.Textarea(attrs={"rows": 6}), max_length=300)
    email = forms.EmailField(label="E-mail address", widget=forms.EmailInput(attrs={"autocomplete": "email"}))
    limit = forms.IntegerField(
        label="Posts an hour", widget=forms.NumberInput(attrs={"class": "govuk-input--width-5", "data-suffix": "posts"})
    )
    secret = forms.CharField(label="Password", widget=forms.PasswordInput)
    kind = forms.ChoiceField(
        label="Kind of network",
        choices=[("web", "Our own page"), ("More", [("file", "A file"), ("practice", "Practice")])],
    )
    outcome = forms.ChoiceField(
        label="What happens to this question",
        widget=forms.RadioSelect,
        choices=[
            ("answer", Choice("Answer it", "Someone drafts, another person clears.")),
            ("passed_on", Choice("Pass it on", "To a body or partner that can answer.")),
            ("not", "Not answering, with a reason"),
        ],
    )
    tags = forms.MultipleChoiceField(
        label="Channels",
        widget=forms.CheckboxSelectMultiple,
        choices=[("a", "Our own page"), ("b", "Mastodon"), ("c", "Bluesky")],
    )
    agreed = forms.BooleanField(label="I have read the rules of this space")
    file = forms.FileField(label="File of posts", help_text="CSV or JSON Lines.")
    on = forms.DateField(
        label="Review on", widget=forms.DateInput(attrs={"type": "date", "class": "govuk-input--width-10"})
    )
    key = forms.CharField(widget=forms.HiddenInput, required=False)


class SignIn(forms.Form):
    """As the sign-in pages show it."""

    login = forms.EmailField(label="E-mail address", widget=forms.EmailInput(attrs={"autocomplete": "email"}))
    password = forms.CharField(label="Password", widget=forms.PasswordInput)


class Code(forms.Form):
    """As the page for setting up an authenticator app shows it."""

    secret = "JBSW Y3DP EHPK 3PXP"
    code = forms.CharField(label="Code", widget=forms.TextInput(attrs={"autocomplete": "one-time-code"}))


def _form(path: str) -> forms.Form:
    wrong = QueryDict("title=&answer=" + "x" * 320 + "&email=nobody&limit=many&kind=web")
    if path == "errors":
        return Everything(wrong, {})
    if path == "sign-in":
        return SignIn(QueryDict("login="))
    if path == "two-steps":
        return Code()
    return Everything(initial={"answer": "We collect brown bins every second Tuesday."})


def _questions() -> list[dict[str, Any]]:
    return [
        {
            "title": "Why were the brown bins on the Northgate estate not emptied this week?",
            "ask_count": 214,
            "since": NOW - timedelta(hours=5),
            "channels": ["Our page", "Mastodon", "Bluesky"],
            "urgency": "urgent",
            "state": "Drafted",
            "tone": "half",
            "claimed_by": "Priya Nair",
            "href": "#1",
        },
        {
            "title": "When does the swimming pool in Eastfield open again after the repairs?",
            "ask_count": 61,
            "since": NOW - timedelta(days=1),
            "channels": ["Bluesky"],
            "urgency": "soon",
            "urgency_label": "Due today",
            "state": "Clearing",
            "tone": "nearly",
            "href": "#2",
            "detail": "Three people asked again after our holding reply.",
        },
        {
            "title": "Pryd fydd y llyfrgell yn agor ar ddydd Sul?",
            "ask_count": 12,
            "since": NOW - timedelta(days=2),
            "language": "cy",
            "channels": ["Our page"],
            "urgency": "",
            "state": "Heard",
            "tone": "open",
            "href": "#3",
        },
        {
            "title": "Is the council going to switch off the street lights at midnight?",
            "ask_count": 1480,
            "since": NOW - timedelta(days=6),
            "channels": ["Mastodon", "E-mail"],
            "urgency": "",
            "state": "Answered",
            "tone": "done",
            "claimed_by": "Tom Whelan",
            "href": "#4",
        },
        {
            "title": "Can someone tell the train company to fix the station clock?",
            "ask_count": 3,
            "since": NOW - timedelta(days=7),
            "channels": ["Bluesky"],
            "urgency": "",
            "state": "Passed on",
            "tone": "apart",
            "href": "#5",
        },
        {
            "title": "My mother died in your hospital and nobody has called me back",
            "ask_count": 1,
            "since": NOW - timedelta(hours=1),
            "channels": ["Our page"],
            "urgency": "urgent",
            "urgency_label": "A person needs care",
            "state": "Private",
            "tone": "trouble",
            "href": "#6",
        },
    ]


def context(path: str, request: WSGIRequest) -> dict[str, Any]:
    """What all gallery pages are shown with."""
    return {
        "request": request,
        "csrf_input": f"{get_token(request)[:0]}",
        "csp_nonce": getattr(request, "csp_nonce", ""),
        "body_name": "Northgate Borough Council",
        "home_href": "/desk",
        "search_href": "/desk",
        "now": NOW,
        "navigation": [
            {"label": "Inbox", "href": "/desk", "current": path == "desk", "count": 37},
            {"label": "Drafts", "href": "/draft", "current": path == "draft", "count": 4},
            {"label": "To clear", "href": "/telling", "current": path == "telling", "count": 2},
            {"label": "Answers", "href": "#", "current": False, "count": None},
            {"label": "Channels", "href": "/form", "current": path in {"form", "errors"}, "count": None},
            {"label": "How we are doing", "href": "/figures", "current": path == "figures", "count": None},
        ],
        "person": {"name": "Priya Nair", "role": "author"},
        "person_links": [{"label": "Your account", "href": "#"}],
        "training": path == "desk",
        "footer_links": [{"label": "How we answer", "href": "#"}, {"label": "The record", "href": "#"}],
        "staff_href": "#",
        "background_stopped": "No worker has been heard of since 08:47. Start one with: answerable run."
        if path == "figures"
        else "",
        "questions": _questions(),
        "pages": pagination.numbered(QueryDict("state=open"), 6, 24),
        "form": _form(path),
        "reason": "This draft was changed while you were reading it. Read the new version, then clear it.",
        "back_href": "/desk",
        "totp_svg_data_uri": "data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg'/>",
        "difference": difference.words(
            "We will collect brown bins on Tuesday 24 November.",
            "We will collect all brown bins by Wednesday 25 November.",
        ),
        "bars": charts.bars(
            "Not answered, by reason",
            "One bar a reason; handled under another process is the largest with 41.",
            ("Reason", "Questions"),
            [
                ("Handled under another process", 41),
                ("Not ours: person was told whose", 33),
                ("No question asked", 27),
                ("Could not reach it in time", 4),
            ],
        ),
        "lines": charts.lines(
            "Asked and told, by day",
            "Two lines over twelve days; told follows asked a day later.",
            ("Day", "Asked", "Told"),
            [f"{day} Nov" for day in range(9, 21)],
            [
                ("Asked", [12, 30, 44, 41, 80, 214, 160, 90, 61, 40, 33, 20]),
                ("Told", [None, 12, 28, 43, 40, 75, 200, 158, 92, 60, 41, 30]),
            ],
        ),
    }


def answer(environ: dict[str, Any], start: Callable[..., Any]) -> list[bytes]:
    """The WSGI application: /static/..., or the page of that name under the policy of the real pages."""
    path = environ["PATH_INFO"].strip("/")
    if path.startswith("static/"):
        file = STATIC / path.removeprefix("static/")
        start("200 OK", [("Content-Type", mimetypes.guess_type(file.name)[0] or "text/plain")])
        return [file.read_bytes()]
    response = ContentSecurityPolicy(_fragment if path == "part" else _page)(WSGIRequest(environ))
    start(f"{response.status_code} -", list(response.items()))
    return [response.content]


@functools.cache
def _environment() -> Environment:
    return environment(loader=FileSystemLoader(HERE))


def _page(request: WSGIRequest) -> HttpResponse:
    name = request.path.strip("/") or "desk"
    if not (HERE / f"{'form' if name == 'errors' else name}.html").is_file():
        raise Http404
    template = _environment().get_template(f"{'form' if name == 'errors' else name}.html")
    return HttpResponse(template.render(context(name, request)))


def _fragment(request: WSGIRequest) -> HttpResponse:
    """The live part: how often it was asked for by the page of that name, and the end after `until` times."""
    key, until = request.GET["key"], int(request.GET.get("until") or 0)
    ASKED[key] = ASKED.get(key, 0) + 1
    response = HttpResponse(f"asked {ASKED[key]} times")
    if ASKED[key] == until:
        response.headers["X-Live"] = "done"
    return response


class _Quiet(WSGIRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002  # the name is the standard library's
        """Tests need no log of requests."""


@contextmanager
def served() -> Iterator[str]:
    """The address of the gallery while it is open, on a free port of this machine."""
    server: WSGIServer = make_server("127.0.0.1", 0, answer, handler_class=_Quiet)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
