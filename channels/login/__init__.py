"""Log-in in the HTTP layer: nobody reaches a page, a file or a socket of the builder without a session."""
