"""One report's resolved statements: frames and resolutions made into events."""
