"""Title, authors, unit and topic, found in the first lines of a manuscript."""
