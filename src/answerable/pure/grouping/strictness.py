"""How alike two posts must be on this desk for the machine to link them: learnt from what its people said.

A curve from likeness to "people say it is the same" is fitted to their answers, held to the usual one while there are
few. The desk then links from the likeness at which its own curve says what the usual curve says at the usual link.
"""

from collections.abc import Sequence

import numpy as np

from answerable.pure.grouping.space import LINK

SLOPE, OFFSET = 5.8, -2.3
"""The usual curve of a post and the one nearest to it: between covidq (6.2, -3.3) and banking77 (5.5, -1.4)."""
HELD = (4.0, 1.5)
"""How hard answers find it to move slope and offset."""
PART = 0.5
"""Part of the way that the link goes: all of it told 3 % of covidq wrongly and 22 % of banking77, half 13 and 15 %."""
STRICTEST, WIDEST = 0.55, 0.30


def learnt_link(said: Sequence[tuple[float, bool]]) -> float:
    """The scaled similarity from which posts are linked, 0.30 to 0.55, after (similarity, same) answers.

    Rounded to hundredths, as it is part of the version of a placing; the usual one where nobody has answered.
    """
    usual, held = np.array([SLOPE, OFFSET]), np.diag(HELD)
    seen = np.array([[likeness, 1.0] for likeness, _ in said]).reshape(-1, 2)
    same = np.array([float(answer) for _, answer in said])
    curve = usual.copy()
    for _ in range(40):
        share = 1 / (1 + np.exp(-np.clip(seen @ curve, -30, 30)))
        bend = (seen * (share * (1 - share))[:, None]).T @ seen + held
        curve += np.linalg.solve(bend, seen.T @ (same - share) - held @ (curve - usual))
    slope = max(1.0, float(curve[0]))
    link = LINK + PART * ((SLOPE * LINK + OFFSET - float(curve[1])) / slope - LINK)
    return round(min(STRICTEST, max(WIDEST, link)), 2)
