"""The process: Streamlit's builder, and beside it API, widget and log-in. Keep the literal ``st.App``."""

import streamlit as st

from builder.broken import sorry
from channels.process import lifespan, middleware, routes

app = st.App("builder/main.py", routes=routes, middleware=middleware, lifespan=lifespan, on_script_error=sorry)
