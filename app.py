"""The process: the builder by Streamlit, and beside it the API, the widget and the log-in. Keep the literal ``st.App``."""

import streamlit as st

from channels.process import lifespan, middleware, routes

app = st.App("builder/main.py", routes=routes, middleware=middleware, lifespan=lifespan)
