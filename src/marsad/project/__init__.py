"""A project on disk: its settings, and what is done with its store."""
