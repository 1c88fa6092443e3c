"""How talk arrives: the HTTP API, its streams and visitor tokens, the widget, the log-in, and the process."""
