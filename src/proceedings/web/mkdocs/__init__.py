"""The door to MkDocs: pages and files handed over, finished pages mended, search texts and the offline copy."""
