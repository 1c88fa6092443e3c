"""The embedding models a knowledge base can choose: the packaged English one, and others when they are installed."""

from __future__ import annotations

import functools
import importlib.util
from collections.abc import Callable, Mapping

from knowledge.embed import MiniLM
from knowledge.errors import OtherModel
from knowledge.many_languages import MultilingualE5
from knowledge.types import Embedder

DEFAULT = MiniLM.model_id


def known() -> Mapping[str, Callable[[], Embedder]]:
    """Every model by its id."""
    return {MiniLM.model_id: MiniLM, MultilingualE5.model_id: MultilingualE5}


def installed(model: str) -> bool:
    """Whether a model's package is there."""
    return model == MiniLM.model_id or (
        model == MultilingualE5.model_id and importlib.util.find_spec(MultilingualE5.package) is not None
    )


def joins_languages(model: str) -> bool:
    """Whether a question in one language finds a page in another by this model."""
    return model == MultilingualE5.model_id


def suited(language: str, model: str) -> str:
    """The model that finds the right page most often in documents of a language, of those that are installed.

    ``model`` when that is not the packaged English one, or the language is English or could not be told.
    """
    other = model == DEFAULT and language not in {"", "en"} and installed(MultilingualE5.model_id)
    return MultilingualE5.model_id if other else model


@functools.cache
def embedder(model: str) -> Embedder:
    """A model by its id, one for the process; OtherModel when nobody knows it."""
    made = known().get(model)
    if made is None:
        raise OtherModel(f"There is no embedding model {model}. Rebuild with one of: {', '.join(known())}")
    return made()
