"""Ed25519 signatures verified in plain Python (RFC 8032 section 5.1.7), for verifiers who have nothing installed.

About 3 milliseconds a signature. It never touches a secret, so it need not run in constant time.
"""

from hashlib import sha512

PRIME = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
CURVE = -121665 * pow(121666, PRIME - 2, PRIME) % PRIME
ROOT_OF_MINUS_ONE = pow(2, (PRIME - 1) // 4, PRIME)
KEY_BYTES = 32
SIGNATURE_BYTES = 64

Point = tuple[int, int, int, int]
"""Extended homogeneous coordinates (X, Y, Z, T) with x = X/Z, y = Y/Z, xy = T/Z."""

NEUTRAL: Point = (0, 1, 1, 0)


def verify_ed25519(public_key: bytes, message: bytes, signature: bytes) -> bool:
    """Whether `signature` (64 bytes) over `message` was made with the key; False for any malformed input.

    Same verdicts as OpenSSL: S must be below the group order, and R is compared as bytes.
    """
    if len(public_key) != KEY_BYTES or len(signature) != SIGNATURE_BYTES:
        return False
    key_point = _decompress(public_key)
    scalar = int.from_bytes(signature[32:], "little")
    if key_point is None or scalar >= ORDER:
        return False
    digest = sha512(signature[:32] + public_key + message).digest()
    challenge = int.from_bytes(digest, "little") % ORDER
    x, y, z, t = key_point
    minus_key = (PRIME - x, y, z, PRIME - t)
    return _compress(_two_products(scalar, BASE, challenge, minus_key)) == signature[:32]


def _add(p: Point, q: Point) -> Point:
    a = (p[1] - p[0]) * (q[1] - q[0]) % PRIME
    b = (p[1] + p[0]) * (q[1] + q[0]) % PRIME
    c = 2 * p[3] * q[3] * CURVE % PRIME
    d = 2 * p[2] * q[2] % PRIME
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % PRIME, g * h % PRIME, f * g % PRIME, e * h % PRIME


def _double(p: Point) -> Point:
    a = p[0] * p[0] % PRIME
    b = p[1] * p[1] % PRIME
    c = 2 * p[2] * p[2] % PRIME
    h = a + b
    e = h - (p[0] + p[1]) ** 2 % PRIME
    g = a - b
    f = c + g
    return e * f % PRIME, g * h % PRIME, f * g % PRIME, e * h % PRIME


def _two_products(first: int, p: Point, second: int, q: Point) -> Point:
    """The sum of first * p and second * q in one pass over the bits (Shamir's trick): half the doublings."""
    both = _add(p, q)
    total = NEUTRAL
    for bit in range(max(first.bit_length(), second.bit_length()) - 1, -1, -1):
        total = _double(total)
        pair = (first >> bit & 1, second >> bit & 1)
        if pair == (1, 1):
            total = _add(total, both)
        elif pair == (1, 0):
            total = _add(total, p)
        elif pair == (0, 1):
            total = _add(total, q)
    return total


def _decompress(encoded: bytes) -> Point | None:
    """The point (RFC 8032 section 5.1.3); None if the bytes are not a point, or not its shortest spelling."""
    y = int.from_bytes(encoded, "little")
    sign = y >> 255
    y &= (1 << 255) - 1
    if y >= PRIME:
        return None
    x_squared = (y * y - 1) * pow(CURVE * y * y + 1, PRIME - 2, PRIME) % PRIME
    if x_squared == 0:
        return None if sign else (0, y, 1, 0)
    x = pow(x_squared, (PRIME + 3) // 8, PRIME)
    if (x * x - x_squared) % PRIME:
        x = x * ROOT_OF_MINUS_ONE % PRIME
    if (x * x - x_squared) % PRIME:
        return None
    if x & 1 != sign:
        x = PRIME - x
    return x, y, 1, x * y % PRIME


def _compress(point: Point) -> bytes:
    inverse = pow(point[2], PRIME - 2, PRIME)
    x = point[0] * inverse % PRIME
    y = point[1] * inverse % PRIME
    return (y | (x & 1) << 255).to_bytes(32, "little")


def _base_point() -> Point:
    y = 4 * pow(5, PRIME - 2, PRIME) % PRIME
    point = _decompress(y.to_bytes(32, "little"))
    if point is None:
        raise ArithmeticError("the base point is on the curve")  # pragma: no cover - a constant of the curve
    return point


BASE = _base_point()
