"""Packages of Debian unpacked into a folder, not installed: from this machine's own mirror, signature checked."""

import re
import shutil
from pathlib import Path

from tests.servers import CannotInstall, run

KEYRING = Path("/usr/share/keyrings/debian-archive-keyring.gpg")
SOURCES = Path("/etc/apt")


def unpack(folder: Path, *packages: str, suite: str) -> None:
    """Unpacks `packages` of `suite` (such as trixie), and nothing they depend on, into `folder`."""
    if not (shutil.which("apt-get") and shutil.which("dpkg-deb") and KEYRING.exists()):
        raise CannotInstall("this machine has no apt of Debian")
    apt = folder / "apt"
    for needed in ("lists/partial", "cache/archives/partial"):
        (apt / needed).mkdir(parents=True)
    (apt / "sources.list").write_text(f"deb [signed-by={KEYRING}] {_mirror()} {suite} main\n")
    places = {"Dir::Etc::sourcelist": "sources.list", "Dir::State::lists": "lists", "Dir::Cache": "cache"}
    own = [word for name, place in places.items() for word in ("-o", f"{name}={apt / place}")]
    # APT's unprivileged user may not enter our folder; what it fetches is checked against the keyring all the same.
    own += ["-o", "Dir::Etc::sourceparts=/dev/null", "-o", "APT::Sandbox::User=root"]
    run(["apt-get", *own, "update", "-qq"])
    run(["apt-get", *own, "download", "-q", *packages], cwd=apt)
    for package in apt.glob("*.deb"):
        run(["dpkg-deb", "-x", package, folder])
    shutil.rmtree(apt)


def _mirror() -> str:
    """Where this machine gets Debian from, in either form of apt's lists."""
    lists = [SOURCES / "sources.list", *sorted((SOURCES / "sources.list.d").glob("*"))]
    words = "\n".join(path.read_text() for path in lists if path.is_file())
    for address in re.findall(r"^(?:URIs:|deb(?:\s+\[[^]]*\])?)\s+(\S+)", words, re.MULTILINE):
        if re.search(r"/debian/?$", address):
            return str(address)
    raise CannotInstall("no mirror of Debian in apt's lists")
