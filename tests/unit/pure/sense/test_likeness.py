"""Likeness: learned from what lies beside it, for the model that is shipped."""

import hashlib
import json
from pathlib import Path

import numpy as np

from answerable.pure.grouping.minilm import MiniLM, open_minilm
from answerable.pure.sense.likeness import SHIPPED, open_likeness
from answerable.pure.sense.sign import Kind

TEXTS = Path(__file__).parents[4] / "bench" / "sense"


def test_it_was_learned_from_the_texts_as_they_are() -> None:
    told = json.loads(SHIPPED.read_text())
    texts = (TEXTS / "examples.txt").read_bytes() + (TEXTS / "texts.txt").read_bytes()
    assert told["made_from"] == hashlib.sha256(texts).hexdigest(), "run: python -m bench.sense_learn"
    assert told["embedder"] == MiniLM.identifier


def test_it_tells_danger_from_a_bin() -> None:
    vectors = open_minilm().embed(
        ["I sit by the canal most nights working up the nerve", "Which day is the brown bin collected?"]
    )
    danger, bins = open_likeness().kinds_of(vectors)
    assert Kind.RISK in danger
    assert bins == frozenset()


def test_no_vectors_are_like_nothing() -> None:
    assert open_likeness().kinds_of(np.empty((0, 384))) == []
