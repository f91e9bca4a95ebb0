"""Turn a Word file into a paper: python3 scripts/import_docx.py FILE.docx --event ID."""

from environment import run

if __name__ == "__main__":
    run("proceedings.commands.import_docx")
