"""A new paper with its metadata filled in: python3 scripts/new_paper.py SỰ_KIỆN"""

from environment import run

if __name__ == "__main__":
    run("proceedings.commands.new_paper")
