"""Where calls may go, address by address."""

import pytest

from answerable.errors import Refused
from answerable.networks.reach import is_port_within, is_within, reach_of


@pytest.mark.parametrize(
    "address", ["http://127.0.0.1:8090", "http://localhost/x", "https://[::1]:1", "http://127.9.9.9"]
)
def test_an_address_that_names_loopback_stays_on_this_machine(address):
    assert reach_of(address) == "this machine"


@pytest.mark.parametrize("address", ["https://example.org", "http://10.0.0.1", "https://localhost.example.org"])
def test_every_other_address_is_the_world(address):
    assert reach_of(address) == "world"


@pytest.mark.parametrize(
    "address",
    [
        "",
        "example.org",
        "ftp://example.org",
        "file:///etc/passwd",
        "http://",
        "http://[",
        "http://a b",
        "http://xn--/",
        None,
    ],
)
def test_what_is_no_web_address_is_refused(address):
    with pytest.raises(Refused):
        reach_of(address)


def test_a_secret_in_the_address_is_refused():
    with pytest.raises(Refused, match="own field"):
        reach_of("https://name:secret@example.org")


@pytest.mark.parametrize(
    "address",
    [
        "10.0.0.1",
        "127.0.0.1",
        "169.254.169.254",
        "192.168.1.1",
        "100.64.0.1",
        "0.0.0.0",  # noqa: S104  an address to refuse
        "224.0.0.1",
        "::",
        "::1",
        "fe80::1%eth0",
        "fc00::1",
        "ff0e::1",
        "::ffff:127.0.0.1",
        "::ffff:10.0.0.1",
        "64:ff9b::7f00:1",
        "64:ff9b::a00:1",
        "2002:7f00:1::",
    ],
)
def test_no_address_that_is_not_public_is_in_the_world(address):
    assert not is_within("world", address)


@pytest.mark.parametrize("address", ["93.184.215.14", "2606:2800:21f:cb07:6820:80da:af6b:8b2c", "64:ff9b::5db8:d70e"])
def test_public_addresses_are_in_the_world_and_not_on_this_machine(address):
    assert is_within("world", address)
    assert not is_within("this machine", address)


@pytest.mark.parametrize("address", ["127.0.0.1", "::1", "::ffff:127.0.0.1"])
def test_loopback_is_this_machine(address):
    assert is_within("this machine", address)


@pytest.mark.parametrize(
    ("reach", "port", "within"), [("world", 443, True), ("world", 22, False), ("this machine", 9, True)]
)
def test_only_the_usual_ports_are_called_in_the_world(reach, port, within):
    assert is_port_within(reach, port) is within
