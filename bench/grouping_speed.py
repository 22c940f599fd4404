"""How fast a file is grouped, in how much memory, and where the time goes.

    python -m bench.grouping_speed [--posts 2000] [--large 100000] [--million]

The posts are made up (fixed seed). Reading is measured with the model, in one thread and in two, always post by post:
the shipped graph takes no longer batches, so that a vector does not depend on its company. Grouping and memory are
measured also with vectors that stand in for the model's, so that a million rows are affordable: each word has a
direction and a post is the sum of its words. Peers, installed for the benchmark only, group the same vectors: HDBSCAN
and average linkage from scikit-learn.
"""

import argparse
import csv
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np

from answerable.listening.words import words_of
from answerable.pure.grouping.minilm import MiniLM, open_minilm
from answerable.pure.grouping.refining import Told
from answerable.pure.grouping.space import starting_space
from answerable.pure.grouping.wordpiece import WordPiece
from answerable.questions.files import group_file as grouping
from answerable.questions.files.whole import settle
from bench.many_posts import many_posts, write_posts

MILLION = 1_000_000


class StandIn:
    """An embedder that costs next to nothing."""

    identifier, dimension, languages = "stand-in", 384, frozenset({"en"})

    def __init__(self) -> None:
        self._known: dict[str, np.ndarray] = {}

    def embed(self, texts: Sequence[str]) -> np.ndarray:
        """Unit vectors, one a text."""
        rows = np.stack([sum(map(self._of, text.split()), np.zeros(384, np.float32)) for text in texts])
        return np.asarray(rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-6), np.float32)

    def _of(self, word: str) -> np.ndarray:
        if word not in self._known:
            seed = int.from_bytes(word.encode()[:8].ljust(8, b"\0"), "big")
            self._known[word] = np.random.default_rng(seed).standard_normal(384, np.float32)
        return self._known[word]


def used(act: Callable[[], object]) -> tuple[float, float]:
    """Seconds by the clock and of the processor."""
    clock, processor = time.perf_counter(), time.process_time()
    act()
    return time.perf_counter() - clock, time.process_time() - processor


def reading(texts: list[str]) -> None:
    """Words, pieces and the model one after the other, then pieces and model in two threads."""
    model = open_minilm()
    words_of(texts[0], claimed=None)  # opens the model of languages
    words = used(lambda: [words_of(text, claimed=None) for text in texts])[1]
    whole = used(lambda: model.embed(texts))
    bare = used(lambda: _model_alone(model, texts))[1]
    print(f"words {1e6 * words / len(texts):.0f}, normalising and pieces {1e6 * (whole[1] - bare) / len(texts):.0f}, "
          f"model {1e6 * bare / len(texts):.0f} microseconds of the processor a post: "
          f"the model has {bare / (words + whole[1]):.0%}")  # fmt: skip
    from concurrent.futures import ThreadPoolExecutor

    parts = [texts[at : at + 32] for at in range(0, len(texts), 32)]
    with ThreadPoolExecutor(2) as workers:
        both = used(lambda: list(workers.map(model.embed, parts)))
    print(f"one thread {len(texts) / whole[0]:.0f} posts a second, two {len(texts) / both[0]:.0f}; "
          f"a processor second {len(texts) / whole[1]:.0f} and {len(texts) / both[1]:.0f}")  # fmt: skip


def _pieces(model: MiniLM, texts: Sequence[str]) -> list[list[int]]:
    pieces: WordPiece = vars(model)["_pieces"]
    return [pieces.numbers(text) for text in texts]


def _model_alone(model: MiniLM, texts: Sequence[str]) -> None:
    for numbers in _pieces(model, texts):
        vars(model)["_session"].run(None, {"ids": np.array([numbers], np.int64)})


def whole_file(count: int, *, model: str, online: bool = False) -> None:
    """In a process of its own, so that its memory is its own."""
    with tempfile.TemporaryDirectory(dir=os.environ.get("BENCH_FOLDER")) as folder:
        posts = Path(folder) / "posts.csv"
        write_posts(posts, count)
        command = [sys.executable, "-m", "bench.grouping_speed", "--one", str(posts), "--model", model]
        subprocess.run([*command, *(["--online"] if online else [])], check=True)


def one_file(path: Path, *, model: str, online: bool) -> None:
    from django.conf import settings

    settings.configure(USE_I18N=False)
    if model == "stand-in":
        grouping.open_minilm = StandIn  # type: ignore[assignment]
    said: list[str] = []
    target = str(path.with_name("groups.csv"))
    clock, processor = used(lambda: grouping.group_file(str(path), target, online=online, say=said.append))
    with path.open(newline="", encoding="utf-8") as lines:
        count = sum(1 for _row in csv.reader(lines)) - 1
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{count} rows, {model}{', online' if online else ''}: {clock:.1f} s, {processor:.1f} s of the processor, "
          f"{peak:.0f} MiB at most; {said[-1]}", flush=True)  # fmt: skip


def peers(texts: list[str]) -> None:
    vectors = StandIn().embed(texts)
    told = [Told(text, "en") for text in texts]
    ours = used(lambda: settle(starting_space(StandIn()), vectors, told))
    print(f"ours: {len(texts) / ours[1]:.0f} posts a processor second")
    try:
        from sklearn.cluster import HDBSCAN, AgglomerativeClustering
    except ImportError:
        print("peers: scikit-learn is not installed, nothing measured")
        return
    linkage = AgglomerativeClustering(n_clusters=None, metric="cosine", linkage="average", distance_threshold=0.56)
    for name, peer in (("HDBSCAN", HDBSCAN(min_cluster_size=5)), ("average linkage", linkage)):
        seconds = used(lambda peer=peer: peer.fit(vectors))
        print(f"{name}: {len(texts) / seconds[1]:.0f} posts a processor second")


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--posts", type=int, default=2_000)
    arguments.add_argument("--large", type=int, default=100_000)
    arguments.add_argument("--million", action="store_true", help="a million rows as well")
    arguments.add_argument("--one", type=Path, help=argparse.SUPPRESS)
    arguments.add_argument("--model", default="model", help=argparse.SUPPRESS)
    arguments.add_argument("--online", action="store_true", help=argparse.SUPPRESS)
    wanted = arguments.parse_args()
    if wanted.one:
        one_file(wanted.one, model=wanted.model, online=wanted.online)
        return
    reading(many_posts(wanted.posts))
    whole_file(wanted.posts, model="model")
    for count in (10_000, wanted.large, *([MILLION] if wanted.million else [])):
        whole_file(count, model="stand-in")
        whole_file(count, model="stand-in", online=True)
    peers(many_posts(wanted.posts))


if __name__ == "__main__":
    main()
