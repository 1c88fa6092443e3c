"""What may be logged of an error: its type and where in our code it happened, never its words.

An error's message may hold what a visitor typed, and so may the values of its frames (TRUST 17). File and line hold
neither, and without them nobody could mend anything.
"""

from __future__ import annotations

import traceback
from pathlib import Path

_OURS = frozenset("app.py builder pages channels workspace bots knowledge records guardrails documents scripts".split())
_ROOT = Path(__file__).resolve().parent.parent
_MOST = 6


def fault(error: BaseException) -> str:
    """ "KeyError at bots/toolbox.py:120, bots/engine.py:104": the innermost frame first, and what caused it behind."""
    frames = [place for frame in traceback.extract_tb(error.__traceback__) if (place := _place(frame))]
    said = type(error).__name__
    if frames:
        said += f" at {', '.join(frames[::-1][:_MOST])}"
    cause = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    return f"{said}; from {type(cause).__name__}" if cause is not None else said


def _place(frame: traceback.FrameSummary) -> str:
    try:
        path = Path(frame.filename).resolve().relative_to(_ROOT)
    except ValueError:
        return ""
    return f"{path.as_posix()}:{frame.lineno}" if path.parts[0] in _OURS else ""
