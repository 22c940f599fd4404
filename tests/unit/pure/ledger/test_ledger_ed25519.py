"""Plain-Python Ed25519 against RFC 8032's vectors and against OpenSSL."""

from hashlib import sha256, sha512

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from answerable.pure.ledger.ed25519 import ORDER, PRIME, verify_ed25519
from answerable.pure.ledger.signing import WITH_LIBRARY

# RFC 8032 section 7.1: secret key, public key, message, signature.
VECTORS = [
    (
        "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
        b"",
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
    ),
    (
        "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
        b"\x72",
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
    ),
    (
        "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
        "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
        b"\xaf\x82",
        "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a",
    ),
    (
        "833fe62409237b9d62ec77587520911e9a759cec1d19755b7da901b96dca3d42",
        "ec172b93ad5e563bf4932c70e1245034c35467ef2efd4d64ebf819683467e2bf",
        sha512(b"abc").digest(),
        "dc2a4459e7369633a52b1bf277839a00201009a3efbf3ecb69bea2186c26b58909351fc9ac90b3ecfdfbc7c66431e0303dca179c138ac17ad9bef1177331a704",
    ),
]


@pytest.mark.parametrize(("secret", "public", "message", "signature"), VECTORS)
def test_the_vectors_of_rfc_8032_verify(secret, public, message, signature):
    key = Ed25519PrivateKey.from_private_bytes(bytes.fromhex(secret))
    assert key.public_key().public_bytes_raw().hex() == public
    assert verify_ed25519(key.public_key().public_bytes_raw(), message, bytes.fromhex(signature))
    assert not verify_ed25519(key.public_key().public_bytes_raw(), message + b"x", bytes.fromhex(signature))


@pytest.mark.parametrize("number", range(40))
def test_plain_python_and_openssl_agree_on_true_and_on_changed_signatures(number):
    key = Ed25519PrivateKey.from_private_bytes(sha256(b"%d" % number).digest())
    public, message = key.public_key().public_bytes_raw(), b"message %d" % number
    signature = bytearray(key.sign(message))
    if number % 2:
        signature[number] ^= 1 << number % 8
    theirs = WITH_LIBRARY[1](public, message, bytes(signature))
    assert verify_ed25519(public, message, bytes(signature)) == theirs == (number % 2 == 0)


def test_a_signature_whose_scalar_was_raised_by_the_group_order_is_refused():
    key = Ed25519PrivateKey.from_private_bytes(b"\x01" * 32)
    signature = key.sign(b"m")
    raised = signature[:32] + (int.from_bytes(signature[32:], "little") + ORDER).to_bytes(32, "little")
    assert not verify_ed25519(key.public_key().public_bytes_raw(), b"m", raised)


def encoded_y(y, sign=0):
    return (y | sign << 255).to_bytes(32, "little")


@pytest.mark.parametrize(
    "public",
    [
        b"",
        b"\x00" * 31,
        encoded_y(PRIME),
        encoded_y(PRIME + 1),
        encoded_y(1, sign=1),
        encoded_y(2),
        encoded_y(7),
    ],
)
def test_a_key_that_is_no_point_is_refused(public):
    assert not verify_ed25519(public, b"m", b"\x00" * 64)


def test_a_signature_of_another_length_is_refused():
    assert not verify_ed25519(encoded_y(1), b"m", b"\x00" * 63)


def test_the_neutral_point_is_read_as_a_key():
    # y = 1, x = 0: a point, though nobody's key. Its "signature" is R = S * B, which OpenSSL accepts as well.
    signature = encoded_y(1) + bytes(32)
    assert verify_ed25519(encoded_y(1), b"m", signature) == WITH_LIBRARY[1](encoded_y(1), b"m", signature)


def test_a_key_of_the_other_sign_is_another_key():
    key = Ed25519PrivateKey.from_private_bytes(b"\x02" * 32)
    public = bytearray(key.public_key().public_bytes_raw())
    public[31] ^= 0x80
    assert not verify_ed25519(bytes(public), b"m", key.sign(b"m"))
