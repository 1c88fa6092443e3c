"""The packaged model: unit vectors that mean something, the same alone and in a batch; another file is refused."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from knowledge import MiniLM
from knowledge.embed import _checked
from knowledge.errors import ModelMissing


def test_near_in_meaning_is_near(model: MiniLM) -> None:
    asked, near, far = model.embed(["When do you open?", "Our opening hours", "Ink stains on cotton"])
    assert asked @ near > 0.5 > asked @ far


def test_rows_have_length_one_and_do_not_depend_on_their_neighbours(model: MiniLM) -> None:
    together = model.embed(["Films", "Books are lent for four weeks, unless somebody waits for them.", ""])
    assert together.shape == (3, 384)
    assert np.linalg.norm(together, axis=1) == pytest.approx(1, abs=1e-5)
    assert model.embed(["Films"])[0] @ together[0] > 0.999
    assert model.embed([]).shape == (0, 384)


def test_a_model_file_that_was_changed_is_refused(tmp_path: Path) -> None:
    (tmp_path / "model.onnx").write_bytes(b"something else")
    with pytest.raises(ModelMissing, match="not the file it should be"):
        _checked(tmp_path / "model.onnx")
    with pytest.raises(ModelMissing, match="not installed"):
        _checked(tmp_path / "nowhere" / "model.onnx")
