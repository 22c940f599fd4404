"""Learns the likeness: one logistic regression for each kind over the sentence model's vectors, the same each time.

Run: `python -m bench.sense_learn` after a change of `examples.txt`, of `texts.txt` or of the sentence model; it writes
`pure/sense/likeness.json`. Thresholds were chosen on the examples, by five-fold cross-validation, with an eye on false
alarms among the texts of others; danger is held to a lower one than its precision asks for: missing it costs a life.
"""

import hashlib
import json

import numpy as np

from answerable.pure.grouping.minilm import open_minilm
from answerable.pure.sense.likeness import SHIPPED
from answerable.pure.sense.sign import Kind
from bench.sense_quality import TEXTS, Labelled, halves, read_texts

EXAMPLES = TEXTS.with_name("examples.txt")
LEAST = {
    Kind.RISK: 0.55,
    Kind.DISTRESS: 0.45,
    Kind.FOI: 0.45,
    Kind.COMPLAINT: 0.5,
    Kind.DATA: 0.45,
    Kind.PRESS: 0.4,
    Kind.MEMBER: 0.3,
    Kind.ABUSE: 0.5,
    Kind.FALSE_CLAIM: 0.5,
}
RIDGE, WEIGHT = 0.2, 3.0
"""How much large weights cost, and how much more a text of the kind counts than one that is not."""


def learned_from() -> list[Labelled]:
    """The examples and the half to write by; in English, which is what the model reads."""
    return [one for one in (*halves(read_texts())[0], *read_texts(EXAMPLES)) if one.language == "en"]


def fit(vectors: np.ndarray, there: np.ndarray) -> np.ndarray:
    """The weights, the last of which stands alone, by Newton's method."""
    rows = np.c_[vectors.astype(np.float64), np.ones(len(vectors))]
    counts = np.where(there > 0, WEIGHT, 1.0)
    cost = np.r_[np.full(rows.shape[1] - 1, RIDGE), 1e-6]
    weights = np.zeros(rows.shape[1])
    for _ in range(50):
        said = 1 / (1 + np.exp(-rows @ weights))
        slope = rows.T @ (counts * (said - there)) + cost * weights
        bend = (rows.T * (counts * said * (1 - said))) @ rows + np.diag(cost)
        step = np.linalg.solve(bend, slope)
        weights -= step
        if np.abs(step).max() < 1e-9:
            break
    return weights


def main() -> None:
    """Learns and writes."""
    embedder, texts = open_minilm(), learned_from()
    vectors = embedder.embed([one.text for one in texts])
    kinds = {}
    for kind, least in LEAST.items():
        weights = fit(vectors, np.array([float(kind.value in one.labels) for one in texts]))
        kinds[kind.value] = {"least": least, "weights": [round(float(one), 4) for one in weights]}
    made_from = hashlib.sha256(EXAMPLES.read_bytes() + TEXTS.read_bytes()).hexdigest()
    learned = {"embedder": embedder.identifier, "made_from": made_from, "kinds": kinds}
    SHIPPED.write_text(json.dumps(learned, separators=(",", ":")).replace('},"', '},\n"') + "\n")
    print(f"{len(texts)} texts, {len(kinds)} kinds, {SHIPPED.stat().st_size} bytes")


if __name__ == "__main__":
    main()
