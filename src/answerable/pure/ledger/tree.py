"""The Merkle tree of RFC 6962 section 2.1: roots, inclusion proofs, consistency proofs, made and verified."""

from collections.abc import Callable, Sequence
from hashlib import sha256

HASH_BYTES = 32
EMPTY_ROOT = sha256(b"").digest()

NodeReader = Callable[[int, int], bytes]
"""(height, index) to the hash of the complete subtree over leaves index * 2**height .. (index + 1) * 2**height."""


def leaf_hash(entry: bytes) -> bytes:
    """SHA-256(0x00 || entry)."""
    return sha256(b"\x00" + entry).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """SHA-256(0x01 || left || right)."""
    return sha256(b"\x01" + left + right).digest()


def root_of(hashes: Sequence[bytes]) -> bytes:
    """The root over `hashes` in order: the RFC's recursive definition, because an odd one out moves up unchanged.

    The hashes may be of complete subtrees of one size; the last may be of a smaller one.
    """
    if not hashes:
        return EMPTY_ROOT
    level = list(hashes)
    while len(level) > 1:
        above = [sha256(b"\x01" + left + right).digest() for left, right in zip(level[::2], level[1::2], strict=False)]
        if len(level) % 2:
            above.append(level[-1])
        level = above
    return level[0]


def edge_of(size: int) -> list[tuple[int, int]]:
    """The (height, index) of the complete subtrees that a tree of `size` leaves consists of, from the left."""
    nodes = []
    start = 0
    for height in range(size.bit_length() - 1, -1, -1):
        if size >> height & 1:
            nodes.append((height, start >> height))
            start += 1 << height
    return nodes


def root_at(size: int, read: NodeReader) -> bytes:
    """The root of the first `size` leaves, from stored nodes."""
    return _range_hash(0, size, read) if size else EMPTY_ROOT


def inclusion_proof(index: int, size: int, read: NodeReader) -> list[bytes]:
    """The audit path of leaf `index` in the tree of `size` leaves (RFC 6962 section 2.1.1), sibling first."""
    if not 0 <= index < size:
        raise ValueError("the leaf must be inside the tree")
    proof: list[bytes] = []
    start, end = 0, size
    while end - start > 1:
        split = start + _split(end - start)
        if index < split:
            proof.append(_range_hash(split, end, read))
            end = split
        else:
            proof.append(_range_hash(start, split, read))
            start = split
    proof.reverse()
    return proof


def consistency_proof(old: int, new: int, read: NodeReader) -> list[bytes]:
    """That the tree of `old` leaves is the beginning of the tree of `new` leaves (RFC 6962 section 2.1.2)."""
    if not 1 <= old <= new:
        raise ValueError("the older tree must have a leaf and be no larger than the newer one")
    proof: list[bytes] = []
    start, end, whole = 0, new, True
    while old != end:
        split = start + _split(end - start)
        if old <= split:
            proof.append(_range_hash(split, end, read))
            end = split
        else:
            proof.append(_range_hash(start, split, read))
            start, whole = split, False
    if not whole:
        proof.append(_range_hash(start, end, read))
    proof.reverse()
    return proof


def verify_inclusion(leaf: bytes, index: int, size: int, proof: Sequence[bytes], root: bytes) -> bool:
    """Whether `proof` leads from the leaf hash to `root` (the algorithm of RFC 9162 section 2.1.3.2)."""
    if not 0 <= index < size or not _all_hashes([leaf, root, *proof]):
        return False
    inner, last = index, size - 1
    reached = leaf
    for sibling in proof:
        if last == 0:
            return False
        if inner & 1 or inner == last:
            reached = sha256(b"\x01" + sibling + reached).digest()
            while not inner & 1 and inner:
                inner >>= 1
                last >>= 1
        else:
            reached = sha256(b"\x01" + reached + sibling).digest()
        inner >>= 1
        last >>= 1
    return last == 0 and reached == root


def verify_consistency(old: int, new: int, proof: Sequence[bytes], old_root: bytes, new_root: bytes) -> bool:
    """Whether `proof` shows the old tree to be the beginning of the new (RFC 9162 section 2.1.4.2).

    False for old = 0: everything begins with nothing, so nothing would be shown.
    """
    if not 1 <= old <= new or not _all_hashes([old_root, new_root, *proof]):
        return False
    if old == new:
        return not proof and old_root == new_root
    path = list(proof)
    if old & (old - 1) == 0:
        path.insert(0, old_root)
    if not path:
        return False
    inner, last = old - 1, new - 1
    while inner & 1:
        inner >>= 1
        last >>= 1
    return _climb(path, inner, last) == (old_root, new_root)


def _climb(path: Sequence[bytes], inner: int, last: int) -> tuple[bytes, bytes] | None:
    """The old and the new root that a consistency path leads to; None if it is too long or too short."""
    old_reached = new_reached = path[0]
    for sibling in path[1:]:
        if last == 0:
            return None
        if inner & 1 or inner == last:
            old_reached = node_hash(sibling, old_reached)
            new_reached = node_hash(sibling, new_reached)
            while not inner & 1 and inner:
                inner >>= 1
                last >>= 1
        else:
            new_reached = node_hash(new_reached, sibling)
        inner >>= 1
        last >>= 1
    return (old_reached, new_reached) if last == 0 else None


def _split(count: int) -> int:
    """The largest power of two smaller than `count` (count > 1)."""
    return 1 << ((count - 1).bit_length() - 1)


def _range_hash(start: int, end: int, read: NodeReader) -> bytes:
    """The hash over leaves start..end, where start is a multiple of the largest power of two up to end - start."""
    hashes = []
    position = start
    for height, _ in edge_of(end - start):
        hashes.append(read(height, position >> height))
        position += 1 << height
    root = hashes.pop()
    while hashes:
        root = node_hash(hashes.pop(), root)
    return root


def _all_hashes(values: Sequence[bytes]) -> bool:
    return all(len(value) == HASH_BYTES for value in values)
