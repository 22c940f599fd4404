"""Real mail servers on loopback: Dovecot (IMAP and LMTP) and Exim (SMTP), unpacked from Debian, run as nobody.

Nothing is installed on the machine and nothing runs as a service: the programs stay in the cache of the tests. One pair
of servers is enough for all tests of a run, because every name is a mailbox.
"""

import grp
import imaplib
import ipaddress
import os
import pwd
import re
import shutil
import smtplib
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from tests.servers import CannotInstall, free_port, installed, run, running, wait_for_port
from tests.servers.debian import unpack
from tests.servers.mail_configuration import DOVECOT, EXIM

SUITE = "bookworm"
WANTED = ("dovecot-imapd", "dovecot-lmtpd", "exim4-daemon-light", "libnss-wrapper")
LEFT_OUT = {"exim4-config", "exim4", "libc6", "dpkg", "debconf"}
"""What is only there to set the machine up, or is part of every Debian."""

PASSWORD = "a-password-of-the-tests"
NOBODY = "nobody"
MODULES = b"/usr/lib/dovecot/modules\0"
"""The one folder that Dovecot does not let its configuration name."""


@dataclass(frozen=True)
class MailServers:
    """Where they listen, and what a citizen or a keeper of the mailbox does there."""

    folder: Path
    imap: int
    imaps: int
    smtp: int
    smtps: int
    lmtp: int

    @property
    def authority(self) -> Path:
        """The certificate that the servers' own is signed with."""
        return self.folder / "authority.pem"

    def mailbox(self, address: str) -> imaplib.IMAP4:
        """The mailbox, signed in as any mail program does it."""
        client = imaplib.IMAP4("127.0.0.1", self.imap, timeout=20)
        client.login(address, PASSWORD)
        return client

    def deliver(self, address: str, *mails: bytes) -> None:
        """Puts mails into the mailbox just as they are, past every check of a server that takes them from outside."""
        with smtplib.LMTP("127.0.0.1", self.lmtp, timeout=20) as lmtp:
            for mail in mails:
                lmtp.sendmail("citizen@cit.test", [address], mail)

    def send(self, mail: EmailMessage, *, to: str) -> None:
        """Sends a citizen's mail through Exim."""
        with smtplib.SMTP("127.0.0.1", self.smtp, timeout=20) as smtp:
            smtp.send_message(mail, from_addr=mail["From"], to_addrs=[to])

    def mails_of(self, address: str, folder: str = "INBOX") -> list[bytes]:
        """Every mail in a folder of the mailbox, as it lies there."""
        client = self.mailbox(address)
        try:
            if client.select(f'"{folder}"', readonly=True)[0] != "OK":
                return []
            _, found = client.search(None, "ALL")
            numbers = found[0].split()
            return [client.fetch(number.decode(), "(BODY.PEEK[])")[1][0][1] for number in numbers]  # type: ignore[index,misc]
        finally:
            client.logout()

    def wait_for_mails(self, address: str, count: int, *, seconds: float = 20.0) -> list[bytes]:
        """The mails in the mailbox once there are `count`."""
        ends = time.monotonic() + seconds
        while len(mails := self.mails_of(address)) < count:
            assert time.monotonic() < ends, f"{len(mails)} of {count} mails came\n{self.words()}"
            time.sleep(0.1)
        return mails

    def words(self) -> str:
        """The last of what the servers wrote down."""
        logs = sorted((self.folder / "log").iterdir())
        return "\n".join(log.read_text(errors="replace")[-1500:] for log in logs)

    @contextmanager
    def greylist_lifted(self) -> Iterator[None]:
        """While it lasts, `greylisted` takes mail."""
        sign = self.folder / "greylist-lifted"
        sign.touch()
        yield
        sign.unlink()


@contextmanager
def running_mail() -> Iterator[MailServers]:
    """Both servers, until the block ends."""
    software = installed(f"mail-{SUITE}-1", _unpack)
    with tempfile.TemporaryDirectory(prefix="mail-servers-", ignore_cleanup_errors=True) as named, ExitStack() as stack:
        folder = Path(named)
        for part in ("mail", "run", "spool", "log"):
            (folder / part).mkdir()
        if os.geteuid() == 0:
            # Neither server runs as root, and nobody else may look into root's own cache.
            software = shutil.copytree(software, folder / "software", symlinks=True)
        ports = {name: free_port() for name in ("imap", "imaps", "smtp", "smtps", "lmtp")}
        _configure(folder, software, ports)
        servers = MailServers(folder, **ports)
        for name, command, port in (
            ("dovecot", _dovecot(folder, software), servers.imap),
            ("exim", _exim(folder, software), servers.smtp),
        ):
            log = folder / "log" / f"{name}.words"
            environment = _environment(folder, software, preload=name == "exim")
            process = stack.enter_context(running([*_as_nobody(), *command], log=log, environment=environment))
            wait_for_port(port, process, log=log)
        yield servers


def _unpack(folder: Path) -> None:
    """The servers and what they need beyond what this machine has."""
    try:
        told = run(["apt-get", "-s", "-q", "install", "--no-install-recommends", *WANTED])
    except CannotInstall as error:
        raise CannotInstall(f"apt does not know {', '.join(WANTED)}; run apt-get update") from error
    packages = set(re.findall(r"^Inst (\S+)", told, re.MULTILINE)) | set(WANTED)
    unpack(folder, *sorted(packages - LEFT_OUT), suite=SUITE)
    library = folder / "usr/lib/dovecot/libdovecot.so.0.0.0"
    words = library.read_bytes()
    if MODULES not in words:
        raise CannotInstall("this Dovecot looks for its modules elsewhere")
    # A name without a slash is looked up where the server runs, and there we put a link.
    library.write_bytes(words.replace(MODULES, b"modules".ljust(len(MODULES), b"\0")))
    (folder / "usr/sbin/exim4").chmod(0o755)


def _as_nobody() -> list[str]:
    if os.geteuid() != 0:
        return []
    uid, gid = _who()
    return ["setpriv", f"--reuid={uid}", f"--regid={gid}", "--clear-groups", "--pdeathsig", "KILL", "--"]


def _who() -> tuple[int, int]:
    if os.geteuid() != 0:
        return os.geteuid(), os.getegid()
    found = pwd.getpwnam(NOBODY)
    return found.pw_uid, found.pw_gid


def _configure(folder: Path, software: Path, ports: Mapping[str, int]) -> None:
    uid, gid = _who()
    user, group = pwd.getpwuid(uid).pw_name, grp.getgrgid(gid).gr_name
    told = {"folder": folder, "software": software, "password": PASSWORD, "uid": uid, "gid": gid, **ports}
    (folder / "dovecot.conf").write_text(DOVECOT.format(**told, user=user, group=group))
    (folder / "exim.conf").write_text(EXIM.format(**told))
    # Exim insists on the user it was built for; the library of glibc's own tests lets us say who that is.
    (folder / "passwd").write_text(f"Debian-exim:x:{uid}:{gid}::/:/bin/false\n{user}:x:{uid}:{gid}::/:/bin/false\n")
    (folder / "group").write_text(f"Debian-exim:x:{gid}:\n{group}:x:{gid}:\n")
    (folder / "run" / "modules").symlink_to(software / "usr/lib/dovecot/modules")
    _certify(folder)
    if os.geteuid() == 0:
        for path in (folder, *(one for one in folder.rglob("*") if software not in one.parents)):
            os.chown(path, uid, gid, follow_symlinks=False)


def _environment(folder: Path, software: Path, *, preload: bool) -> dict[str, str]:
    libraries = sorted({str(path.parent) for path in (software / "usr/lib").rglob("*.so*")})
    environment = {"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "LD_LIBRARY_PATH": ":".join(libraries)}
    if preload:
        [wrapper] = software.rglob("libnss_wrapper.so")
        environment |= {
            "LD_PRELOAD": str(wrapper),
            "NSS_WRAPPER_PASSWD": str(folder / "passwd"),
            "NSS_WRAPPER_GROUP": str(folder / "group"),
        }
    return environment


def _dovecot(folder: Path, software: Path) -> list[str | Path]:
    configuration = folder / "dovecot.conf"
    server = software / "usr/sbin/dovecot"
    reader = [software / "usr/bin/doveconf", "-c", configuration, "-m", "master", "-e"]
    return [*reader, server, "-F", "-c", configuration]


def _exim(folder: Path, software: Path) -> list[str | Path]:
    return [software / "usr/sbin/exim4", "-C", folder / "exim.conf", "-bdf", "-q2s"]


def _certify(folder: Path) -> None:
    """An authority of our own, and a certificate of it for 127.0.0.1."""
    authority_key, key = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
    authority_name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "An authority of the tests")])
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "mail.gov.test")])
    here = x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))])
    is_authority = x509.BasicConstraints(ca=True, path_length=0)
    authority = _certificate(authority_name, authority_key.public_key(), authority_name)
    authority = authority.add_extension(is_authority, critical=True)
    own = _certificate(name, key.public_key(), authority_name).add_extension(here, critical=False)
    pem = serialization.Encoding.PEM
    signed = own.sign(authority_key, hashes.SHA256())
    (folder / "authority.pem").write_bytes(authority.sign(authority_key, hashes.SHA256()).public_bytes(pem))
    (folder / "certificate.pem").write_bytes(signed.public_bytes(pem))
    (folder / "key.pem").write_bytes(
        key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )


def _certificate(subject: x509.Name, key: ec.EllipticCurvePublicKey, issuer: x509.Name) -> x509.CertificateBuilder:
    today = datetime.now(UTC)
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key)
        .serial_number(x509.random_serial_number())
        .not_valid_before(today - timedelta(days=1))
        .not_valid_after(today + timedelta(days=7))
    )
