"""The nearest other posts of every post, exactly for a small desk and by cells for a large one."""

import numpy as np
from numpy.typing import NDArray

from answerable.pure.grouping.space import Represented

EXACT = 12_000
"""Posts up to which all pairs are compared (6 s on one core); by cells a hundred thousand take less than a minute."""
_BLOCK = 512
_CELL = 200  # posts in a cell, on average
_CELLS_EACH = 4  # cells a post is kept in; it looks into the first two

Rows = NDArray[np.int64]
Strengths = NDArray[np.float32]


def nearest_posts(points: Represented, count: int = 20) -> tuple[Rows, Rows, Strengths]:
    """Pairs (post, near post, scaled similarity) for the `count` nearest of each; fewer where there are fewer."""
    everyone = np.arange(len(points.centred))
    if len(everyone) <= EXACT:
        blocks = [everyone[at : at + _BLOCK] for at in range(0, len(everyone), _BLOCK)]
        return _joined([_among(points, block, everyone, count) for block in blocks])
    cells = _cells(points.centred)
    kept = [np.flatnonzero((cells == cell).any(1)) for cell in range(int(cells.max()) + 1)]
    found = []
    for choice in (0, 1):
        order = np.argsort(cells[:, choice], kind="stable")
        ends = np.searchsorted(cells[order, choice], np.arange(len(kept) + 1))
        found += [
            _among(points, order[ends[cell] : ends[cell + 1]], kept[cell], count)
            for cell in range(len(kept))
            if ends[cell] < ends[cell + 1]
        ]
    return _strongest(*_joined(found), count)


def _cells(centred: NDArray[np.float32]) -> NDArray[np.int64]:
    """The four nearest of evenly picked posts for each post, nearest first, int64[n, 4]."""
    seeds = centred[:: max(1, _CELL)]
    near = []
    for at in range(0, len(centred), _BLOCK * 8):
        plain = centred[at : at + _BLOCK * 8] @ seeds.T
        some = np.argpartition(-plain, _CELLS_EACH, axis=1)[:, :_CELLS_EACH]
        order = np.argsort(-np.take_along_axis(plain, some, 1), axis=1, kind="stable")
        near.append(np.take_along_axis(some, order, 1))
    return np.concatenate(near)


def _among(points: Represented, posts: Rows, others: Rows, count: int) -> tuple[Rows, Rows, Strengths]:
    plain = points.centred[posts] @ points.centred[others].T
    scale = np.minimum((points.scale[posts][:, None] + points.scale[others][None, :]) / 2, np.float32(0.95))
    scaled = (plain - scale) / (1 - scale)
    scaled[posts[:, None] == others[None, :]] = -np.inf
    most = min(count, len(others))
    top = np.argpartition(-scaled, most - 1, axis=1)[:, :most]
    strengths = np.take_along_axis(scaled, top, 1).ravel()
    pairs = np.repeat(posts, most), others[top].ravel(), strengths
    real = np.isfinite(strengths)
    return pairs[0][real], pairs[1][real], pairs[2][real]


def _joined(found: list[tuple[Rows, Rows, Strengths]]) -> tuple[Rows, Rows, Strengths]:
    if not found:
        return np.empty(0, np.int64), np.empty(0, np.int64), np.empty(0, np.float32)
    posts, others, strengths = (np.concatenate(part) for part in zip(*found, strict=True))
    return posts, others, strengths


def _strongest(posts: Rows, others: Rows, strengths: Strengths, count: int) -> tuple[Rows, Rows, Strengths]:
    """Each pair once, at most `count` a post."""
    order = np.lexsort((others, -strengths, posts))
    posts, others, strengths = posts[order], others[order], strengths[order]
    _, once = np.unique(posts * (int(others.max()) + 1) + others, return_index=True)
    once.sort()
    posts, others, strengths = posts[once], others[once], strengths[once]
    first = np.searchsorted(posts, posts)
    kept = np.arange(len(posts)) - first < count
    return posts[kept], others[kept], strengths[kept]
