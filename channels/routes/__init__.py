"""The addresses, one file per area. ``api`` mounts those of the HTTP API, ``process`` those of pages and files."""
