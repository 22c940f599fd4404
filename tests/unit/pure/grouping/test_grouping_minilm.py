"""The shipped model: present, the same everywhere, and as good as the floats it was made from."""

import numpy as np
import pytest

from answerable.errors import Failed
from answerable.pure.grouping.minilm import LONGEST, SHIPPED, open_minilm
from answerable.pure.grouping.wordpiece import WordPiece

needs_model = pytest.mark.skipif(not (SHIPPED / "model.onnx").is_file(), reason="the build has not made the model")
VOCABULARY = [
    "[PAD]",
    "[UNK]",
    "[CLS]",
    "[SEP]",
    "pool",
    "swim",
    "##ming",
    "cafe",
    "?",
    "，",
    "泳",
    "!",
    "un",
    "##open",
]


FLOAT = np.array(
    [
        [-0.0079, -0.0243, -0.0157, -0.0161, 0.0024, 0.0318, -0.0214, -0.0491],
        [0.0127, 0.0524, -0.0536, -0.0167, 0.0200, 0.0311, 0.0887, 0.0284],
    ]
)
"""First eight numbers of the unrounded model's vectors for the two sentences below, worked out in float32 by numpy."""


@pytest.fixture(scope="module")
def model():
    return open_minilm()


@needs_model
def test_vectors_have_length_one_and_the_stated_width(model):
    vectors = model.embed(["is the pool open", "", "😀", "泳池", "x" * 5000])
    assert vectors.shape == (5, model.dimension)
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)


@needs_model
def test_a_vector_does_not_depend_on_the_other_texts_or_on_the_session(model):
    alone = model.embed(["is the pool open"])[0]
    among = model.embed(["a much longer text about something else entirely, with numbers 1 2 3", "is the pool open"])[1]
    assert np.array_equal(alone, among)
    assert np.array_equal(alone, open_minilm().embed(["is the pool open"])[0])


@needs_model
def test_the_rounded_model_agrees_with_the_floats(model):
    ours = model.embed(["when does the swimming pool open", "is the vaccine safe for children"])
    assert np.allclose(ours[:, :8], FLOAT, atol=0.02)


@needs_model
def test_the_same_question_in_other_words_is_nearer_than_another(model):
    asked, again, other = model.embed(
        ["when does the pool open", "opening times of the swimming pool", "how do i renew a passport"]
    )
    assert asked @ again > 0.6
    assert asked @ other < 0.3


@needs_model
def test_the_identifier_names_model_and_normalising(model):
    assert "MiniLM" in model.identifier
    assert "normalising." in model.identifier


def test_a_missing_model_is_said_in_a_sentence(tmp_path):
    with pytest.raises(Failed, match="not installed"):
        open_minilm(tmp_path)


def test_a_damaged_model_is_said_in_a_sentence(tmp_path):
    (tmp_path / "vocabulary.txt").write_text("\n".join(VOCABULARY), encoding="utf-8")
    (tmp_path / "model.onnx").write_bytes(b"not a model")
    with pytest.raises(Failed, match="damaged"):
        open_minilm(tmp_path)


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("Pool?", ["pool", "?"]),
        ("swimming", ["swim", "##ming"]),
        ("Café!", ["cafe", "!"]),
        ("泳泳", ["泳", "泳"]),
        ("nothere", ["[UNK]"]),
        ("swimnothere", ["[UNK]"]),
        ("x" * 101, ["[UNK]"]),
        ("po\u0000ol\u200b", ["pool"]),
        ("", []),
    ],
)
def test_a_text_is_cut_into_the_vocabularys_pieces(text, pieces):
    numbers = WordPiece(VOCABULARY, LONGEST).numbers(text)
    assert [VOCABULARY[number] for number in numbers] == ["[CLS]", *pieces, "[SEP]"]


def test_no_text_has_more_pieces_than_the_model_reads():
    assert len(WordPiece(VOCABULARY, 8).numbers("pool " * 100)) == 8
