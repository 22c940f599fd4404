"""What a hundred answers from people bring: the dial, with answers taken from the labels, beside peers.

    python -m bench.grouping_dial [folder with the labelled sets] [--orders 3] [--answers 100]

For each set, mean and range over shuffled orders: B-cubed F1, the share wrongly told and the reading saved (as in
grouping_quality), by the dial before anyone has answered and after the answers, asked ten at a time: "do these two
posts ask the same?", yes where their labels are equal. Settings were chosen on covidq and banking77.

Peers, where scipy or leidenalg are installed, on the same centred vectors: average linkage and Leiden (constant Potts
model, 20 nearest), each with the best of its settings *for that set*, found with all labels: the one that saves most
with at most one in ten told wrongly. That is more than a hundred answers give; ours is to save more all the same.
"""

import argparse
import statistics
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import numpy as np

from answerable.pure.grouping.dial import AT_MOST, Answer, best_asked, dialled
from answerable.pure.grouping.embedder import Vectors
from answerable.pure.grouping.minilm import open_minilm
from answerable.pure.grouping.refining import Told
from answerable.pure.grouping.space import Space, starting_space
from answerable.questions.files.asking import tree_of
from answerable.questions.files.whole import settle
from bench.grouping_quality import figures, labelled_sets

AT_ONCE = 10


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("folder", nargs="?", type=Path, default=Path(__file__).parents[2] / "shared/data/questions")
    arguments.add_argument("--orders", type=int, default=3)
    arguments.add_argument("--answers", type=int, default=100)
    arguments.add_argument("--at-once", type=int, default=AT_ONCE)
    arguments.add_argument("--sets", nargs="*", default=[])
    wanted = arguments.parse_args()
    embedder = open_minilm()
    space = starting_space(embedder)
    for name, labelled in labelled_sets(wanted.folder).items():
        if wanted.sets and name not in wanted.sets:
            continue
        vectors = embedder.embed([text for text, _ in labelled])
        found = [one_order(labelled, vectors, space, seed, wanted) for seed in range(wanted.orders)]
        for row, said in enumerate(("whole file, as it is", "dial, no answers", f"dial, {wanted.answers} answers")):
            report(f"{name:10} {said}", [each[row] for each in found])
        for peer in (average_linkage, leiden):
            report_peer(f"{name:10} {peer.__name__}, best for it", peer, labelled, vectors)


def one_order(
    labelled: Sequence[tuple[str, str]], vectors: Vectors, space: Space, seed: int, wanted: argparse.Namespace
) -> list[list[float]]:
    """The figures of a whole file, and of the dial before and after the answers."""
    chance = np.random.default_rng(seed)
    order = chance.permutation(len(labelled))
    labels = [labelled[row][1] for row in order]
    told = [Told(labelled[row][0], "en") for row in order]
    questions, space = settle(space, vectors[order], told)
    joins = tree_of(space, vectors[order], told)
    answers: list[Answer] = []
    outcome = dialled(len(labels), joins, answers)
    rows = [figures(labels, questions), figures(labels, list(outcome.groups))]
    while len(answers) < wanted.answers:
        pairs = best_asked(outcome, min(wanted.at_once, wanted.answers - len(answers)), chance=chance)
        if not pairs:
            break
        answers += [Answer(one, other, labels[one] == labels[other]) for one, other in pairs]
        outcome = dialled(len(labels), joins, answers)
    return [*rows, figures(labels, list(outcome.groups))]


def report(name: str, rows: Sequence[Sequence[float]]) -> None:
    columns = [(statistics.mean(column), min(column), max(column)) for column in zip(*rows, strict=True)]
    shown = (
        f"{what} {mean:.3f} ({low:.3f}-{high:.3f})"
        for what, (mean, low, high) in zip(("F1", "wrongly told", "saved"), columns, strict=True)
    )
    print(f"{name:40}", "  ".join(shown), flush=True)


Groupings = Callable[[Vectors], Iterator[Sequence[int]]]


def report_peer(name: str, peer: Groupings, labelled: Sequence[tuple[str, str]], vectors: Vectors) -> None:
    """The peer's figures with the setting that saves most with at most one in ten told wrongly."""
    labels = [label for _, label in labelled]
    centred = vectors - vectors.mean(0)
    centred /= np.maximum(np.linalg.norm(centred, axis=1, keepdims=True), 1e-6)
    try:
        rows = [figures(labels, list(groups)) for groups in peer(centred)]
    except ImportError as missing:
        print(f"{name:40} not measured: {missing.name} is not installed")
        return
    good = [row for row in rows if row[1] <= AT_MOST]
    if good:
        report(name, [max(good, key=lambda row: row[2])])
    else:
        print(f"{name:40} never at most one in ten told wrongly")


def average_linkage(centred: Vectors) -> Iterator[Sequence[int]]:
    from scipy.cluster.hierarchy import fcluster, linkage
    from scipy.spatial.distance import pdist

    tree = linkage(np.maximum(pdist(centred, "cosine"), 0), "average")
    for distance in np.arange(0.1, 0.9, 0.02):
        yield fcluster(tree, distance, "distance").tolist()


def leiden(centred: Vectors) -> Iterator[Sequence[int]]:
    import igraph
    import leidenalg

    near = centred @ centred.T
    np.fill_diagonal(near, -1)
    top = np.argpartition(-near, 20, axis=1)[:, :20]
    edges = {(min(one, int(other)), max(one, int(other))) for one, row in enumerate(top) for other in row}
    graph = igraph.Graph(n=len(centred), edges=sorted(edges))
    weights = [max(0.0, float(near[one, other])) for one, other in sorted(edges)]
    for resolution in np.arange(0.1, 0.7, 0.04):
        kind = leidenalg.CPMVertexPartition
        yield leidenalg.find_partition(graph, kind, weights=weights, resolution_parameter=resolution, seed=1).membership


if __name__ == "__main__":
    main()
