"""The build step that makes the sentence model: reading weights, doing nothing twice, failing in a sentence."""

import hashlib
import importlib.util
import json
import struct
from pathlib import Path

import numpy as np
import pytest

STEP = Path(__file__).parents[4] / "build_steps" / "sentence_model.py"
spec = importlib.util.spec_from_file_location("sentence_model_step", STEP)
step = importlib.util.module_from_spec(spec)
spec.loader.exec_module(step)


def packed(arrays: dict[str, np.ndarray]) -> bytes:
    header, body = {"__metadata__": {"format": "pt"}}, b""
    for name, array in arrays.items():
        ends = [len(body), len(body) + array.nbytes]
        header[name] = {
            "dtype": "F32" if array.dtype == np.float32 else "I64",
            "shape": array.shape,
            "data_offsets": ends,
        }
        body += array.tobytes()
    written = json.dumps(header).encode()
    return struct.pack("<Q", len(written)) + written + body


def test_weights_are_read_and_whole_numbers_left_out():
    weight = np.arange(6, dtype=np.float32).reshape(2, 3)
    weights = step.read_weights(packed({"position_ids": np.arange(4), "dense.weight": weight}))
    assert list(weights) == ["dense.weight"]
    assert np.array_equal(weights["dense.weight"], weight)


def test_a_made_model_is_left_alone(tmp_path):
    folder = tmp_path / step.FOLDER
    folder.mkdir(parents=True)
    (folder / "model.onnx").write_bytes(b"made before")
    digest = hashlib.sha256(b"made before").hexdigest()
    (folder / "stamp").write_text(f"{step.RECIPE} {step.WEIGHTS_HASH} {digest}\n", encoding="ascii")
    step.make(tmp_path)
    assert (folder / "model.onnx").read_bytes() == b"made before"


def test_a_failed_download_is_said_in_a_sentence_and_leaves_no_stamp(tmp_path, monkeypatch):
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_NO_CACHE_DIR", "1")
    with pytest.raises(SystemExit, match="could not be downloaded"):
        step.make(tmp_path)
    assert not (tmp_path / step.FOLDER / "stamp").exists()


def test_what_the_build_needs_is_pinned():
    assert all("==" in requirement for requirement in step.REQUIREMENTS)
