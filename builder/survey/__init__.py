"""A survey bot on its step "Does": its questions, one of them in full, the way through, who may answer, links."""
