"""Answers without a model: what was asked, which sentences answer it, how sure that is, and the words around it."""
