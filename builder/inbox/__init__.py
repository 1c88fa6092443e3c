"""The Inbox: who waits for a person, the talk that is open, and answering in it."""
