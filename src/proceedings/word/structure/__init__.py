"""Headings, lists and pictures of a manuscript, recognised by how they look where Word does not say what they are."""
