"""The door to MkDocs: pages and files given to it, finished pages corrected, search texts and the offline copy."""
