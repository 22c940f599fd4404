"""How a network can fail: four ways that the desk tells apart, and a payload that cannot be read."""

from answerable.errors import Failed


class TryLater(Failed):
    """Not done, surely without effect; `after_seconds` from now it may be. `only_this`: other messages may go on."""

    def __init__(self, why: str, *, after_seconds: float, only_this: bool = False) -> None:
        super().__init__(why)
        self.after_seconds = after_seconds
        self.only_this = only_this


class Rejected(Failed):
    """Not done, and this message never will be (the asker blocked us, the post is gone, the text is too long)."""


class TooLong(Rejected):
    """Refused, and the length of the text is why, or may be: the server takes less than it announced."""


class Closed(Failed):
    """Not done, and nothing will be on this channel until its keeper acts (sign-in lost, account suspended)."""


class Uncertain(Failed):
    """It may or may not have been done (timeout, reset, 5xx): look before anything is sent again."""


class Unreadable(ValueError):
    """A payload that could not be parsed; the payload stays stored and is shown to staff, nothing is lost."""
