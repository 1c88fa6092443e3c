"""Bookings as a calendar: columns of time for a day or a week, squares for a month."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from builder.components import register

_calendar = register("calendar")


def calendar(  # noqa: PLR0913 - what is drawn and the four things it can say
    data: Mapping[str, Any],
    *,
    chosen: str,
    beside: str,
    key: str,
    on_opened: Callable[[], None],
    on_day: Callable[[], None],
    on_free: Callable[[], None],
    on_moved: Callable[[], None],
) -> None:
    """Draw what ``builder.bookings.layout`` laid out. ``beside`` is the key of the container the chosen one opens in.

    The callbacks read ``st.session_state[key]``: ``.opened`` {"id"}, ``.day`` {"day"}, ``.free`` {"day", "staff",
    "minute"}, ``.moved`` {"id", "day", "staff", "minute"}.
    """
    _calendar(
        key=key,
        data={**data, "chosen": chosen, "beside": beside},
        on_opened_change=on_opened,
        on_day_change=on_day,
        on_free_change=on_free,
        on_moved_change=on_moved,
    )
