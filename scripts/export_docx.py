"""A paper, or the lists of a volume, as Word files: python3 scripts/export_docx.py BÀI.md… | --event MÃ --list"""

from environment import run

if __name__ == "__main__":
    run("proceedings.commands.export_docx")
