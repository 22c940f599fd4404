"""What the surroundings tell us: the port, the data directory, the database; read once, checked, typed."""

import os
from functools import cache
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

import platformdirs
from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict


def _default_data() -> Path:
    """Root's home is closed to the database's own user, so root keeps its data where services do."""
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        return Path("/var/lib/answerable")
    return platformdirs.user_data_path("answerable")


class MailParts(NamedTuple):
    """A mail server, and who we are there."""

    host: str
    port: int
    user: str
    password: str
    tls_from_the_start: bool
    starts_tls: bool


class Environment(BaseSettings):
    """Settings that differ between machines, from variables of the environment named ANSWERABLE_*."""

    model_config = SettingsConfigDict(env_prefix="ANSWERABLE_", extra="ignore")

    port: int = Field(default=8012, ge=1, le=65535)
    host: str = "127.0.0.1"
    data: Path = Field(default_factory=_default_data)
    address: str = Field(default="", description="The address people use, such as https://ask.example.gov.uk")
    database_url: str = Field(default="", validation_alias="DATABASE_URL")
    pool_size: int = Field(default=8, ge=0, description="Connections a process keeps; 0 means one for each thread")
    mail: str = Field(
        default="",
        description="How to send e-mail: smtp://name:password@host:587 (with STARTTLS) or smtps://name:password@host:465",
    )
    mail_from: str = Field(default="", description="Who e-mail to staff comes from, such as desk@example.gov.uk")
    experimental: str = Field(
        default="", description="Kinds of network, separated by commas, that are offered though they are experimental"
    )
    websub_hub: str = Field(
        default="", description="A WebSub hub that is told when the public feeds change, such as https://hub.example/"
    )
    web_workers: int = Field(
        default_factory=lambda: min(os.cpu_count() or 1, 4), ge=1, description="Processes that serve pages"
    )
    web_threads: int = Field(default=8, ge=1, description="Requests that each of them answers at once")
    practice: bool = Field(default=True, description="Whether to run the practice network beside the desk")
    practice_pace: float = Field(
        default=6.0, gt=0, description="Practice posts released a minute after the first batch"
    )

    @property
    def public_address(self) -> str:
        """Where a browser finds us, without a slash at the end."""
        return (self.address or f"http://{self.host}:{self.port}").rstrip("/")

    @property
    def mail_parts(self) -> "MailParts":
        """Where and how e-mail to staff is handed over."""
        parts = urlsplit(self.mail)
        from_the_start = parts.scheme == "smtps"
        return MailParts(
            host=parts.hostname or "localhost",
            port=parts.port or (465 if from_the_start else 25),
            user=unquote(parts.username or ""),
            password=unquote(parts.password or ""),
            tls_from_the_start=from_the_start,
            # A password never travels in the open; a mail server on this machine has none.
            starts_tls=not from_the_start and bool(parts.username),
        )

    @property
    def keys(self) -> Path:
        """The folder of secrets, apart from the database and its backups."""
        return self.data / "keys"


@cache
def environment() -> Environment:
    """The settings of this process; a wrong value is a sentence at start, not a surprise later."""
    return Environment()
