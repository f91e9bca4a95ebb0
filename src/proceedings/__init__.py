"""Proceedings of scientific seminars: papers checked, published as a website and printed as a book."""
