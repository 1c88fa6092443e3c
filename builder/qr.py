"""The square a telephone's camera reads: an address on a poster or a till, without typing."""

from __future__ import annotations

import io

import segno
import streamlit as st

from builder.heading import quiet

_SHARP = 24  # pixels a module: 20 cm on paper at 150 dots an inch
_SMALL = 4


def qr(address: str, name: str, *, key: str) -> None:
    """Show the square of an address and offer it as a picture for print, ``name``.png. Black on white in dark too:
    cameras want it so."""
    square = segno.make(address, error="m", micro=False)
    with st.container(horizontal=True, vertical_alignment="center", key=key):
        st.image(_png(square, _SMALL), width=132)
        with st.container(gap="small"):
            quiet("The same address for a poster, a receipt or your door. A telephone's camera opens it.")
            st.download_button(
                "Save the QR code", lambda: _png(square, _SHARP), f"{name}.png", "image/png", on_click="ignore"
            )


def _png(square: segno.QRCode, scale: int) -> bytes:
    out = io.BytesIO()
    square.save(out, kind="png", scale=scale, border=4)
    return out.getvalue()
