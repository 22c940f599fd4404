"""GOV.UK Notify as its documentation describes it, on loopback; its official client is a test of this file.

Source: docs.notifications.service.gov.uk/rest-api.html and python.html; the client's own code, version 13.0.0.
"""

import json
import threading
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

import jwt

SERVICE = "26785a09-ab16-4eb0-8407-a37497a57506"
SECRET = "3d844edf-8d35-48ac-975b-e847b4f122b0"
TEMPLATE = "f33517ff-2a88-4f6e-b855-c550268ce08a"
REPLY_TO = "8e222534-7f05-4972-86e3-17c5d9f894e2"
KEY = f"my_test_key-{SERVICE}-{SECRET}"
PAGE = 250

Answer = tuple[int, dict[str, Any]]


@dataclass
class Service:
    """What the service holds; `faults` are answered instead, one call after another."""

    sent: list[dict[str, Any]] = field(default_factory=list)
    faults: list[Answer] = field(default_factory=list)
    address: str = ""
    subject: str = "((subject))"

    def settle(self, reference: str, status: str) -> None:
        """What became of an email, as the mail server at the other end told."""
        for one in self.sent:
            if one["reference"] == reference:
                one["status"] = status


def problem(status: int, error: str, message: str) -> Answer:
    """An error as Notify words it."""
    return status, {"status_code": status, "errors": [{"error": error, "message": message}]}


def _authorised(header: str) -> Answer | None:
    token = header.removeprefix("Bearer ")
    try:
        claims = jwt.decode(token, SECRET, algorithms=["HS256"], options={"verify_iat": False})
    except jwt.InvalidTokenError:
        return problem(403, "AuthError", "Invalid token: signature, api token not found")
    if claims.get("iss") != SERVICE:
        return problem(403, "AuthError", "Invalid token: service not found")
    if abs(time.time() - int(claims.get("iat", 0))) > 30:
        return problem(403, "AuthError", "Error: Your system clock must be accurate to within 30 seconds")
    return None


def _send(service: Service, asked: dict[str, Any]) -> Answer:
    address = asked.get("email_address")
    if not isinstance(address, str):
        return problem(400, "ValidationError", "email_address is a required property")
    if "@" not in address or "." not in address.rpartition("@")[2]:
        return problem(400, "ValidationError", "email_address Not a valid email address")
    if asked.get("template_id") != TEMPLATE:
        return problem(400, "BadRequestError", "Template not found")
    if asked.get("email_reply_to_id") not in {None, REPLY_TO}:
        return problem(
            400, "BadRequestError", f"email_reply_to_id {asked['email_reply_to_id']} does not exist in database"
        )
    given = asked.get("personalisation") or {}
    missing = [name for name in ("body", "subject") if name not in given]
    if missing:
        return problem(400, "BadRequestError", f"Missing personalisation: {', '.join(missing)}")
    if len(given["body"].encode()) > 2_000_000:
        return problem(400, "BadRequestError", "Emails cannot be longer than 2000000 bytes. Your message is too long")
    one = {"id": str(uuid.uuid4()), "reference": asked.get("reference"), "status": "created", "type": "email"}
    service.sent.append(one | {"email_address": address, "body": given["body"], "subject": given["subject"]})
    content = {
        "body": given["body"],
        "subject": given["subject"],
        "from_email": "tarnbrook@notifications.service.gov.uk",
    }
    template = {"id": TEMPLATE, "version": 1, "uri": f"{service.address}/v2/template/{TEMPLATE}"}
    uri = f"{service.address}/v2/notifications/{one['id']}"
    return 201, one | {"content": content, "template": template, "uri": uri, "scheduled_for": None}


def _listed(service: Service, query: dict[str, list[str]]) -> Answer:
    allowed = {"reference", "status", "template_type", "older_than", "include_jobs"}
    if unknown := set(query) - allowed:
        return problem(400, "ValidationError", f"Additional properties are not allowed ({', '.join(unknown)})")
    found = [
        one
        for one in reversed(service.sent)
        if one["reference"] in query.get("reference", [one["reference"]])
        and one["status"] in query.get("status", [one["status"]])
    ]
    if "older_than" in query:
        ids = [one["id"] for one in found]
        found = found[ids.index(query["older_than"][0]) + 1 :]
    links = {"current": f"{service.address}/v2/notifications"}
    if found:
        links["next"] = f"{service.address}/v2/notifications?older_than={found[:PAGE][-1]['id']}"
    return 200, {"notifications": found[:PAGE], "links": links}


def _template(service: Service, template_id: str) -> Answer:
    if template_id != TEMPLATE:
        return problem(404, "NoResultFound", "No result found")
    shown = {"id": TEMPLATE, "name": "Answers", "type": "email", "version": 1}
    return 200, shown | {"subject": service.subject, "body": "((body))", "personalisation": {}}


def _answer(service: Service, method: str, target: str, asked: dict[str, Any]) -> Answer:
    parts = urlsplit(target)
    if method == "POST" and parts.path == "/v2/notifications/email":
        return _send(service, asked)
    if parts.path == "/v2/notifications":
        return _listed(service, parse_qs(parts.query))
    if parts.path.startswith("/v2/template/"):
        return _template(service, parts.path.rpartition("/")[2])
    return problem(404, "NoResultFound", "No result found")


@contextmanager
def running_notify() -> Iterator[Service]:
    """The service, until the block ends."""
    service = Service()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._reply("GET", {})

        def do_POST(self) -> None:
            length = int(self.headers.get("Content-Length", 0))
            self._reply("POST", json.loads(self.rfile.read(length)))

        def _reply(self, method: str, asked: dict[str, Any]) -> None:
            refused = _authorised(self.headers.get("Authorization", ""))
            fault = service.faults.pop(0) if service.faults else None
            status, body = fault or refused or _answer(service, method, self.path, asked)
            content = json.dumps(body).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_words: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    service.address = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield service
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
