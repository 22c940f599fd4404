"""What one Bluesky account needs to be opened; the fields make the form."""

import re
from dataclasses import dataclass, field

import httpx

from answerable.errors import Refused
from answerable.networks.bluesky.topics import Topics
from answerable.networks.reach import Reach, reach_of

BLUESKY = "https://bsky.social"
STREAM = "wss://jetstream2.us-east.bsky.network/subscribe"
"""One of the public Jetstream servers that Bluesky runs (docs.bsky.app, "Jetstream", repository of 2026-04-21)."""

_HANDLE = re.compile(r"(?=.{4,253}\Z)(?:[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?\.)+[a-zA-Z][a-zA-Z0-9-]{0,61}")
"""The syntax of a handle (atproto.com/specs/handle)."""

_APP_PASSWORD = re.compile(r"[a-z2-7]{4}(?:-[a-z2-7]{4}){3}")


@dataclass(frozen=True, kw_only=True)
class BlueskySettings:
    """Raises `Refused` for a handle that cannot be one, for the account's main password, and for wrong addresses."""

    account: str = field(
        metadata={
            "title": "Handle",
            "help": "The account's name on Bluesky, such as council.gov.uk or council.bsky.social.",
        }
    )
    password: str = field(
        repr=False,
        metadata={
            "title": "App password",
            "help": "Made in Bluesky under Settings, Privacy and security, App passwords. "
            "It looks like abcd-efgh-ijkl-mnop. Never the account's own password.",
            "secret": True,
        },
    )
    service: str = field(
        default=BLUESKY,
        metadata={
            "title": "Server",
            "help": "Where the account lives. Leave it as it is unless your body runs a server of its own.",
        },
    )
    topic_words: str = field(
        default="",
        metadata={
            "title": "Topic words",
            "help": "Words and phrases to listen for on the whole network, with commas between them, such as: "
            "bin collection, Tarnbrook, flood*. A star stands for any ending. Hits are shown to a person and are "
            "never answered by themselves.",
        },
    )
    stream: str = field(
        default=STREAM,
        metadata={
            "title": "Stream",
            "help": "The Jetstream server that the command “answerable listen” follows. "
            "Leave it as it is unless your body runs one.",
        },
    )
    bot_label: str = field(
        default="yes",
        metadata={
            "title": "Mark the account as automated",
            "help": "“yes” or “no”. With “yes” the profile gets the label “bot” before the first reply, as Bluesky "
            "asks of accounts that write by a program.",
        },
    )

    def __post_init__(self) -> None:
        if not _HANDLE.fullmatch(self.handle):
            raise Refused("The handle is a name with a dot, such as council.bsky.social. Write it without spaces.")
        if not _APP_PASSWORD.fullmatch(self.password.strip()):
            raise Refused(
                "An app password looks like abcd-efgh-ijkl-mnop. Make one in Bluesky under Settings, Privacy and "
                "security, App passwords, and copy it here. The account's own password is not taken."
            )
        if reach_of(self.service) == "world" and httpx.URL(self.service).scheme != "https":
            raise Refused("The server's address must begin with https://. Otherwise the password could be read.")
        self._check_stream()
        if self.bot_label.strip().lower() not in {"yes", "no"}:
            raise Refused("Write yes or no for the mark of an automated account.")
        Topics.of(self.topic_words)

    def _check_stream(self) -> None:
        scheme, _, rest = self.stream.partition("://")
        if scheme not in {"ws", "wss"}:
            raise Refused("The stream's address must begin with wss://. Leave the usual one if you are not sure.")
        if scheme == "ws" and reach_of(f"http://{rest}") == "world":
            raise Refused("The stream's address must begin with wss:// unless it is on this machine.")
        reach_of(f"https://{rest}")

    @property
    def handle(self) -> str:
        """The handle as the network compares it: lower case, without the sign before it."""
        return self.account.strip().lstrip("@").lower()

    @property
    def reach(self) -> Reach:
        """Where calls to the server may go."""
        return reach_of(self.service)

    @property
    def stream_reach(self) -> Reach:
        """Where the stream may come from."""
        return reach_of("https://" + self.stream.partition("://")[2])
