"""How well posts are grouped in languages that the sentence model does not know, and on the practice network's posts.

    python -m bench.grouping_languages [--orders 10] [--confusions]

bench/languages/{cy,ga}.jsonl hold sixty invented posts each in Welsh and Irish with the question they ask. The bars
of `pure.grouping.agreeing` were chosen with the half marked "chosen_with"; the half marked "unseen" was written at
the same time by the same author and not run before they stood. It is blind for the bars only: the words of the
compass and the opposites in `pure.grouping.signs` were listed with its look-alikes in mind. Both halves are then
placed together with English posts, as on a real desk. For each: the share wrongly told (posts outside the majority
label of their group), the reading saved (1 - groups/posts; a post left to a person counts as a group), the share left
to a person, and how often the right question is among what the person is shown. Posts of the practice network arrive
in their own order; one that asks nothing is a group of its own, the same wording is the same label.
"""

import argparse
import json
import statistics
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from answerable.pure.grouping.embedder import Embedder
from answerable.pure.grouping.minilm import open_minilm
from answerable.pure.grouping.space import Space, starting_space
from answerable.pure.text.asking import questions_in
from answerable.pure.text.near_copy import normalised_key, wording
from answerable.pure.text.personal_data import mask
from bench.grouping_quality import Desk, saved, wrongly_told

LANGUAGES = Path(__file__).with_name("languages")
PRACTICE = Path(__file__).parents[1] / "src/answerable/networks/practice/server/content"
OURS = ("@tarnbrook", "@riversandcoasts")
FOLLOWS = 6  # words of a reply that follows its thread without being placed, as questions.arrivals has it
BODIES = ("council", "department")


@dataclass(frozen=True)
class Labelled:
    """A post with the question it asks."""

    text: str
    language: str
    asks: str
    half: str = ""


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--orders", type=int, default=10)
    arguments.add_argument("--confusions", action="store_true", help="show the posts told another question's answer")
    wanted = arguments.parse_args()
    embedder = open_minilm()
    space = starting_space(embedder)
    print(space.version)
    posts = {code: written(code) for code in ("cy", "ga")}
    practice = {body: practised(body) for body in BODIES}
    for code, some in posts.items():
        for half in ("chosen_with", "unseen"):
            in_orders(f"{code} {half}", [one for one in some if one.half == half], embedder, space, wanted)
    english = [one for one in practice["council"] if one.language == "en"]
    for code, some in posts.items():
        in_orders(f"{code} all, among English", [*some, *english], embedder, space, wanted, only=code)
    for body, some in practice.items():
        desk, shown = run(some, embedder, space)
        for only in ("en", "cy", "ga", ""):
            report(f"{body} {only or 'all'}", [figures(some, desk, shown, only)])
        if wanted.confusions:
            confusions(some, desk)


def written(code: str) -> list[Labelled]:
    with (LANGUAGES / f"{code}.jsonl").open(encoding="utf-8") as lines:
        return [Labelled(row["text"], code, row["asks"], row["half"]) for row in map(json.loads, lines)]


def practised(body: str) -> list[Labelled]:
    """The practice posts of a body as they are placed: masked, without replies that follow their thread."""
    with (PRACTICE / f"{body}.jsonl").open(encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    return [
        Labelled(mask(row["text"], keep=OURS), row["language"], row["asks"] or normalised_key(row["text"]))
        for row in rows
        if not (row["reply_to"] and not questions_in(row["text"]) and len(wording(row["text"])) <= FOLLOWS)
    ]


def in_orders(
    name: str,
    some: Sequence[Labelled],
    embedder: Embedder,
    space: Space,
    wanted: argparse.Namespace,
    only: str = "",
) -> None:
    found = []
    for seed in range(wanted.orders):
        order = np.random.default_rng(seed).permutation(len(some))
        shuffled = [some[row] for row in order]
        desk, shown = run(shuffled, embedder, space)
        found.append(figures(shuffled, desk, shown, only))
        if wanted.confusions and seed == 0:
            confusions(shuffled, desk, only)
    report(name, found)


def run(some: Sequence[Labelled], embedder: Embedder, space: Space) -> tuple[Desk, dict[int, bool]]:
    """The desk after all posts and a last round of refining, and whether each unsure post was shown the right one."""
    desk = Desk(space, embedder.dimension, len(some))
    shown = {}
    for row, one in enumerate(some):
        placing = desk.arrive(one.text, embedded(embedder, one.text), one.language)
        if row in desk.unsure:
            shown[row] = one.asks in {some[candidate.post].asks for candidate in placing.candidates}
    desk.refine()
    return desk, shown


_KNOWN: dict[str, np.ndarray] = {}


def embedded(embedder: Embedder, text: str) -> np.ndarray:
    if text not in _KNOWN:
        _KNOWN[text] = embedder.embed([text])[0]
    return _KNOWN[text]


def figures(some: Sequence[Labelled], desk: Desk, shown: dict[int, bool], only: str) -> list[float]:
    rows = [row for row, one in enumerate(some) if only in {"", one.language}]
    labels, groups = [some[row].asks for row in rows], [desk.questions[row] for row in rows]
    unsure = [row for row in rows if row in shown]
    possible = 1 - len(set(labels)) / len(rows)
    right = sum(shown[row] for row in unsure) / max(1, len(unsure))
    return [len(rows), wrongly_told(labels, groups), saved(groups), possible, len(unsure) / len(rows), right]


def report(name: str, found: Sequence[Sequence[float]]) -> None:
    count, wrong, less, possible, unsure, right = (statistics.mean(column) for column in zip(*found, strict=True))
    worst = max(one[1] for one in found)
    print(
        f"{name:24} {count:4.0f} posts  wrongly told {wrong:.3f} (worst order {worst:.3f})  saved {less:.3f} of"
        f" {possible:.3f}  to a person {unsure:.3f}, right one shown {right:.2f}",
        flush=True,
    )


def confusions(some: Sequence[Labelled], desk: Desk, only: str = "") -> None:
    groups = defaultdict(list)
    for row, one in enumerate(some):
        if only in {"", one.language}:
            groups[desk.questions[row]].append(one)
    for members in groups.values():
        if len(Counter(one.asks for one in members)) > 1:
            print("   together:", *(f"      {one.asks[:32]:32} {one.text[:110]}" for one in members), sep="\n")


if __name__ == "__main__":
    main()
