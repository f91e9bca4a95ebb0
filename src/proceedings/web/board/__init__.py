"""The editors' board: what is in, missing, late or too long; its pages, tables and reminder letters."""
