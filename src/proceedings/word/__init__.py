"""Word files: a manuscript as received becomes a paper in our Markdown."""
