"""What a character, paragraph or page of a Word file really looks like, once all its styles are resolved."""
