"""Check papers: python3 scripts/check.py [BÀI…]"""

from environment import run

if __name__ == "__main__":
    run("proceedings.commands.check")
