"""Finds communities in a graph of weighted links by moving nodes one at a time, from wherever they are now.

The method of Blondel et al. (2008) for any objective of the form: sum over communities of [weight of the links inside
- penalty x mass_i x mass_j for each pair inside]. With mass 1 that is the constant Potts model (Traag et al. 2011),
which has no preferred size of the whole; with mass the degree and penalty 1/2m it is modularity. Nodes are visited in
their order and ties go to the lower number, so the same input gives the same communities.
"""

from collections import defaultdict
from collections.abc import Collection, Sequence

Links = Sequence[Sequence[tuple[int, float]]]
"""For each node its neighbours and weights; every link stands at both ends."""

_NOISE = 1e-9


def move_one_by_one(
    links: Links,
    mass: Sequence[float],
    penalty: float,
    home: list[int],
    *,
    fixed: Collection[int] = (),
    closed: Collection[int] = (),
    least_gain: float = _NOISE,
) -> bool:
    """Move nodes between communities while the objective rises by `least_gain`; changes `home`, says if it did.

    `fixed` nodes stay; `closed` communities take no one in. A node nowhere welcome gets a community of its own, with a
    number above all present.
    """
    full: dict[int, float] = defaultdict(float)
    for node, community in enumerate(home):
        full[community] += mass[node]
    unused = max(home, default=-1) + 1
    moved_ever, moved = False, True
    while moved:  # ends: every move raises the objective, which has a highest value
        moved = False
        for node in range(len(home)):
            if node in fixed:
                continue
            own = home[node]
            full[own] -= mass[node]
            best = _best(links[node], home, full, mass[node] * penalty, closed, least_gain, own=own, unused=unused)
            full[best] += mass[node]
            if best != own:
                home[node], moved, moved_ever = best, True, True
                unused = max(unused, best + 1)
    return moved_ever


def _best(
    links: Sequence[tuple[int, float]],
    home: Sequence[int],
    full: dict[int, float],
    price: float,
    closed: Collection[int],
    least_gain: float,
    /,
    *,
    own: int,
    unused: int,
) -> int:
    weight: dict[int, float] = defaultdict(float)
    for other, strength in links:
        weight[home[other]] += strength
    stay = weight.get(own, 0.0) - price * full[own]
    best, most = own, stay + least_gain
    for community in sorted(weight):
        gain = weight[community] - price * full[community]
        if gain > most and community != own and community not in closed:
            best, most = community, gain
    return unused if best == own and stay < -least_gain else best


def communities(
    links: Links, mass: Sequence[float], penalty: float, home: list[int], *, fixed: Collection[int] = ()
) -> list[int]:
    """The community of each node after moving single nodes and then whole communities until nothing improves.

    A community with a `fixed` node neither moves nor takes in whole communities.
    """
    home = list(home)
    while True:
        closed = {home[node] for node in fixed}
        move_one_by_one(links, mass, penalty, home, fixed=fixed, closed=closed)
        names = sorted(set(home))
        row = {name: number for number, name in enumerate(names)}
        joint_links, joint_mass = _folded(links, mass, [row[name] for name in home], len(names))
        place = list(range(len(names)))
        held = {row[name] for name in closed}
        if not move_one_by_one(joint_links, joint_mass, penalty, place, fixed=held, closed=held):
            return home
        home = _named([row[name] for name in home], place, joint_mass, names)


def _named(rows: list[int], place: list[int], mass: Sequence[float], names: Sequence[int]) -> list[int]:
    """Each joint community bears the name of its heaviest part, so that names last."""
    heaviest: dict[int, int] = {}
    for part, joint in enumerate(place):
        if joint not in heaviest or mass[part] > mass[heaviest[joint]]:
            heaviest[joint] = part
    return [names[heaviest[place[row]]] for row in rows]


def _folded(
    links: Links, mass: Sequence[float], rows: list[int], count: int
) -> tuple[list[list[tuple[int, float]]], list[float]]:
    weights: list[dict[int, float]] = [defaultdict(float) for _ in range(count)]
    masses = [0.0] * count
    for node, row in enumerate(rows):
        masses[row] += mass[node]
        for other, strength in links[node]:
            if rows[other] != row:
                weights[row][rows[other]] += strength
    return [sorted(weight.items()) for weight in weights], masses
