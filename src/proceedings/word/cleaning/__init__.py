"""What is taken out of a Word file or made plain before pandoc reads it: revisions, fields, hidden text."""
