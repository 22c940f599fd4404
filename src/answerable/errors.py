"""The two ways a thing may not happen: a person can mend it (Refused), or the world did not cooperate (Failed)."""


class Refused(Exception):
    """Something was asked for that we do not do; the reason is a sentence shown to the person, saying what to do next.

    Pages show the reason beside the form, the command line exits with 2, the HTTP interface answers 4xx.
    The reason never repeats a citizen's words.
    """

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Failed(Exception):
    """The world did not cooperate; what happened is known in as far as the subclass says it.

    `networks.contract` has the four children that every kind of network translates its own codes into.
    """

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why
