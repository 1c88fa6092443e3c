"""What somebody reads when a page breaks: our words, and for an engineer where; never the error's, which may hold a
customer's. Streamlit's own text names a service of its maker."""

from __future__ import annotations

import streamlit as st

from builder.heading import quiet
from guardrails.faults import fault


def sorry(error: Exception) -> bool:
    """Says it in place of what could not be drawn; tells Streamlit to say nothing itself."""
    st.error(
        "You did nothing wrong, and what you saved is safe. Load the page again. If this stays, send the line below to "
        "whoever looks after Tacit; it holds nothing of yours.",
        title="This part of the page broke",
    )
    quiet(f"`{fault(error)}`")
    return True
