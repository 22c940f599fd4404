"""What passes between the socket and the rooms behind it: a request read whole, an outcome, a refusal, a dead line."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs


@dataclass(frozen=True)
class Incoming:
    """One request, its body already read; `now` is the server's moment in seconds since 1970."""

    method: str
    path: str
    query: Mapping[str, str]
    body: bytes
    token: str
    now: float

    def content(self) -> Mapping[str, Any]:
        """The body as a JSON object. Raises `Problem` 400."""
        try:
            content = json.loads(self.body)
        except (ValueError, RecursionError) as error:
            raise Problem(400, "malformed", "The body is not JSON.") from error
        if not isinstance(content, dict):
            raise Problem(400, "malformed", "The body is not a JSON object.")
        return content

    def form(self) -> Mapping[str, str]:
        """The body as a form sent by a browser; bytes that are no UTF-8 become replacement signs."""
        fields = parse_qs(self.body.decode("utf-8", "replace"), keep_blank_values=True, max_num_fields=20)
        return {name: values[0] for name, values in fields.items()}

    def number(self, name: str, *, default: int, most: int) -> int:
        """A number from the query, at most `most`. Raises `Problem` 400."""
        text = self.query.get(name, str(default))
        if not (text.isascii() and text.isdigit() and len(text) <= 20):  # noqa: PLR2004  more digits than any place has
            raise Problem(400, "malformed", f"{name} is not a number.")
        return min(int(text), most)


@dataclass(frozen=True)
class Outcome:
    """What is sent back."""

    status: int
    body: bytes
    kind: str = "application/json"
    headers: Mapping[str, str] = field(default_factory=dict)


def in_json(status: int, content: Mapping[str, Any], **headers: str) -> Outcome:
    """`content` as JSON, written in ASCII so that whatever people posted passes through unharmed."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Outcome(status, json.dumps(content).encode("ascii"), headers=named)


class Problem(Exception):
    """A request refused: the status, a code for machines, a sentence for people."""

    def __init__(self, status: int, code: str, message: str, **headers: str) -> None:
        super().__init__(message)
        self.status, self.code, self.message, self.headers = status, code, message, headers

    def outcome(self) -> Outcome:
        """The refusal as it is sent."""
        return in_json(self.status, {"error": {"code": self.code, "message": self.message}}, **self.headers)


class HungUp(Exception):
    """The line goes dead without a word; `reset` says how: by a reset, or by an orderly goodbye before any answer."""

    def __init__(self, *, reset: bool) -> None:
        super().__init__("hung up on purpose")
        self.reset = reset
