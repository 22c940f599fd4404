"""Asks ourselves for a public page as a stranger's browser would, in this process and without a network."""

from io import BytesIO
from typing import Any
from urllib.parse import quote, unquote, urlsplit

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler, WSGIRequest
from django.http import HttpResponse, HttpResponseBase, StreamingHttpResponse

from answerable.record.export.warc import Captured


class Capture:
    """Loads the middleware once; every page is then asked for in turn."""

    def __init__(self) -> None:
        self._handler = WSGIHandler()

    def page(self, path: str) -> Captured:
        """The answer to a request for `path` (with its query), whatever it is."""
        address = settings.PUBLIC_ADDRESS + path
        response = self._handler.get_response(WSGIRequest(_environ(address)))
        try:
            body = _body_of(response)
        finally:
            response.close()
        status = f"{response.status_code} {response.reason_phrase}"
        return Captured(address, status, [*response.items(), ("Content-Length", str(len(body)))], body)


def _body_of(response: HttpResponseBase) -> bytes:
    return response.getvalue() if isinstance(response, HttpResponse | StreamingHttpResponse) else b""


def _environ(address: str) -> dict[str, Any]:
    parts = urlsplit(address)
    return {
        "REQUEST_METHOD": "GET",
        "SCRIPT_NAME": "",
        # WSGI hands the path over decoded, each byte as a character (PEP 3333).
        "PATH_INFO": unquote(quote(parts.path, safe="/%"), "latin-1"),
        "QUERY_STRING": parts.query,
        "SERVER_NAME": parts.hostname or "localhost",
        "SERVER_PORT": str(parts.port or (443 if parts.scheme == "https" else 80)),
        "SERVER_PROTOCOL": "HTTP/1.1",
        "HTTP_HOST": parts.netloc,
        "HTTP_X_FORWARDED_PROTO": parts.scheme,
        "REMOTE_ADDR": "127.0.0.1",
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": parts.scheme,
        "wsgi.input": BytesIO(),
        "wsgi.errors": BytesIO(),
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }
