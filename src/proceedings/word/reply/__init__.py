"""What an author gets back: the report, and the Word file with comments in the author's own terms."""
