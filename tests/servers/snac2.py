"""snac2 2.75: a real ActivityPub server with a Mastodon API, written in C, from Debian 13; it runs on Debian 12 too.

Nobody here wrote it, and it is rough in ways that matter: no paging, no `Idempotency-Key`, no `/api/v2/instance`, no
search by address, connections reset. Only its patience is shortened, where there is a C compiler: it sleeps 3 s between
two looks at its queues, of which a mention passes two.
"""

import json
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx

from tests.servers import free_port, installed, run, running, wait_for_port
from tests.servers.debian import unpack

VERSION = "2.75"
OOB = "urn:ietf:wg:oauth:2.0:oob"

_IMPATIENT = r"""
#define _GNU_SOURCE
#include <dlfcn.h>
#include <pthread.h>
#include <time.h>
int pthread_cond_timedwait(pthread_cond_t *cond, pthread_mutex_t *mutex, const struct timespec *until) {
    static int (*real)(pthread_cond_t *, pthread_mutex_t *, const struct timespec *);
    struct timespec soon;
    if (!real) real = dlsym(RTLD_NEXT, "pthread_cond_timedwait");
    clock_gettime(CLOCK_REALTIME, &soon);
    soon.tv_nsec += 50000000;
    if (soon.tv_nsec >= 1000000000) { soon.tv_sec++; soon.tv_nsec -= 1000000000; }
    return real(cond, mutex, &soon);
}
"""


USERS = ("council", "anna", "ben")
"""Made once: a key for each takes two seconds, more than all else of a test."""


def install(folder: Path) -> None:
    """From Debian's own packages; with a home to copy, and `impatient.so` where this machine can compile."""
    unpack(folder, "snac2", suite="trixie")
    program, home = folder / "usr/bin/snac", folder / "home"
    run([program, "init", home], input="127.0.0.1\n1\n127.0.0.1\n\nadmin@town.example\n")
    words = {name: run([program, "adduser", home, name], input=f"{name}\n{name}\n") for name in USERS}
    passwords = {name: re.findall(r"password is (\S+)", said)[0] for name, said in words.items()}
    (home / "passwords.json").write_text(json.dumps(passwords))
    if compiler := shutil.which("cc"):
        (folder / "impatient.c").write_text(_IMPATIENT)
        run([compiler, "-shared", "-fPIC", "-O2", "-o", folder / "impatient.so", folder / "impatient.c", "-ldl"])


@dataclass
class Snac:
    """A running server with the accounts of `USERS`, each signed in by a program of its own."""

    address: str
    passwords: dict[str, str]
    tokens: dict[str, str] = field(default_factory=dict)

    @property
    def port(self) -> int:
        return int(self.address.rpartition(":")[2])

    def sign_in(self, name: str) -> None:
        """By OAuth, as a person with a browser would."""
        with self.client() as client:
            app = client.post("/api/v1/apps", data={"client_name": "tests", "redirect_uris": OOB}).json()
            given = {"login": name, "passwd": self.passwords[name], "redir": OOB, "cid": app["client_id"], "state": ""}
            code = client.post("/oauth/x-snac-login", data=given).text.strip()
            known = {"client_id": app["client_id"], "client_secret": app["client_secret"], "redirect_uri": OOB}
            asked = {"grant_type": "authorization_code", "code": code, **known}
            self.tokens[name] = client.post("/oauth/token", data=asked).json()["access_token"]

    def client(self, name: str = "") -> httpx.Client:
        """A program that calls the server, signed in as `name`; a connection a call, because snac2 resets kept ones."""
        headers = {"Connection": "close"} | ({"Authorization": f"Bearer {self.tokens[name]}"} if name else {})
        return httpx.Client(base_url=self.address, headers=headers, trust_env=False, timeout=20)

    def call(self, name: str, method: str, path: str, **chosen: Any) -> Any:
        with self.client(name) as client:
            response = client.request(method, f"/api/{path}", **chosen)
        assert response.status_code == 200, f"{method} {path}: {response.status_code} {response.text[:200]}"
        return response.json()

    def post(self, name: str, text: str, **more: Any) -> dict[str, Any]:
        """A post by `name`; its mentions are on their way when this returns."""
        return dict(self.call(name, "POST", "v1/statuses", json={"status": text, **more}))

    def edit(self, name: str, local_id: str, text: str) -> None:
        self.call(name, "PUT", f"v1/statuses/{local_id}", json={"status": text})

    def delete(self, name: str, uri: str) -> None:
        """By its web page: programs cannot delete in this version."""
        with self.client() as client:
            given = {"id": uri, "actor": f"{self.address}/{name}", "action": "Delete", "redir": ""}
            page = f"/{name}/admin/action"
            response = client.post(page, data=given, auth=(name, self.passwords[name]))
        assert response.status_code in {200, 302, 303}, response.text[:200]

    def statuses(self, name: str) -> list[dict[str, Any]]:
        """The public posts of `name`, as anyone sees them: the latest 256."""
        return list(self.call(name, "GET", f"v1/accounts/{name}/statuses"))

    def notified(self, name: str) -> list[str]:
        """The addresses of the posts that `name` was told of."""
        told = self.call(name, "GET", "v1/notifications")
        return [str(one["status"]["uri"]) for one in told if one["type"] == "mention" and one.get("status")]


@contextmanager
def snac2(folder: Path) -> Iterator[Snac]:
    """A server of its own on a port of its own, that keeps everything in `folder`, which is not there yet."""
    there = installed(f"snac2-{VERSION}", install)
    program, shim = there / "usr/bin/snac", there / "impatient.so"
    shutil.copytree(there / "home", folder)
    port = free_port()
    known = json.loads((folder / "server.json").read_text())
    known |= {"host": f"127.0.0.1:{port}", "port": port, "protocol": "http", "disable_email_notifications": True}
    (folder / "server.json").write_text(json.dumps(known))
    log = folder / "log"
    preload = ["env", f"LD_PRELOAD={shim}"] if shim.exists() else []
    with running([*preload, program, "httpd", folder], log=log) as process:
        wait_for_port(port, process, log=log)
        there_now = Snac(f"http://127.0.0.1:{port}", json.loads((folder / "passwords.json").read_text()))
        for name in USERS:
            there_now.sign_in(name)
        yield there_now
