"""Check everything, then build site/ and dist/: python3 scripts/build.py"""

from environment import run

if __name__ == "__main__":
    run("proceedings.commands.build")
