"""A project's evidence and what was read from it: an archive of raw bytes and a database, SQLite or PostgreSQL."""
