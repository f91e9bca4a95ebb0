"""The rules: one small function each, with what an author reads about it."""
