"""The pages of a volume that are not papers, and what is drawn onto finished pages: heads, numbers, covers."""
