"""Where calls to a network may go: public addresses, or this machine when an address names it outright."""

import ipaddress
import re
from typing import Literal

import httpx

from answerable.errors import Refused

Reach = Literal["world", "this machine"]
"""Public addresses on the usual ports, or loopback and nothing else."""

USUAL_PORTS = frozenset({80, 443})

_HOST = re.compile(rb"[0-9A-Za-z._:-]+")
"""A name in its ASCII form, or a numeric address."""

_NAT64 = ipaddress.ip_network("64:ff9b::/96")

_Address = ipaddress.IPv4Address | ipaddress.IPv6Address


def reach_of(address: str) -> Reach:
    """Where a network at `address` (a web address) may be reached: loopback only if the address itself names it.

    A public name that resolves to a loopback or private address is refused later, when it is called.
    Raises `Refused` if it is not a web address that we call.
    """
    try:
        url = httpx.URL(address)
        host = url.host
    except (httpx.InvalidURL, TypeError, ValueError) as error:
        raise Refused("This is not a web address. Write it in full, such as https://example.org.") from error
    if url.scheme not in {"http", "https"} or not _HOST.fullmatch(url.raw_host):
        raise Refused("The address must begin with http:// or https:// and name a host. Write it in full.")
    if url.userinfo:
        raise Refused("The address must not hold a name or password. Put the secret in its own field.")
    return "this machine" if _names_loopback(host) else "world"


def _names_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _plain(text: str) -> _Address:
    """The address behind the wrappings by which an IPv4 address travels as IPv6 (mapped, 6to4, NAT64)."""
    address = ipaddress.ip_address(text.partition("%")[0])
    if isinstance(address, ipaddress.IPv4Address):
        return address
    if address in _NAT64:
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped or address.sixtofour or address


def is_within(reach: Reach, text: str) -> bool:
    """Whether the numeric address `text` may be called."""
    address = _plain(text)
    if reach == "this machine":
        return address.is_loopback
    return address.is_global and not address.is_multicast


def is_port_within(reach: Reach, port: int) -> bool:
    """Whether `port` may be called: out in the world only the web's own two, so that no call can knock elsewhere."""
    return reach == "this machine" or port in USUAL_PORTS
