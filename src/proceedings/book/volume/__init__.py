"""A volume put together from its pieces, proved by reading it back, and described by its metadata."""
