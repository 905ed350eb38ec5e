"""Where places come from: one file a source, each giving records."""
